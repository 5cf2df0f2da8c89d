"""One process of the desk: starts it in a group of its own, writes its log, stops the whole group.

Whether it is to be started again is the supervisor's decision.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import logging
import os
import re
import signal
import sys
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path

from soundcheck.settings import ROOT

#: How long a part may take to finish what it is doing. The gateway's slowest transaction and Rasa's turn are shorter.
GRACE_SECONDS = 8.0
#: How long to read on after its end; only what left the group could hold its output open longer.
LAST_WORDS_SECONDS = 2.0
LOG_BYTES = 10_000_000
PR_SET_PDEATHSIG = 1

#: The levels of `logging`, of structlog's console and of structlog's JSON.
_WARNING = re.compile(
    r"\b(WARNING|ERROR|CRITICAL)\b|\[(warning|error|critical) *\]|\"level\": ?\"(warning|error|critical)\""
)


@dataclass(frozen=True)
class Part:
    """What the supervisor has to know of one process."""

    name: str
    command: tuple[str, ...]
    #: Answers 200 once the part is at work.
    ready_url: str
    #: The longest that a slow machine may take until then.
    patience_seconds: float = 60.0


class Child:
    """A running part."""

    def __init__(self, part: Part, process: asyncio.subprocess.Process, log: logging.Logger) -> None:
        self.part = part
        self.tail: deque[str] = deque(maxlen=20)
        self._process = process
        self._log = log

    @classmethod
    async def start(cls, part: Part, environment: Mapping[str, str], log_dir: Path) -> Child:
        process = await asyncio.create_subprocess_exec(
            *part.command,
            env={**environment, "PYTHONUNBUFFERED": "1"},
            cwd=ROOT,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent(os.getpid()),
        )
        return cls(part, process, _log_file(part.name, log_dir))

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process.returncode is None

    async def watch(self, warn: Callable[[str, str], None]) -> int:
        """Write every line to the log and warnings to `warn(name, line)`, until it ends; its exit status."""
        reading = asyncio.create_task(self._read(warn))
        status = await self._process.wait()
        # What it had started itself must not outlive it, and would keep its output open.
        self.kill()
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(reading, LAST_WORDS_SECONDS)
        return status

    async def stop(self) -> None:
        """Ask it to end; end it, and whatever it started, if it does not."""
        if self.running:
            self._signal_group(signal.SIGTERM)
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._process.wait(), GRACE_SECONDS)
        self.kill()

    def kill(self) -> None:
        """End it and whatever it started, at once."""
        self._signal_group(signal.SIGKILL)

    def _signal_group(self, number: signal.Signals) -> None:
        # Its group id is its pid; what is left of the group keeps that number from being given away.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)

    async def _read(self, warn: Callable[[str, str], None]) -> None:
        assert self._process.stdout
        rest = b""
        # Not by readline: a line may be longer than any limit, and must not end the reading.
        while block := await self._process.stdout.read(65_536):
            *lines, rest = (rest + block).split(b"\n")
            for line in lines:
                self._write(line, warn)
        if rest:
            self._write(rest, warn)

    def _write(self, line: bytes, warn: Callable[[str, str], None]) -> None:
        text = line.decode("utf-8", "replace").rstrip()
        self.tail.append(text)
        self._log.info(text)
        if _WARNING.search(text):
            warn(self.part.name, text)


def die_with_parent(parent: int) -> Callable[[], None] | None:
    """Let Linux end the child when the supervisor is gone, also after a kill that nobody can catch."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)

    def before_exec() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # It went between the fork and the line above.
            os._exit(1)

    return before_exec


def _log_file(name: str, log_dir: Path) -> logging.Logger:
    log_dir.mkdir(parents=True, exist_ok=True)
    logger = logging.getLogger(f"soundcheck.log.{log_dir}.{name}")
    if not logger.handlers:
        handler = RotatingFileHandler(log_dir / f"{name}.log", maxBytes=LOG_BYTES, backupCount=3, encoding="utf-8")
        handler.setFormatter(logging.Formatter(f"%(asctime)s {name} %(message)s"))
        logger.addHandler(handler)
        logger.propagate = False
        logger.setLevel(logging.INFO)
    return logger
