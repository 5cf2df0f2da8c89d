"""The supervisor with real processes: small servers instead of the parts of the desk."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
import textwrap
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import psutil
import pytest

from soundcheck import supervisor as supervising
from soundcheck.child import Part
from soundcheck.supervisor import PartFailed, Supervisor
from tests.waiting import until

#: Answers 200 on its port; starts a process of its own, as a server with workers does; says its pids.
SERVER = """
    import http.server, os, pathlib, subprocess, sys
    helper = subprocess.Popen(["sleep", "600"])
    with pathlib.Path(sys.argv[2]).open("a") as file:
        print(os.getpid(), helper.pid, file=file)
    class Ready(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
    print("WARNING low on coffee")
    http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Ready).serve_forever()
"""


@pytest.fixture
def a_part(tmp_path) -> Callable[[str], Part]:
    script = tmp_path / "server.py"
    script.write_text(textwrap.dedent(SERVER))

    def part(name: str) -> Part:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        command = (sys.executable, str(script), str(port), str(tmp_path / f"{name}.pids"))
        return Part(name, command, f"http://127.0.0.1:{port}/", patience_seconds=20)

    return part


@contextlib.asynccontextmanager
async def supervised(stages, tmp_path, told=None) -> AsyncIterator[Supervisor]:
    running = Supervisor(
        stages, dict(os.environ), tmp_path / "log", lambda name, line: told is not None and told.append((name, line))
    )
    try:
        yield running
    finally:
        await running.stop()


def pids(tmp_path: Path, name: str) -> list[list[int]]:
    """The pids of each start of the part: its own and its helper's."""
    file = tmp_path / f"{name}.pids"
    return [[int(pid) for pid in line.split()] for line in file.read_text().splitlines()] if file.exists() else []


def alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


async def test_a_stage_waits_until_the_one_before_is_ready(tmp_path, a_part):
    seen = []
    async with supervised([[a_part("first")], [a_part("second")]], tmp_path) as desk:
        await desk.start(before_last=lambda: seen.append((len(pids(tmp_path, "first")), len(pids(tmp_path, "second")))))

        assert seen == [(1, 0)]
        assert len(pids(tmp_path, "second")) == 1


async def test_stopping_leaves_no_process_behind(tmp_path, a_part):
    async with supervised([[a_part("one"), a_part("two")]], tmp_path) as desk:
        await desk.start()
        started = [pid for name in ("one", "two") for pid in pids(tmp_path, name)[0]]
        assert all(alive(pid) for pid in started)

    await until(lambda: not any(alive(pid) for pid in started))


async def test_a_crashed_part_is_started_again_and_its_helpers_are_ended(tmp_path, a_part, monkeypatch):
    monkeypatch.setattr(supervising, "FIRST_PAUSE_SECONDS", 0.05)
    told = []
    async with supervised([[a_part("shaky")]], tmp_path, told) as desk:
        await desk.start()
        server, helper = pids(tmp_path, "shaky")[0]
        os.kill(server, signal.SIGKILL)

        await until(lambda: len(pids(tmp_path, "shaky")) == 2)
        await until(lambda: not alive(helper))
    assert any("ended with status -9" in line for _, line in told)


async def test_a_part_that_ends_while_it_starts_is_named_with_its_last_words(tmp_path):
    broken = Part("broken", (sys.executable, "-c", "print('no model'); exit(3)"), "http://127.0.0.1:9/", 20)
    async with supervised([[broken]], tmp_path) as desk:
        with pytest.raises(PartFailed, match="The broken ended while it started") as failure:
            await desk.start()
    assert failure.value.tail == ("no model",)


async def test_a_part_that_is_never_ready_is_named(tmp_path):
    silent = Part("silent", ("sleep", "600"), "http://127.0.0.1:9/", patience_seconds=0.3)
    async with supervised([[silent]], tmp_path) as desk:
        with pytest.raises(PartFailed, match="The silent was not ready within"):
            await desk.start()


async def test_warnings_are_told_and_everything_is_logged(tmp_path, a_part):
    told = []
    async with supervised([[a_part("chatty")]], tmp_path, told) as desk:
        await desk.start()
        await until(lambda: told)

    assert told == [("chatty", "WARNING low on coffee")]
    assert "chatty WARNING low on coffee" in (tmp_path / "log" / "chatty.log").read_text()


async def test_when_the_supervisor_is_killed_its_parts_end_too(tmp_path, a_part):
    part = a_part("orphan")
    program = f"""
        import asyncio, os, pathlib
        from soundcheck.child import Part
        from soundcheck.supervisor import Supervisor
        async def main():
            part = Part("orphan", {part.command!r}, {part.ready_url!r}, 20)
            await Supervisor([[part]], dict(os.environ), pathlib.Path({str(tmp_path)!r}), print).start()
            print("ready", flush=True)
            await asyncio.Event().wait()
        asyncio.run(main())
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", textwrap.dedent(program), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    await asyncio.wait_for(process.stdout.readuntil(b"ready\n"), 20)
    server, helper = pids(tmp_path, "orphan")[0]

    process.kill()
    await process.wait()

    await until(lambda: not alive(server))
    # The helper is the part's own to end; the desk's parts start none that outlive them.
    with contextlib.suppress(ProcessLookupError):
        os.kill(helper, signal.SIGKILL)
