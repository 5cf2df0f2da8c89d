"""Starts parts in order, each when those before it are ready; starts again what crashes; stops all. Knows no part."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import aiohttp

from soundcheck.child import Child, Part

READY_POLL_SECONDS = 0.2
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
#: A part that ran this long had recovered: the next crash is a new one.
STEADY_SECONDS = 60.0


class PartFailed(Exception):
    """A part ended or stayed silent before the desk was ready."""

    def __init__(self, part: Part, why: str, tail: Sequence[str]) -> None:
        super().__init__(f"The {part.name} {why}.")
        self.part = part
        self.tail = tuple(tail)


class Supervisor:
    """Keeps stages of parts running. All parts of a stage start at once; the next stage waits until they are ready."""

    def __init__(
        self,
        stages: Sequence[Sequence[Part]],
        environment: Mapping[str, str],
        log_dir: Path,
        tell: Callable[[str, str], None],
    ) -> None:
        self._stages = stages
        self._environment = environment
        self._log_dir = log_dir
        self._tell = tell
        self._children: dict[str, Child] = {}
        self._keepers: list[asyncio.Task[None]] = []
        self._stopping = asyncio.Event()

    async def start(self, before_last: Callable[[], None] = lambda: None) -> None:
        """Return when every part is ready; raise PartFailed when one is not to be had."""
        for stage in self._stages:
            if stage is self._stages[-1]:
                await asyncio.to_thread(before_last)
            await asyncio.gather(*(self._start(part) for part in stage))

    async def stop(self) -> None:
        """End every part, the last started first, so that nothing is asked of a part that has gone."""
        self._stopping.set()
        for stage in reversed(self._stages):
            await asyncio.gather(*(self._children[part.name].stop() for part in stage if part.name in self._children))
        await asyncio.gather(*self._keepers, return_exceptions=True)

    def kill(self) -> None:
        """End every part at once."""
        self._stopping.set()
        for child in self._children.values():
            child.kill()

    async def _start(self, part: Part) -> None:
        child, watching = await self._spawn(part)
        deadline = time.monotonic() + part.patience_seconds
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as session:
            while not await _is_ready(session, part.ready_url):
                if not child.running:
                    await watching
                    raise PartFailed(part, "ended while it started", child.tail)
                if time.monotonic() > deadline:
                    raise PartFailed(part, f"was not ready within {part.patience_seconds:.0f} seconds", child.tail)
                await asyncio.sleep(READY_POLL_SECONDS)
        self._keepers.append(asyncio.create_task(self._keep(part, watching)))

    async def _spawn(self, part: Part) -> tuple[Child, asyncio.Task[int]]:
        child = await Child.start(part, self._environment, self._log_dir)
        self._children[part.name] = child
        return child, asyncio.create_task(child.watch(self._tell))

    async def _keep(self, part: Part, watching: asyncio.Task[int]) -> None:
        """Start the part again whenever it ends, after a pause that doubles while it keeps crashing."""
        pause = FIRST_PAUSE_SECONDS
        while True:
            started = time.monotonic()
            status = await watching
            if self._stopping.is_set():
                return
            if time.monotonic() - started > STEADY_SECONDS:
                pause = FIRST_PAUSE_SECONDS
            self._tell(part.name, f"ended with status {status}; starting it again in {pause:.1f} s")
            with contextlib.suppress(asyncio.TimeoutError):
                # Parts that fell together, say over a full disk, are not to come back in step.
                await asyncio.wait_for(self._stopping.wait(), pause * random.uniform(0.8, 1.2))
                return
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            _, watching = await self._spawn(part)


async def _is_ready(session: aiohttp.ClientSession, url: str) -> bool:
    with contextlib.suppress(aiohttp.ClientError, asyncio.TimeoutError, OSError):
        async with session.get(url) as answer:
            return answer.status == 200
    return False
