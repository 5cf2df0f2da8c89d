"""Conversations. Rights are in the lookup; the row stays locked until the unit of work ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.tables import agent
from handoff.adapters.tables import conversation as table
from handoff.domain.conversation import CLOSED, QUEUED, RESOLVED, WITH_BOT, Conversation
from handoff.domain.errors import NotFound
from handoff.domain.queue import Waiting

#: What a use case may change. `version` and `last_seq` are counted by the database, never written from memory.
_SAVED = (
    "status",
    "title",
    "assignee_id",
    "topic",
    "bot_topic",
    "topic_corrected_by",
    "urgency",
    "reason",
    "queued_at",
    "queued_place",
    "waiting_since",
    "resolved_at",
    "resolved_by",
    "resolution",
    "cause",
    "prevention",
    "bot_fence",
)
_LOADED = ("conversation_id", "listener_id", "started_at", "version", "last_seq", *_SAVED)


class SqlConversations:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of_listener(self, listener_id: str, conversation_id: str) -> Conversation:
        return await self._load(table.c.conversation_id == conversation_id, table.c.listener_id == listener_id)

    async def any(self, conversation_id: str) -> Conversation:
        return await self._load(table.c.conversation_id == conversation_id)

    async def _load(self, *where: Any) -> Conversation:
        query = sa.select(*(table.c[name] for name in _LOADED)).where(*where).with_for_update()
        row = (await self._connection.execute(query)).mappings().one_or_none()
        if row is None:
            raise NotFound
        return Conversation(**row)

    async def started_as(self, listener_id: str, client_conversation_id: str) -> str | None:
        query = sa.select(table.c.conversation_id).where(
            table.c.listener_id == listener_id, table.c.client_conversation_id == client_conversation_id
        )
        return (await self._connection.execute(query)).scalar_one_or_none()

    async def add(self, conversation: Conversation, client_conversation_id: str, diagnostics: str) -> None:
        values = {name: getattr(conversation, name) for name in _LOADED}
        await self._connection.execute(
            table.insert().values(
                **values,
                client_conversation_id=client_conversation_id,
                diagnostics=diagnostics,
                last_at=conversation.started_at,
                last_note=0,
            )
        )

    async def save(self, conversation: Conversation) -> None:
        statement = (
            table.update()
            .where(table.c.conversation_id == conversation.conversation_id)
            .values({name: getattr(conversation, name) for name in _SAVED} | {"version": table.c.version + 1})
            .returning(table.c.version)
        )
        conversation.version = (await self._connection.execute(statement)).scalar_one()

    async def touch(self, conversation_ids: Sequence[str]) -> None:
        """Count the version up, so that pages take the state that is told next."""
        # Locked in one order, because two processes may touch overlapping queues.
        locked = sa.select(table.c.conversation_id).where(table.c.conversation_id.in_(conversation_ids))
        await self._connection.execute(locked.order_by(table.c.conversation_id).with_for_update())
        await self._connection.execute(
            table.update().where(table.c.conversation_id.in_(conversation_ids)).values(version=table.c.version + 1)
        )

    async def keep_turn(self, conversation_id: str, turn: str, sentiment: float | None) -> None:
        await self._connection.execute(
            table.update().where(table.c.conversation_id == conversation_id).values(turn=turn, sentiment=sentiment)
        )

    async def sentiment_of(self, conversation_id: str) -> float | None:
        query = sa.select(table.c.sentiment).where(table.c.conversation_id == conversation_id)
        return (await self._connection.execute(query)).scalar_one_or_none()

    async def diagnostics_of(self, conversation_id: str) -> str:
        query = sa.select(table.c.diagnostics).where(table.c.conversation_id == conversation_id)
        return str((await self._connection.execute(query)).scalar_one())

    async def waiting(self) -> list[Waiting]:
        query = sa.select(table.c.conversation_id, table.c.urgency, table.c.queued_at).where(table.c.status == QUEUED)
        return [Waiting(*row) for row in await self._connection.execute(query)]

    async def attach_open(self, from_listener: str, to_listener: str) -> str | None:
        """Give the newest conversation that is still open to the listener who turned out to be its author."""
        newest = (
            sa.select(table.c.conversation_id)
            .where(table.c.listener_id == from_listener, table.c.status.not_in((RESOLVED, CLOSED)))
            .order_by(table.c.started_at.desc())
            .limit(1)
        )
        found = (await self._connection.execute(newest)).scalar_one_or_none()
        if found is not None:
            await self._connection.execute(
                table.update()
                .where(table.c.conversation_id == found)
                .values(listener_id=to_listener, version=table.c.version + 1)
            )
        return found

    async def idle_since(self, before: datetime) -> list[str]:
        query = (
            sa.select(table.c.conversation_id)
            .where(table.c.status.in_((RESOLVED, WITH_BOT)), table.c.last_at < before)
            .limit(100)
        )
        return list((await self._connection.execute(query)).scalars())

    async def of_gone_agents(self, before: datetime) -> list[str]:
        query = (
            sa.select(table.c.conversation_id)
            .join(agent, agent.c.agent_id == table.c.assignee_id)
            .where(
                table.c.status.in_(("assigned", "awaiting_listener")),
                sa.or_(agent.c.lease_until.is_(None), agent.c.lease_until < before),
            )
        )
        return list((await self._connection.execute(query)).scalars())
