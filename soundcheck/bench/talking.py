"""A listener and an agent as sockets that only measure. A loss is not made good: a figure with one is void."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import socketio

from soundcheck.demo_agent import Login

SECONDS = 60


class Line:
    """A connected page."""

    def __init__(self, socket: socketio.AsyncClient, namespace: str) -> None:
        self._socket = socket
        self._namespace = namespace
        self._heard: asyncio.Queue[tuple[float, dict[str, Any]]] = asyncio.Queue()
        socket.on("message_posted", self._hear, namespace)

    async def ask(self, command: str, **body: object) -> dict[str, Any]:
        reply = await self._socket.call(command, body, self._namespace, timeout=SECONDS)
        if not reply or not reply["ok"]:
            raise RuntimeError(f"{command} was refused: {reply}")
        return reply

    async def say(self, conversation: str, text: str) -> float:
        """The seconds until it was acknowledged."""
        started = time.perf_counter()
        await self.ask("post_message", conversation_id=conversation, client_message_id=uuid.uuid4().hex, text=text)
        return time.perf_counter() - started

    async def hears(self, author: str) -> float:
        """When the next message of `author` came."""
        while True:
            at, event = await asyncio.wait_for(self._heard.get(), SECONDS)
            if event["message"]["author"] == author:
                return at

    def forget(self) -> None:
        """What came so far is not waited for any more."""
        self._heard = asyncio.Queue()

    async def _hear(self, event: dict[str, Any]) -> None:
        self._heard.put_nowait((time.perf_counter(), event))


@asynccontextmanager
async def listener(gateway: str) -> AsyncIterator[Line]:
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{gateway}/api/listener/session", json={"identity": None, "token": None}) as answer,
    ):
        answer.raise_for_status()
        token = (await answer.json())["token"]
    async with _connected(gateway, "/listener", {"token": token}) as line:
        yield line


@asynccontextmanager
async def agent(gateway: str, login: Login) -> AsyncIterator[Line]:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        body = {"email": login.email, "password": login.password}
        async with http.post(f"{gateway}/api/agent/login", json=body) as answer:
            answer.raise_for_status()
            csrf = (await answer.json())["csrf"]
        cookie = "; ".join(f"{kept.key}={kept.value}" for kept in http.cookie_jar)
    async with _connected(gateway, "/agent", {"csrf": csrf}, cookie) as line:
        await line.ask("open_inbox")
        await line.ask("set_presence", presence="online")
        yield line


async def start(line: Line, diagnostics: dict[str, object] | None = None) -> str:
    """A new conversation of a listener, joined."""
    started = await line.ask("start_conversation", client_conversation_id=uuid.uuid4().hex, diagnostics=diagnostics)
    await line.ask("join_conversation", conversation_id=started["conversation_id"], after_seq=0)
    return str(started["conversation_id"])


@asynccontextmanager
async def _connected(gateway: str, namespace: str, auth: dict[str, str], cookie: str = "") -> AsyncIterator[Line]:
    socket = socketio.AsyncClient(reconnection=False)
    line = Line(socket, namespace)
    headers = {"Origin": gateway} | ({"Cookie": cookie} if cookie else {})
    await socket.connect(gateway, headers=headers, auth=auth, transports=["websocket"], namespaces=[namespace])
    try:
        yield line
    finally:
        await socket.disconnect()
