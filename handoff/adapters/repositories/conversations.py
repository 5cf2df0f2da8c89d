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
from handoff.domain.triage import UNKNOWN, Mood

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
_THIS = table.c.conversation_id == sa.bindparam("of")
_LOAD = sa.select(*(table.c[name] for name in _LOADED)).where(_THIS).with_for_update()
_LOAD_OF_LISTENER = _LOAD.where(table.c.listener_id == sa.bindparam("listener"))
_STARTED_AS = sa.select(table.c.conversation_id).where(
    table.c.listener_id == sa.bindparam("listener"), table.c.client_conversation_id == sa.bindparam("client_id")
)
_ADD = table.insert()
_SAVE = table.update().where(_THIS).values(version=table.c.version + 1).returning(table.c.version)
_KEEP_TURN = table.update().where(_THIS)


class SqlConversations:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of_listener(self, listener_id: str, conversation_id: str) -> Conversation:
        return await self._load(_LOAD_OF_LISTENER, of=conversation_id, listener=listener_id)

    async def any(self, conversation_id: str) -> Conversation:
        return await self._load(_LOAD, of=conversation_id)

    async def _load(self, query: sa.Select[Any], **which: str) -> Conversation:
        row = (await self._connection.execute(query, which)).mappings().one_or_none()
        if row is None:
            raise NotFound
        return Conversation(**row)

    async def started_as(self, listener_id: str, client_conversation_id: str) -> str | None:
        which = {"listener": listener_id, "client_id": client_conversation_id}
        return (await self._connection.execute(_STARTED_AS, which)).scalar_one_or_none()

    async def add(self, conversation: Conversation, client_conversation_id: str, diagnostics: str) -> None:
        values = {name: getattr(conversation, name) for name in _LOADED} | {
            "client_conversation_id": client_conversation_id,
            "diagnostics": diagnostics,
            "last_at": conversation.started_at,
            "last_note": 0,
        }
        await self._connection.execute(_ADD, values)

    async def save(self, conversation: Conversation) -> None:
        values = {name: getattr(conversation, name) for name in _SAVED} | {"of": conversation.conversation_id}
        conversation.version = (await self._connection.execute(_SAVE, values)).scalar_one()

    async def touch(self, conversation_ids: Sequence[str]) -> None:
        """Count the version up, so that pages take the state that is told next."""
        # Locked in one order, because two processes may touch overlapping queues.
        locked = sa.select(table.c.conversation_id).where(table.c.conversation_id.in_(conversation_ids))
        await self._connection.execute(locked.order_by(table.c.conversation_id).with_for_update())
        await self._connection.execute(
            table.update().where(table.c.conversation_id.in_(conversation_ids)).values(version=table.c.version + 1)
        )

    async def keep_turn(self, conversation_id: str, turn: str, mood: Mood) -> None:
        values = {"of": conversation_id, "turn": turn, "sentiment": mood.sentiment, "is_leaving": mood.is_leaving}
        await self._connection.execute(_KEEP_TURN, values)

    async def mood_of(self, conversation_id: str) -> Mood:
        query = sa.select(table.c.sentiment, table.c.is_leaving).where(table.c.conversation_id == conversation_id)
        row = (await self._connection.execute(query)).one_or_none()
        return Mood(row.sentiment, row.is_leaving) if row else UNKNOWN

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
