"""The Socket.IO server: WebSocket only, bounded frames, and no event that reaches a handler by a reserved name."""

from __future__ import annotations

from typing import Any

import engineio
import socketio
from aiohttp import hdrs, web

LARGEST_FRAME = 64 * 1024
#: Packets that may wait for one page; what it misses when it is cut off it reads again by seq.
LONGEST_QUEUE = 256
_RESERVED = frozenset({"connect", "disconnect"})


class _Engine(engineio.AsyncServer):  # type: ignore[misc]
    async def handle_request(self, request: web.Request) -> web.StreamResponse:
        """Without permessage-deflate: its memory is taken per socket, and a small frame could become a large one."""
        headers = request.headers.copy()
        headers.popall(hdrs.SEC_WEBSOCKET_EXTENSIONS, None)
        answer: web.StreamResponse = await super().handle_request(request.clone(headers=headers))
        return answer


class DeskServer(socketio.AsyncServer):  # type: ignore[misc]
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._strangers: set[str] = set()

    async def sweep(self) -> None:
        """Cut off who has not said who they are since the sweep before, and who does not read what they are sent."""
        sockets = dict(self.eio.sockets)
        strangers = {eio_sid for eio_sid in sockets if not self._is_known(eio_sid)}
        slow = {eio_sid for eio_sid, socket in sockets.items() if socket.queue.qsize() > LONGEST_QUEUE}
        for eio_sid in (strangers & self._strangers) | slow:
            transport = self.environ[eio_sid]["aiohttp.request"].transport if eio_sid in self.environ else None
            if transport is not None:
                # Not by a farewell: it would wait in the queue that nobody reads.
                transport.abort()
        self._strangers = strangers

    def _is_known(self, eio_sid: str) -> bool:
        return any(
            self.manager.is_connected(self.manager.sid_from_eio_sid(eio_sid, namespace), namespace)
            for namespace in self.namespace_handlers
        )

    async def _handle_event(self, eio_sid: str, namespace: str, id: int | None, data: Any) -> None:
        # The library hands an event named "connect" to the connect handler, and an event without a name to nobody.
        if not isinstance(data, list) or not data or not isinstance(data[0], str) or data[0] in _RESERVED:
            data = ["", *(data[1:] if isinstance(data, list) else ())]
        await super()._handle_event(eio_sid, namespace, id, data)

    def _engineio_server_class(self) -> type[_Engine]:
        return _Engine


def build_server(origins: tuple[str, ...]) -> DeskServer:
    """Origins are always a list: an empty one would switch the check off."""
    if not origins or "*" in origins:
        raise ValueError("The gateway needs its own origins by name.")
    return DeskServer(
        async_mode="aiohttp",
        cors_allowed_origins=list(origins),
        transports=["websocket"],
        max_http_buffer_size=LARGEST_FRAME,
        ping_interval=10,
        ping_timeout=10,
        # Its loggers print whole packets, and what people say is not for logs.
        logger=False,
        engineio_logger=False,
    )
