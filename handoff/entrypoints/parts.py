"""What every entry point is given by `bootstrap`: the desk, the reads, and the limits."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from aiohttp import web

from handoff.entrypoints.articles import Library
from handoff.protocol.replies import AgentPage, Inbox, ListenerConversations, ListenerPage
from handoff.protocol.values import AgentSummary, Author
from handoff.service_layer.ports import Bus, Desk, Identities, Passwords


class ListenerReads(Protocol):
    async def require(self, listener_id: str, conversation_id: str) -> int: ...
    async def page(self, listener_id: str, conversation_id: str, after_seq: int) -> ListenerPage: ...
    async def conversations(self, listener_id: str) -> ListenerConversations: ...


class AgentReads(Protocol):
    async def require(self, conversation_id: str) -> int: ...
    async def page(self, conversation_id: str, after_seq: int, after_note: int) -> AgentPage: ...
    async def inbox(self, agent_id: str) -> Inbox: ...
    async def agents(self) -> list[AgentSummary]: ...


class FactReads(Protocol):
    async def conversation(self, conversation_id: str) -> dict[str, Any]: ...
    async def desk(self) -> dict[str, int | None]: ...
    async def tips(self, conversation_ids: Collection[str]) -> dict[str, int]: ...
    async def ready(self) -> bool: ...


class Broadcaster(Protocol):
    async def join(self, namespace: str, sid: str, conversation_id: str) -> None: ...
    async def typing(
        self, conversation_id: str, author: Author, author_name: str | None, skip_sid: str | None
    ) -> None: ...
    async def tell_tips(self) -> None: ...
    async def catch_up(self) -> None: ...
    async def close(self) -> None: ...


@dataclass(frozen=True)
class Site:
    """How the gateway is reached, and by whom."""

    own_url: str
    own_origins: tuple[str, ...]
    embedding_origins: tuple[str, ...]
    proxies: frozenset[str]
    rate_limit: int
    internal_secret: str = field(repr=False)
    pages: Path

    @property
    def is_https(self) -> bool:
        return self.own_url.startswith("https://")


@dataclass(frozen=True)
class Parts:
    desk: Desk
    bus: Bus
    listener_reads: ListenerReads
    agent_reads: AgentReads
    facts: FactReads
    passwords: Passwords
    identities: Identities
    broadcaster: Broadcaster
    site: Site
    library: Library


PARTS = web.AppKey("PARTS", Parts)
