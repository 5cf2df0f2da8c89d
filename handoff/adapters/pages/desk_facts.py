"""What the bot's actions may read of the desk, and the tips that repair missed broadcasts."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.adapters.pages.newest_ticket import NEWEST_TICKET
from handoff.adapters.pages.queue_places import QueuePlaces
from handoff.adapters.tables import conversation, listener
from handoff.domain.errors import NotFound
from handoff.domain.queue import expected_wait

_FACTS = (
    sa.select(conversation.c.status, conversation.c.diagnostics, listener, NEWEST_TICKET.label("number"))
    .join(listener, listener.c.listener_id == conversation.c.listener_id)
    .where(conversation.c.conversation_id == sa.bindparam("of"))
)
_TIPS = sa.select(conversation.c.conversation_id, conversation.c.last_seq).where(
    conversation.c.conversation_id.in_(sa.bindparam("these", expanding=True))
)


class DeskFacts:
    def __init__(self, engine: AsyncEngine, places: QueuePlaces) -> None:
        self._engine = engine
        self._places = places

    async def conversation(self, conversation_id: str) -> dict[str, Any]:
        """Section 3 of docs/bot-contract.md."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(_FACTS, {"of": conversation_id})).one_or_none()
        if row is None:
            raise NotFound
        return {
            "conversation_id": conversation_id,
            "status": row.status,
            "listener": {"listener_id": row.listener_id, "name": row.name, "account_id": row.account_id},
            "diagnostics": json.loads(row.diagnostics),
            "ticket": {"number": row.number} if row.number else None,
        }

    async def desk(self) -> dict[str, int | None]:
        """How busy the desk is for somebody who would join the queue now."""
        async with self._engine.connect() as connection:
            queued = len(await self._places.all(connection))
            online = await self._places.agents_online(connection)
            waits = await self._places.recent_waits(connection)
        return {
            "agents_online": online,
            "queued": queued,
            "wait_seconds": expected_wait(queued + 1, waits, online),
        }

    async def tips(self, conversation_ids: Collection[str]) -> dict[str, int]:
        """The last seq of each."""
        async with self._engine.connect() as connection:
            rows = await connection.execute(_TIPS, {"these": list(conversation_ids)})
            return {row.conversation_id: row.last_seq for row in rows}

    async def ready(self) -> bool:
        async with self._engine.connect() as connection:
            return bool((await connection.execute(sa.select(1))).scalar_one())
