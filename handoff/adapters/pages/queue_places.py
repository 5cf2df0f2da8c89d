"""Everybody's place in the queue, as of now."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.tables import agent, conversation, wait
from handoff.domain.queue import Place, Wait, Waiting, places
from handoff.service_layer.ports import Clock

_RECENT_WAITS = 20


class QueuePlaces:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def of(self, connection: AsyncConnection, conversation_id: str) -> Place | None:
        return (await self.all(connection)).get(conversation_id)

    async def all(self, connection: AsyncConnection) -> dict[str, Place]:
        waiting = sa.select(conversation.c.conversation_id, conversation.c.urgency, conversation.c.queued_at).where(
            conversation.c.status == "queued"
        )
        return places(
            [Waiting(*row) for row in await connection.execute(waiting)],
            await self.recent_waits(connection),
            await self.agents_online(connection),
        )

    async def recent_waits(self, connection: AsyncConnection) -> list[Wait]:
        query = sa.select(wait.c.seconds, wait.c.place).order_by(wait.c.ended_at.desc()).limit(_RECENT_WAITS)
        return [Wait(*row) for row in await connection.execute(query)]

    async def agents_online(self, connection: AsyncConnection) -> int:
        query = sa.select(sa.func.count()).where(
            agent.c.presence == "online",
            agent.c.lease_until > self._clock.now(),
            agent.c.disabled.is_(False),
        )
        return int((await connection.execute(query)).scalar_one())
