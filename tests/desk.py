"""Starts a real desk for tests as its users do: `soundcheck serve`, free ports, a data directory of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
READY = "The desk is ready."
#: Loading Rasa's model dominates; a machine with two busy cores takes its time.
START_SECONDS = 420.0
STOP_SECONDS = 30.0
BROWSER_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True)
class Login:
    name: str
    email: str
    password: str


@dataclass
class Desk:
    """A desk at work."""

    process: subprocess.Popen[bytes]
    environment: dict[str, str]
    output: Path

    @property
    def data_dir(self) -> Path:
        return Path(self.environment["SOUNDCHECK_DATA_DIR"])

    @property
    def gateway(self) -> str:
        return f"http://127.0.0.1:{self.environment['SOUNDCHECK_GATEWAY_PORT']}"

    @property
    def demo(self) -> str:
        return f"http://127.0.0.1:{self.environment['SOUNDCHECK_DEMO_PORT']}"

    @property
    def demo_agent(self) -> Login:
        kept = json.loads((self.data_dir / "demo-agent.json").read_text(encoding="utf-8"))
        return Login("Maya", kept["email"], kept["password"])

    def add_agent(self, name: str) -> Login:
        """One more agent, with a password that is not secret."""
        login = Login(name, f"{name.lower()}@example.com", f"{name}-listens-well-1")
        command = [sys.executable, "-m", "handoff", "add-agent", "--email", login.email, "--name", name]
        environment = self.environment | json.loads((self.data_dir / "secrets.json").read_text(encoding="utf-8"))
        environment["SOUNDCHECK_DATABASE_URL"] = f"sqlite+aiosqlite:///{self.data_dir / 'soundcheck.db'}"
        subprocess.run(command, env=environment, input=login.password, text=True, check=True, cwd=ROOT)
        return login

    def agents_online(self) -> int:
        """How many agents the gateway counts on, asked as the actions ask."""
        secret = json.loads((self.data_dir / "secrets.json").read_text(encoding="utf-8"))["SOUNDCHECK_INTERNAL_SECRET"]
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.environment['SOUNDCHECK_INTERNAL_PORT']}/internal/v1/desk",
            headers={"Authorization": f"Bearer {secret}"},
        )
        with urllib.request.urlopen(request, timeout=5) as answer:
            return int(json.load(answer)["agents_online"])

    def part(self, module: str) -> psutil.Process:
        """The process that runs a module of the desk."""
        for child in psutil.Process(self.process.pid).children():
            if module in child.cmdline():
                return child
        raise AssertionError(f"{module} is not running; the desk says:\n{self.output.read_text()[-2000:]}")

    @contextmanager
    def paused(self, module: str) -> Iterator[None]:
        """A part that does nothing for a while, as on an overloaded machine."""
        process = self.part(module)
        process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            process.send_signal(signal.SIGCONT)


@contextmanager
def running_desk(directory: Path) -> Iterator[Desk]:
    """A desk from its first start to its stop. What it left running or said when it failed is the test's failure."""
    ports = free_ports(5)
    names = ("GATEWAY", "INTERNAL", "RASA", "ACTIONS", "DEMO")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SOUNDCHECK_")}
    environment |= {f"SOUNDCHECK_{name}_PORT": str(port) for name, port in zip(names, ports, strict=True)}
    environment |= {"SOUNDCHECK_DATA_DIR": str(directory), "COLUMNS": "200"}
    output = directory / "serve.txt"
    with output.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "soundcheck", "serve"],
            cwd=ROOT,
            env=environment,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    desk = Desk(process, environment, output)
    try:
        _wait_until_ready(desk)
        yield desk
    finally:
        parts = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
        process.terminate()
        process.wait(STOP_SECONDS)
        left = [part for part in parts if part.is_running() and part.status() != psutil.STATUS_ZOMBIE]
        assert not left, f"The desk left behind: {left}"


def _wait_until_ready(desk: Desk) -> None:
    deadline = time.monotonic() + START_SECONDS
    while READY not in desk.output.read_text(encoding="utf-8"):
        said = desk.output.read_text(encoding="utf-8")
        assert desk.process.poll() is None, f"The desk did not start:\n{said}"
        assert time.monotonic() < deadline, f"The desk was not ready in time:\n{said}"
        time.sleep(0.1)


def free_ports(count: int) -> list[int]:
    """Ports that nobody uses at this moment."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [taken.getsockname()[1] for taken in sockets]


def chromium_path() -> str:
    """The browser of the tests; `SOUNDCHECK_CHROMIUM` names another one."""
    path = os.environ.get("SOUNDCHECK_CHROMIUM") or shutil.which("chromium")
    assert path, "Chromium is not installed: `make test` installs it, or set SOUNDCHECK_CHROMIUM."
    return path
