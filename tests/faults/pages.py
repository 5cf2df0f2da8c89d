"""Listeners and agents as Socket.IO clients that keep the rules of docs/protocol.md, whatever the network does."""

from __future__ import annotations

import asyncio
import contextlib
import time
import uuid
from collections.abc import Mapping
from typing import Any

import aiohttp
import socketio
import socketio.exceptions

from tests.faults.history import Page, Sent
from tests.faults.rows import Row

ACK_SECONDS = 2.0
RECONNECT_SECONDS = 0.1
#: No fault of ours lasts as long: then something is wrong with the test or the gateway.
LOST_SECONDS = 60.0


class Refused(Exception):
    """The gateway said no, and saying it again would not help."""


class Client:
    """One page: a socket that comes back, and what it shows of each conversation."""

    def __init__(
        self, name: str, gateway: str, through: str, namespace: str, auth: Mapping[str, str], cookie: str = ""
    ) -> None:
        self.name = name
        self.sent: list[Sent] = []
        #: Commands that were sent and whose fate stayed unknown, so that they were sent again.
        self.unanswered = 0
        self._url = through
        self._namespace = namespace
        self._auth = dict(auth)
        # The gateway's own pages come from its own address, whatever lies between.
        self._headers = {"Origin": gateway} | ({"Cookie": cookie} if cookie else {})
        self._rows: dict[str, list[Row]] = {}
        self._repairs: dict[str, asyncio.Lock] = {}
        self._socket: socketio.AsyncClient | None = None
        self._seen_at = time.monotonic()
        self._trouble: Exception | None = None
        self._gone = asyncio.Event()
        self._living: asyncio.Task[None] | None = None
        self._background: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Client:
        self._living = asyncio.create_task(self._live())
        return self

    async def __aexit__(self, *error: object) -> None:
        assert self._living
        self._living.cancel()
        for task in self._background:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._living

    def pages(self) -> list[Page]:
        return [Page(self.name, conversation, tuple(rows)) for conversation, rows in self._rows.items()]

    def rows(self, conversation: str) -> list[Row]:
        return self._rows[conversation]

    async def follow(self, conversation: str) -> None:
        """Show a conversation from now on."""
        self._rows.setdefault(conversation, [])
        self._repairs.setdefault(conversation, asyncio.Lock())
        await self._catch_up(conversation)

    async def say(self, conversation: str, text: str) -> None:
        """Send until it is acknowledged. The caller says one thing at a time, so the order composed is kept."""
        client_message_id = uuid.uuid4().hex
        place = len(self.sent)
        message = Sent(self.name, conversation, client_message_id, text, None)
        self.sent.append(message)
        reply = await self.ask(
            "post_message", conversation_id=conversation, client_message_id=client_message_id, text=text
        )
        self.sent[place] = Sent(self.name, conversation, client_message_id, text, reply["seq"])
        if reply["seq"] > len(self._rows[conversation]) + 1:
            self._soon(self._catch_up(conversation))

    async def ask(self, command: str, **body: object) -> dict[str, Any]:
        """Send a command again and again until its fate is known; raise Refused when that is a refusal."""
        while True:
            reply = await self._try(command, body)
            if reply is None:
                continue
            if reply["ok"]:
                return reply
            if reply["code"] in ("rate_limited", "unavailable", "unauthenticated"):
                await asyncio.sleep((reply.get("retry_after_ms") or 100) / 1000)
            else:
                raise Refused(f"{self.name}: {command} {reply['code']}: {reply['message']}")

    async def _try(self, command: str, body: Mapping[str, object]) -> dict[str, Any] | None:
        """The acknowledgement; null when there is none, or an empty one, which says nothing."""
        connection = self._socket
        if connection is None:
            away = time.monotonic() - self._seen_at
            assert away < LOST_SECONDS, f"{self.name} cannot connect for {away:.0f} s: {self._trouble}"
            await asyncio.sleep(RECONNECT_SECONDS)
            return None
        asking = asyncio.ensure_future(connection.call(command, body, self._namespace, timeout=ACK_SECONDS))
        leaving = asyncio.ensure_future(self._gone.wait())
        await asyncio.wait({asking, leaving}, return_when=asyncio.FIRST_COMPLETED)
        leaving.cancel()
        if not asking.done():
            asking.cancel()
        with contextlib.suppress(socketio.exceptions.SocketIOError, asyncio.CancelledError, aiohttp.ClientError):
            if reply := await asking:
                return reply
        self.unanswered += 1
        return None

    async def _live(self) -> None:
        """Connect, come back after every loss, and catch up first."""
        # One for all connections: the library leaves its own open when a connection breaks.
        async with aiohttp.ClientSession() as http:
            await self._stay(http)

    async def _stay(self, http: aiohttp.ClientSession) -> None:
        while True:
            connection = socketio.AsyncClient(reconnection=False, http_session=http)
            self._gone = asyncio.Event()
            connection.on("message_posted", self._on_message, self._namespace)
            connection.on("tips_told", self._on_tips, self._namespace)
            connection.on("disconnect", lambda *reason, gone=self._gone: gone.set(), self._namespace)
            try:
                await connection.connect(
                    self._url,
                    headers=self._headers,
                    auth=self._auth,
                    transports=["websocket"],
                    namespaces=[self._namespace],
                    wait_timeout=3,
                )
                self._socket = connection
                for conversation in self._rows:
                    self._soon(self._catch_up(conversation))
                await self._gone.wait()
                self._seen_at = time.monotonic()
            except (socketio.exceptions.SocketIOError, aiohttp.ClientError, OSError, asyncio.TimeoutError) as error:
                self._trouble = error
                await asyncio.sleep(RECONNECT_SECONDS)
            finally:
                self._socket = None
                with contextlib.suppress(Exception):
                    await connection.shutdown()

    async def _on_message(self, event: dict[str, Any]) -> None:
        conversation = event["conversation_id"]
        if conversation in self._rows and not self._show(conversation, event["message"]):
            self._soon(self._catch_up(conversation))

    async def _on_tips(self, event: dict[str, Any]) -> None:
        for conversation, tip in event["tips"].items():
            if conversation in self._rows and tip > len(self._rows[conversation]):
                self._soon(self._catch_up(conversation))

    def _show(self, conversation: str, message: dict[str, Any]) -> bool:
        """Append what comes next, ignore what is there already; false when something is missing in between."""
        rows = self._rows[conversation]
        if message["seq"] == len(rows) + 1:
            rows.append(row_of(message))
        return message["seq"] <= len(rows)

    async def _catch_up(self, conversation: str) -> None:
        async with self._repairs[conversation]:
            while True:
                after = len(self._rows[conversation])
                page = await self._join(conversation, after)
                for message in page["messages"]:
                    self._show(conversation, message)
                if not page["more"]:
                    return

    async def _join(self, conversation: str, after: int) -> dict[str, Any]:
        if self._namespace == "/agent":
            return await self.ask("open_conversation", conversation_id=conversation, after_seq=after, after_note=0)
        return await self.ask("join_conversation", conversation_id=conversation, after_seq=after)

    def _soon(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)


