"""The gateway and the scripted bot as processes of their own, so that they can be killed and come back."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from pathlib import Path

import aiohttp

from soundcheck import agents, settings
from soundcheck.settings import ROOT, Settings
from soundcheck.trial import free_ports
from tests.waiting import until

BROKEN = Path(__file__).parent / "broken"


def environment(directory: Path, broken: str | None = None) -> dict[str, str]:
    """What a gateway on free ports reads. `broken` names a folder whose patch it loads at its start."""
    gateway, internal, rasa, demo = free_ports(4)
    given = {key: value for key, value in os.environ.items() if not key.startswith("SOUNDCHECK_")}
    given |= {
        "SOUNDCHECK_DATA_DIR": str(directory),
        "SOUNDCHECK_GATEWAY_PORT": str(gateway),
        "SOUNDCHECK_INTERNAL_PORT": str(internal),
        "SOUNDCHECK_RASA_PORT": str(rasa),
        "SOUNDCHECK_DEMO_PORT": str(demo),
        # The clients are faster than people, and all come from one address.
        "SOUNDCHECK_RATE_LIMIT": "100000",
        "SOUNDCHECK_LOG_LEVEL": "WARNING",
        "PYTHONPATH": os.pathsep.join([*([str(BROKEN / broken)] if broken else []), str(ROOT)]),
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
        await self.start()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._end(signal.SIGKILL)

    async def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, *self._command, env=self._environment, cwd=ROOT, stdout=log, stderr=log
            )
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as http:
            await until(lambda: self._ready(http), 60, f"{self._url}; see {self._log}")

    async def kill(self) -> None:
        """As `kill -9` does: no clean-up, no goodbye."""
        self.kills += 1
        await self._end(signal.SIGKILL)

    async def restart(self) -> None:
        await self.kill()
        await self.start()

    async def _end(self, number: signal.Signals) -> None:
        assert self._process
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(number)
        await self._process.wait()

    async def _ready(self, http: aiohttp.ClientSession) -> bool:
        assert self._process
        assert self._process.returncode is None, f"{self._command} ended:\n{self._log.read_text()[-3000:]}"
        with contextlib.suppress(aiohttp.ClientError, asyncio.TimeoutError):
            async with http.get(self._url) as answer:
                return answer.status == 200
        return False


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
