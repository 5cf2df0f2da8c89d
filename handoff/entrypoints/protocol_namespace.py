"""What both namespaces share: parse, limit, serialise per conversation, answer every command."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

import socketio
import structlog
from aiohttp import web

from handoff.domain.errors import BadRequest, HandoffError, Unauthenticated
from handoff.entrypoints.addresses import client_address, is_own_origin
from handoff.entrypoints.conversation_locks import ConversationLocks
from handoff.entrypoints.parts import Parts
from handoff.entrypoints.rate_limits import RateLimits
from handoff.entrypoints.refusals import parse, refusal_of
from handoff.protocol.replies import Refusal
from handoff.protocol.wire import Command, Reply

_LOG = structlog.get_logger(__name__)
#: How often the session of a page that is used is looked at again.
_CHECK_EVERY = timedelta(seconds=60)
Actor = TypeVar("Actor")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Caller(Generic[Actor]):
    """Who is at the other end of a socket."""

    sid: str
    address: str
    actor: Actor


class ProtocolNamespace(socketio.AsyncNamespace, Generic[Actor]):  # type: ignore[misc]
    #: Whether a client that sends no Origin, and so is no browser, may connect.
    origin_may_miss: bool

    def __init__(self, name: str, parts: Parts, limits: RateLimits, locks: ConversationLocks) -> None:
        super().__init__(name)
        self.parts = parts
        self._limits = limits
        self._locks = locks
        self._callers: dict[str, Caller[Actor]] = {}
        self._checked_at: dict[str, datetime] = {}
        self._under_way: set[asyncio.Task[Any]] = set()
        self._stopping = asyncio.Event()
        self._handlers: dict[str, tuple[type[Command], Callable[[Caller[Actor], Any], Awaitable[Reply]]]] = {}

    def serve(self, shape: type[Any], handler: Callable[[Caller[Actor], Any], Awaitable[Reply]]) -> None:
        """Answer this command of the protocol with this handler."""
        if self.namespace.strip("/") not in shape.namespaces:
            raise ValueError(f"{shape.name} is not for {self.namespace}")
        self._handlers[shape.name] = (shape, handler)

    async def authenticate(self, request: web.BaseRequest, auth: dict[str, Any]) -> Actor:
        """Who connects, or Unauthenticated."""
        raise NotImplementedError

    def person(self, actor: Actor) -> str:
        """The key of the actor's own limits."""
        raise NotImplementedError

    async def connected(self, caller: Caller[Actor]) -> None:
        """The caller may now be put into rooms."""

    async def disconnected(self, caller: Caller[Actor]) -> None:
        """The caller's page is gone."""

    async def is_still_valid(self, actor: Actor) -> bool:
        """Whether the actor's session or token lives. Asked once a minute of a page that is used."""
        raise NotImplementedError

    async def run(self) -> None:
        """Until told to stop. What is under way is then finished; what comes later is told to come again."""
        await self._stopping.wait()
        while self._under_way:
            await asyncio.wait(self._under_way)

    def stop(self) -> None:
        self._stopping.set()

    async def trigger_event(self, event: str, *args: Any) -> Any:
        if event == "connect":
            return await self._begin(self._connect(*args))
        if event == "disconnect":
            caller = self._forget(args[0])
            return await self.disconnected(caller) if caller else None
        return await self._acknowledge(event, args[0], args[1:])

    async def kick(self, is_meant: Callable[[Actor], bool]) -> None:
        """Disconnect everybody whose grant has ended."""
        for caller in list(self._callers.values()):
            if is_meant(caller.actor):
                self._forget(caller.sid)
                await self.disconnected(caller)
                await self.disconnect(caller.sid)

    def _still_open(self) -> None:
        if self._stopping.is_set():
            raise HandoffError  # Says "unavailable": the page keeps what it sent and comes again.

    def _begin(self, work: Coroutine[Any, Any, Answer]) -> asyncio.Future[Answer]:
        """Shielded: a socket that breaks now must not undo a commit that is under way."""
        task = asyncio.get_running_loop().create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return asyncio.shield(task)

    async def _connect(self, sid: str, environ: dict[str, Any], auth: Any) -> bool:
        request: web.BaseRequest = environ["aiohttp.request"]
        try:
            self._still_open()
            address = client_address(request, self.parts.site.proxies)
            if not is_own_origin(request, self.parts.site.own_origins, self.origin_may_miss):
                raise Unauthenticated("This page may not connect.")
            self._limits.visit(address)
            actor = await self.authenticate(request, auth if isinstance(auth, dict) else {})
            self._callers[sid] = Caller(sid, address, actor)
            self._checked_at[sid] = self.parts.desk.clock.now()
            await self.connected(self._callers[sid])
        except Exception as error:
            self._forget(sid)
            refusal = refusal_of(error, namespace=self.namespace)
            _LOG.info("connection_refused", namespace=self.namespace, code=refusal.code)
            # Pages read the code from the refused connection.
            raise socketio.exceptions.ConnectionRefusedError(refusal.code) from None
        return True

    async def _require_valid(self, caller: Caller[Actor]) -> None:
        now = self.parts.desk.clock.now()
        if now - self._checked_at.get(caller.sid, now) < _CHECK_EVERY:
            return
        if not await self.is_still_valid(caller.actor):
            await self.kick(lambda actor: actor is caller.actor)
            raise Unauthenticated
        self._checked_at[caller.sid] = now

    def _forget(self, sid: str) -> Caller[Actor] | None:
        self._checked_at.pop(sid, None)
        return self._callers.pop(sid, None)

    async def _acknowledge(self, event: str, sid: str, args: tuple[Any, ...]) -> dict[str, Any]:
        try:
            reply: Reply | Refusal = await self._begin(self._answer(event, sid, args))
        except asyncio.CancelledError:
            # The library would send an empty acknowledgement, which a page could take for success.
            reply = Refusal(code="unavailable", message=HandoffError.sentence)
        return reply.model_dump(mode="json")

    async def _answer(self, event: str, sid: str, args: tuple[Any, ...]) -> Reply | Refusal:
        try:
            caller = self._callers.get(sid)
            if caller is None:
                raise Unauthenticated
            # Before it is understood: what is broken counts as well.
            self._limits.command(event, self.person(caller.actor), caller.address)
            if event not in self._handlers or len(args) != 1:
                raise BadRequest("There is no such command." if event not in self._handlers else None)
            shape, handler = self._handlers[event]
            command = parse(shape, args[0])
            # The lock is the first thing awaited, so that commands keep the order in which they arrived.
            async with self._locks.held(getattr(command, "conversation_id", sid)):
                self._still_open()
                await self._require_valid(caller)
                return await handler(caller, command)
        except Exception as error:
            refusal = refusal_of(error, command=event if event in self._handlers else "unknown")
            _LOG.info("refused", namespace=self.namespace, command=event[:40], code=refusal.code)
            return refusal
