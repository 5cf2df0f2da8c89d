"""Parts that can be killed and come back: those of a whole desk, and gateway and scripted bot on their own."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from pathlib import Path
from typing import Protocol

import aiohttp

from soundcheck import agents, settings
from soundcheck.settings import ROOT, Settings
from soundcheck.trial import free_ports
from tests.desk import Desk
from tests.waiting import until

BROKEN = Path(__file__).parent / "broken"
#: A machine with two busy cores takes its time to load Rasa's model.
BACK_SECONDS = 240.0


class Part(Protocol):
    """A process that a fault can hit."""

    kills: int

    async def kill(self) -> None:
        """As `kill -9` does: no clean-up, no goodbye."""

    async def back(self) -> None:
        """Return when it is at work again."""


class Supervised:
    """A part of a desk, which its supervisor starts again."""

    def __init__(self, desk: Desk, module: str, url: str) -> None:
        self.kills = 0
        self._desk = desk
        self._module = module
        self._url = url
        self._killed: int | None = None

    async def kill(self) -> None:
        self.kills += 1
        self._killed = self._desk.pids()[self._module]
        os.kill(self._killed, signal.SIGKILL)

    async def back(self) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as http:
            await until(self._is_another, BACK_SECONDS, f"another {self._module}")
            await until(lambda: is_ready(http, self._url), BACK_SECONDS, self._url)

    def _is_another(self) -> bool:
        # A process may end while the list of them is read.
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            return self._desk.pids().get(self._module, self._killed) != self._killed
        return False


def hurried(broken: str | None = None) -> dict[str, str]:
    """What every part reads under a load of tests. `broken` names a folder whose patch is loaded at their start."""
    return {
        # The clients are faster than people, and all come from one address.
        "SOUNDCHECK_RATE_LIMIT": "100000",
        "SOUNDCHECK_LOG_LEVEL": "WARNING",
        "PYTHONPATH": os.pathsep.join([*([str(BROKEN / broken)] if broken else []), str(ROOT)]),
    }


def environment(directory: Path, broken: str | None = None) -> dict[str, str]:
    """What a gateway on free ports reads."""
    gateway, internal, rasa, demo = free_ports(4)
    given = {key: value for key, value in os.environ.items() if not key.startswith("SOUNDCHECK_")}
    given |= {
        **hurried(broken),
        "SOUNDCHECK_DATA_DIR": str(directory),
        "SOUNDCHECK_GATEWAY_PORT": str(gateway),
        "SOUNDCHECK_INTERNAL_PORT": str(internal),
        "SOUNDCHECK_RASA_PORT": str(rasa),
        "SOUNDCHECK_DEMO_PORT": str(demo),
    }
    return dict(settings.load(given).environment)


class Process:
    """A server that is ready when `url` answers 200."""

    def __init__(self, command: list[str], environment: dict[str, str], url: str, log: Path) -> None:
        self.kills = 0
        self._command = command
        self._environment = environment
        self._url = url
        self._log = log
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Process:
        await self.back()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._end(signal.SIGKILL)

    async def back(self) -> None:
        """Start it: nobody else does."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, *self._command, env=self._environment, cwd=ROOT, stdout=log, stderr=log
            )
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as http:
            await until(lambda: self._ready(http), 60, f"{self._url}; see {self._log}")

    async def kill(self) -> None:
        self.kills += 1
        await self._end(signal.SIGKILL)

    async def _end(self, number: signal.Signals) -> None:
        assert self._process
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(number)
        await self._process.wait()

    async def _ready(self, http: aiohttp.ClientSession) -> bool:
        assert self._process
        assert self._process.returncode is None, f"{self._command} ended:\n{self._log.read_text()[-3000:]}"
        return await is_ready(http, self._url)


async def is_ready(http: aiohttp.ClientSession, url: str) -> bool:
    with contextlib.suppress(aiohttp.ClientError, asyncio.TimeoutError):
        async with http.get(url) as answer:
            return answer.status == 200
    return False


def supervised_gateway(desk: Desk) -> Supervised:
    return Supervised(desk, "handoff", f"{desk.gateway}/health")


def supervised_rasa(desk: Desk) -> Supervised:
    return Supervised(desk, "bot.components.serve", f"{desk.settings['RASA_URL']}/webhooks/soundcheck/health")


def gateway(environment: dict[str, str]) -> Process:
    url = f"http://127.0.0.1:{environment['SOUNDCHECK_GATEWAY_PORT']}/health"
    return Process(["-m", "handoff"], environment, url, Path(environment["SOUNDCHECK_DATA_DIR"]) / "gateway.log")


def scripted_bot(environment: dict[str, str]) -> Process:
    port = environment["SOUNDCHECK_RASA_PORT"]
    url = f"http://127.0.0.1:{port}/webhooks/soundcheck/health"
    log = Path(environment["SOUNDCHECK_DATA_DIR"]) / "bot.log"
    return Process(["-m", "tests.faults.scripted_bot", port], environment, url, log)


def add_agent(environment: dict[str, str], name: str) -> tuple[str, str]:
    """The e-mail address and password of a new agent."""
    email, password = f"{name.lower()}@example.com", f"{name}-listens-well-1"
    agents.add(Settings(environment), email, name, password)
    return email, password
