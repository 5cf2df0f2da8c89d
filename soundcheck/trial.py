"""A desk apart from any other: free ports, a data directory of its own. For tests, measurements and pictures."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from soundcheck import agents, demo_agent, settings
from soundcheck.child import die_with_parent
from soundcheck.demo_agent import Login
from soundcheck.settings import PORTS, ROOT, Settings

READY = "The desk is ready."
#: Loading Rasa's model dominates; a machine with two busy cores takes its time.
START_SECONDS = 420.0
STOP_SECONDS = 30.0
POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Trial:
    """A desk at work."""

    process: subprocess.Popen[bytes]
    settings: Settings
    output: Path
    seconds_to_ready: float

    @property
    def gateway(self) -> str:
        return self.settings["PUBLIC_URL"]

    @property
    def demo(self) -> str:
        return self.settings.demo_url

    @property
    def demo_agent(self) -> Login:
        return demo_agent.read(self.settings)

    def add_agent(self, name: str) -> Login:
        """One more agent, with a password that is not secret."""
        login = Login(f"{name.lower()}@example.com", f"{name}-listens-well-1")
        agents.add(self.settings, login.email, name, login.password)
        return login

    def pids(self) -> dict[str, int]:
        """The process of each part, by its module."""
        # The threads of a process start children; the desk's are all of its main thread.
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        commands = {int(pid): Path(f"/proc/{pid}/cmdline").read_text().split("\0") for pid in children}
        return {command[command.index("-m") + 1]: pid for pid, command in commands.items() if "-m" in command}


@contextmanager
def running(directory: Path, given: Mapping[str, str] | None = None) -> Iterator[Trial]:
    """Start a desk that keeps its data in `directory`, and stop it. RuntimeError says what it said when it failed.

    `given` are settings that differ from the usual ones.
    """
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SOUNDCHECK_")}
    environment |= given or {}
    environment |= dict(zip(PORTS, map(str, free_ports(len(PORTS))), strict=True))
    environment |= {"SOUNDCHECK_DATA_DIR": str(directory), "COLUMNS": "200"}
    started = time.monotonic()
    output = directory / "serve.txt"
    with output.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "soundcheck", "serve"],
            cwd=ROOT,
            env=environment,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            # A test run that is killed takes its desk with it.
            preexec_fn=die_with_parent(os.getpid()),
        )
    try:
        while READY not in output.read_text(encoding="utf-8"):
            if process.poll() is not None or time.monotonic() - started > START_SECONDS:
                raise RuntimeError(f"The desk did not start:\n{output.read_text(encoding='utf-8')}")
            time.sleep(POLL_SECONDS)
        yield Trial(process, settings.load(environment), output, time.monotonic() - started)
    finally:
        process.terminate()
        process.wait(STOP_SECONDS)


def free_ports(count: int) -> list[int]:
    """Ports that nobody uses at this moment."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [taken.getsockname()[1] for taken in sockets]
