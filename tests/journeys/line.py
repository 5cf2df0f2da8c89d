"""The socket between one browser page and the gateway: what went over it, and a way to hold up what comes in."""

from __future__ import annotations

import re

from playwright.async_api import Page, WebSocketRoute

#: A page also reads older conversations; the one in which something is said is the one it is about.
_SAID = re.compile(r'\["(?:post_message|request_handoff)",.*"conversation_id":\s*"([^"]+)"')


class Line:
    """Everything passes; while it is held, what the gateway says waits, as in a tab that sleeps."""

    def __init__(self) -> None:
        self.received: list[str | bytes] = []
        #: The conversation in which the page said something last; pages do not show it.
        self.conversation = ""
        self._held: list[tuple[WebSocketRoute, str | bytes]] | None = None

    async def watch(self, page: Page) -> None:
        """Before the page loads."""
        await page.route_web_socket(re.compile(r"/socket\.io/"), self._connect)

    def hold(self) -> None:
        self._held = self._held or []

    def release(self) -> None:
        held, self._held = self._held or [], None
        for socket, frame in held:
            socket.send(frame)

    def _connect(self, socket: WebSocketRoute) -> None:
        gateway = socket.connect_to_server()
        socket.on_message(lambda frame: self._outgoing(gateway, frame))
        gateway.on_message(lambda frame: self._incoming(socket, frame))

    def _outgoing(self, gateway: WebSocketRoute, frame: str | bytes) -> None:
        found = _SAID.search(frame) if isinstance(frame, str) else None
        self.conversation = found[1] if found else self.conversation
        gateway.send(frame)

    def _incoming(self, socket: WebSocketRoute, frame: str | bytes) -> None:
        self.received.append(frame)
        if self._held is None:
            socket.send(frame)
        else:
            self._held.append((socket, frame))
