"""Watches the files and tells every open page of a change, by Server-Sent Events."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from aiohttp import web

from soundcheck.studio.workspace import Workspace

#: Looking costs a few milliseconds, and a saved file should be seen within a second.
LOOK_EVERY = 0.1
#: A connection that nobody writes to is not known to be dead.
SIGN_OF_LIFE = 15.0


class Changes:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._changed = asyncio.Condition()
        self._is_closing = False

    async def run(self, _: web.Application) -> AsyncIterator[None]:
        watching = asyncio.create_task(self._watch())
        yield
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching

    async def close(self, _: web.Application) -> None:
        """Open pages would keep the server from ending."""
        self._is_closing = True
        await self._tell()

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """The number of the snapshot, now and whenever it changes."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        sent = None
        with contextlib.suppress(ConnectionResetError):
            while not self._is_closing:
                number = self._workspace.snapshot.number
                await response.write(b": still here\n\n" if number == sent else f"data: {number}\n\n".encode())
                sent = number
                await self._wait(number)
        return response

    async def _wait(self, number: int) -> None:
        async with self._changed:
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(
                    self._changed.wait_for(lambda: self._is_closing or self._workspace.snapshot.number != number),
                    SIGN_OF_LIFE,
                )

    async def _watch(self) -> None:
        while True:
            if await asyncio.to_thread(self._workspace.refresh):
                await self._tell()
            await asyncio.sleep(LOOK_EVERY)

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()
