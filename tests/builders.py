"""Conversations, people and replies in words of the domain, with defaults for whatever a test does not care about."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from handoff.adapters.database import Database, connect
from handoff.adapters.migrate import migrate
from handoff.adapters.unit_of_work import SqlUnitOfWork
from handoff.domain.bot_reply import BotEvent, BotHandoff, BotOutcome, BotReply, BotText
from handoff.domain.conversation import Conversation, Status
from handoff.domain.message import ArticleCard, Button
from handoff.service_layer import accounts, identity, listener
from handoff.service_layer.ports import Desk
from tests.fakes import NOON, FrozenClock, PlainPasswords, RecordingBus

PASSWORD = "correct horse battery"


def a_conversation(status: Status = "with_bot", **fields: Any) -> Conversation:
    return Conversation(conversation_id="c1", listener_id="l1", status=status, started_at=NOON, **fields)


def a_reply(*texts: str, buttons: tuple[str, ...] = (), topic: str | None = None, **more: Any) -> BotReply:
    offered = tuple(Button(title, f"/payload_{title.lower()}") for title in buttons)
    events: tuple[BotEvent, ...] = tuple(BotText(text, offered) for text in texts)
    return BotReply(events, topic=topic, **more)


def a_handoff(reason: str = "steps_exhausted", topic: str | None = None) -> BotReply:
    return BotReply((BotText("I'll get a person."), BotHandoff(reason, "Why.")), topic=topic)


def an_outcome(cause: str = "Offline sync was limited to Wi-Fi.", prevention: str = "Allow mobile data.") -> BotReply:
    return BotReply((BotOutcome(cause, prevention, ArticleCard("playback/skips", "Music skips", "What to do.")),))


@dataclass(frozen=True)
class TestDesk:
    """The desk's use cases over a real database, with time in the test's hands."""

    __test__ = False

    desk: Desk
    clock: FrozenClock
    bus: RecordingBus
    database: Database

    async def a_listener(self) -> str:
        session = await identity.open_listener_session(self.desk, None, None)
        return session.listener.listener_id

    async def an_agent(self, name: str = "Maya", is_there: bool = True) -> str:
        agent_id = await accounts.create_agent(
            self.desk, PlainPasswords(), f"{name.lower()}@example.com", name, PASSWORD
        )
        if is_there:
            await identity.come_online(self.desk, agent_id)
        return agent_id

    async def a_talk(self, listener_id: str | None = None) -> tuple[str, str]:
        """A listener and their new conversation."""
        listener_id = listener_id or await self.a_listener()
        return listener_id, await listener.start(self.desk, listener_id, "k1", None)

    async def rows(self, table: sa.Table, *where: Any) -> list[Any]:
        async with self.database.reader.connect() as connection:
            return list(await connection.execute(table.select().where(*where).order_by(*table.primary_key.columns)))

    async def conversation(self, conversation_id: str) -> Conversation:
        async with self.desk.open() as tx:
            return await tx.conversations.any(conversation_id)


@asynccontextmanager
async def a_desk(url: str, is_migrated: bool = False, now: datetime = NOON) -> AsyncIterator[TestDesk]:
    database = connect(url)
    if not is_migrated:
        await migrate(database.writer)
    clock, bus = FrozenClock(now), RecordingBus()
    try:
        yield TestDesk(Desk(lambda: SqlUnitOfWork(database.writer, bus), clock), clock, bus, database)
    finally:
        await database.close()
