"""`soundcheck serve`: one command from nothing to a running desk, and back to nothing at one Ctrl-C."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import signal
from collections.abc import Iterator
from typing import TextIO

from rich.console import Console
from rich.markup import escape

from bot.flows import FlowProblems
from soundcheck import demo_agent, desk, ports, settings, training
from soundcheck.flows import publishing
from soundcheck.settings import SettingProblem, Settings
from soundcheck.supervisor import PartFailed, Supervisor

console = Console(highlight=False)


def serve(demo: bool = True) -> int:
    """Run the desk until a signal asks to stop; the exit status.

    Without the `demo` it belongs to an app of your own: no host page, no account service, nobody who can log in yet.
    """
    # What listeners say is in the databases and logs of the parts: their owner's, and nobody else's.
    os.umask(0o077)
    try:
        config = settings.load()
        if missing := [] if demo else settings.missing_without_demo():
            raise SettingProblem("\n".join(missing))
        with _only_desk(config):
            refusals = ports.problems(config, demo)
            if refusals:
                raise SettingProblem("\n".join(refusals))
            _publish_first(config)
            training.train(config.environment, config.data_dir / "log", console)
            return asyncio.run(_run(config, demo))
    except (SettingProblem, training.TrainingFailed) as problem:
        console.print(escape(str(problem)), style="red")
        return 1
    except KeyboardInterrupt:
        return 130


async def _run(config: Settings, demo: bool) -> int:
    supervisor = Supervisor(desk.stages(config, demo), config.environment, config.data_dir / "log", _tell)
    stop = _stop_signals(supervisor)
    starting = asyncio.create_task(supervisor.start(*([lambda: demo_agent.ensure(config)] if demo else [])))
    stopping = asyncio.create_task(stop.wait())
    console.print("Starting the desk …")
    try:
        await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            await starting
            _welcome(config, demo)
            await stopping
        console.print("Stopping …")
        return 0
    except PartFailed as problem:
        console.print(*(escape(line) for line in problem.tail), sep="\n", style="dim")
        console.print(f"{problem} Its whole log is {config.data_dir}/log/{problem.part.name}.log.", style="red")
        return 1
    except Exception as problem:
        console.print(escape(str(problem)), style="red")
        return 1
    finally:
        starting.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await starting
        await supervisor.stop()


def _publish_first(config: Settings) -> None:
    """A new desk begins with the flows that it came with; an old one is told what is not live."""
    store = publishing.store_of(config)
    try:
        if publishing.publish_first(store) is None and not publishing.is_draft_published(store):
            console.print(
                "data/flows holds changes that are not live; soundcheck flows diff shows them, publish makes them live."
            )
    except FlowProblems as problems:
        raise SettingProblem(f"{problems}\nThe flows cannot be used like that.") from None


def _stop_signals(supervisor: Supervisor) -> asyncio.Event:
    """The event that the first signal sets; a second one does not wait for anybody."""
    stop = asyncio.Event()

    def on_signal() -> None:
        if stop.is_set():
            supervisor.kill()
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, on_signal)
    return stop


@contextlib.contextmanager
def _only_desk(config: Settings) -> Iterator[TextIO]:
    """Two desks would fight over one database. The system lets go of the lock when the process is gone."""
    with (config.data_dir / "desk.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SettingProblem(f"A desk already runs on {config.data_dir}: set SOUNDCHECK_DATA_DIR.") from None
        yield lock


def _welcome(config: Settings, demo: bool) -> None:
    rows = {"Console for agents": f"{config['PUBLIC_URL']}/console/", "Help": f"{config['PUBLIC_URL']}/help/"}
    if demo:
        login = demo_agent.read(config)
        rows = {"Demo app with the widget": config.demo_url, **rows}
        rows["Log in as"] = f"{login.email}   password {login.password}"
    else:
        rows = {"Script for your pages": f"{config['PUBLIC_URL']}/widget.js", **rows}
        rows["Who may log in"] = "soundcheck agents add"
    console.print("\n[green]The desk is ready.[/green]")
    for label, value in rows.items():
        console.print(f"  {label:<25} {escape(value)}", soft_wrap=True)
    console.print("Ctrl-C stops it.\n")


def _tell(name: str, line: str) -> None:
    console.print(f"[yellow]{name:<8}[/yellow] {escape(line)}", soft_wrap=True)
