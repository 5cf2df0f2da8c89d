"""The Socket.IO server: WebSocket only, bounded frames, and no event that reaches a handler by a reserved name."""

from __future__ import annotations

from typing import Any

import socketio

LARGEST_FRAME = 64 * 1024
_RESERVED = frozenset({"connect", "disconnect"})


class DeskServer(socketio.AsyncServer):  # type: ignore[misc]
    async def _handle_event(self, eio_sid: str, namespace: str, id: int | None, data: Any) -> None:
        # The library hands an event named "connect" to the connect handler, and an event without a name to nobody.
        if not isinstance(data, list) or not data or not isinstance(data[0], str) or data[0] in _RESERVED:
            data = ["", *(data[1:] if isinstance(data, list) else ())]
        await super()._handle_event(eio_sid, namespace, id, data)


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
