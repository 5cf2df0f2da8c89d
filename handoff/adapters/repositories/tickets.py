"""Tickets, ratings and waits: the records that outlive a conversation."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.tables import counter, rating, wait
from handoff.adapters.tables import ticket as table
from handoff.domain.conversation import Conversation
from handoff.domain.queue import Wait
from handoff.domain.ticket import Ticket

_COLUMNS = tuple(column.name for column in table.columns)
#: Waits older than the last twenty say little about now.
_RECENT = 20


class SqlTickets:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def next_number(self) -> int:
        statement = (
            counter.update()
            .where(counter.c.name == "ticket")
            .values(value=counter.c.value + 1)
            .returning(counter.c.value)
        )
        return int((await self._connection.execute(statement)).scalar_one())

    async def of_conversation(self, conversation_id: str) -> Ticket | None:
        return await self._first(table.c.conversation_id == conversation_id)

    async def by_cause(self, conversation_id: str, cause_id: str) -> Ticket | None:
        return await self._first(table.c.conversation_id == conversation_id, table.c.cause_id == cause_id)

    async def _first(self, *where: sa.ColumnElement[bool]) -> Ticket | None:
        query = table.select().where(*where).order_by(table.c.status != "open", table.c.opened_at.desc()).limit(1)
        row = (await self._connection.execute(query)).mappings().one_or_none()
        return Ticket(**row) if row else None

    async def add(self, ticket: Ticket) -> None:
        await self._connection.execute(table.insert().values({name: getattr(ticket, name) for name in _COLUMNS}))

    async def save(self, ticket: Ticket) -> None:
        await self._connection.execute(
            table.update()
            .where(table.c.number == ticket.number)
            .values({name: getattr(ticket, name) for name in _COLUMNS if name != "number"})
        )


class SqlRatings:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find(self, conversation_id: str, resolution: int) -> tuple[int, str | None] | None:
        query = sa.select(rating.c.score, rating.c.comment).where(
            rating.c.conversation_id == conversation_id, rating.c.resolution == resolution
        )
        row = (await self._connection.execute(query)).one_or_none()
        return (row.score, row.comment) if row else None

    async def add(self, conversation: Conversation, score: int, comment: str | None, at: datetime) -> None:
        await self._connection.execute(
            rating.insert().values(
                conversation_id=conversation.conversation_id,
                resolution=conversation.resolution,
                resolved_by=conversation.resolved_by,
                score=score,
                comment=comment,
                at=at,
            )
        )

    async def comment(self, conversation: Conversation, comment: str) -> None:
        await self._connection.execute(
            rating.update()
            .where(
                rating.c.conversation_id == conversation.conversation_id,
                rating.c.resolution == conversation.resolution,
            )
            .values(comment=comment)
        )


class SqlWaits:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def recent(self) -> list[Wait]:
        query = sa.select(wait.c.seconds, wait.c.place).order_by(wait.c.ended_at.desc()).limit(_RECENT)
        return [Wait(*row) for row in await self._connection.execute(query)]

    async def add(self, conversation: Conversation, ended_at: datetime, seconds: int) -> None:
        await self._connection.execute(
            wait.insert().values(
                conversation_id=conversation.conversation_id,
                version=conversation.version,
                ended_at=ended_at,
                seconds=seconds,
                place=conversation.queued_place or 1,
            )
        )
