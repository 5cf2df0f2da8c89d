"""A TCP proxy between pages and the gateway that does what bad networks do: cut, and fall silent."""

from __future__ import annotations

import asyncio
import contextlib


class Proxy:
    """Forwards to `port` on loopback. Connections that find nobody there are closed, as a gateway in restart does."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._writers: set[asyncio.StreamWriter] = set()
        self._flowing = asyncio.Event()
        self._flowing.set()
        self._server: asyncio.Server | None = None
        self.port = 0
        self.cuts = 0

    async def __aenter__(self) -> Proxy:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *error: object) -> None:
        assert self._server
        self._server.close()
        self.cut()

    def cut(self) -> int:
        """Reset every connection, without a closing handshake; how many there were."""
        cut = len(self._writers)
        for writer in self._writers:
            writer.transport.abort()
        self.cuts += cut
        return cut

    def stall(self) -> None:
        """Keep every connection open and carry nothing, as a phone in a tunnel does."""
        self._flowing.clear()

    def flow(self) -> None:
        """Carry again, beginning with what was held up."""
        self._flowing.set()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._to)
        except OSError:
            writer.transport.abort()
            return
        self._writers |= {writer, far_writer}
        try:
            await asyncio.gather(self._carry(reader, far_writer), self._carry(far_reader, writer))
        finally:
            self._writers -= {writer, far_writer}

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while block := await reader.read(65_536):
                await self._flowing.wait()
                writer.write(block)
                await writer.drain()
        writer.transport.abort() if reader.exception() else writer.close()