def row_of(message: Mapping[str, Any]) -> Row:
    return Row(message["seq"], message["author"], message["text"], message["client_message_id"])


async def listener(http: aiohttp.ClientSession, gateway: str, name: str, through: str) -> tuple[Client, str]:
    """A listener of the gateway who connects `through` another address, and the token that proves who it is."""
    async with http.post(f"{gateway}/api/listener/session", json={"identity": None, "token": None}) as answer:
        answer.raise_for_status()
        token = (await answer.json())["token"]
    return Client(name, gateway, through, "/listener", {"token": token}), token


async def agent(gateway: str, name: str, email: str, password: str, through: str) -> Client:
    """An agent, logged in."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as http:
        async with http.post(f"{gateway}/api/agent/login", json={"email": email, "password": password}) as answer:
            answer.raise_for_status()
            csrf = (await answer.json())["csrf"]
        cookie = "; ".join(f"{kept.key}={kept.value}" for kept in http.cookie_jar)
    return Client(name, gateway, through, "/agent", {"csrf": csrf}, cookie)


async def stored(http: aiohttp.ClientSession, gateway: str, token: str, conversation: str) -> tuple[Row, ...]:
    """What the database has, read by HTTP and not by the sockets under test."""
    rows: list[Row] = []
    while True:
        async with http.get(
            f"{gateway}/api/listener/sync",
            params={"conversation_id": conversation, "after_seq": rows[-1].seq if rows else 0},
            headers={"Authorization": f"Bearer {token}"},
        ) as answer:
            answer.raise_for_status()
            page = await answer.json()
        rows += [row_of(message) for message in page["messages"]]
        if not page["more"]:
            return tuple(rows)
