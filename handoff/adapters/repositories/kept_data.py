"""All that is kept of one listener, found by the tables themselves, so that a new table cannot be forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.tables import bot_turn, conversation, listener, listener_token, metadata, ticket
from handoff.domain.conversation import CLOSED, RESOLVED, WITH_BOT

#: Of no meaning to anybody but this program.
TECHNICAL = frozenset(
    {"body_hash", "bot_fence", "bot_lease_until", "client_conversation_id", "client_message_id", "client_note_id"}
    | {"version", "last_seq", "last_note", "queued_place", "cause_id", "sender", "choice_of", "payload"}
)
_JSON = frozenset({"buttons", "article", "diagnostics", "turn"})


def tables_of_a_conversation() -> Iterator[sa.Table]:
    """Every table whose rows belong to a conversation."""
    for table in metadata.sorted_tables:
        if any(key.column.table is conversation for key in table.foreign_keys):
            yield table


class SqlKeptData:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of_ticket(self, number: str) -> str | None:
        query = sa.select(conversation.c.listener_id).join(ticket).where(ticket.c.number == number)
        return (await self._connection.execute(query)).scalar_one_or_none()

    async def everything(self, listener_id: str) -> dict[str, Any]:
        (person,) = await self._rows(listener, listener.c.listener_id == listener_id)
        talks = await self._rows(conversation, conversation.c.listener_id == listener_id)
        for talk in talks:
            for table in tables_of_a_conversation():
                rows = await self._rows(table, table.c.conversation_id == talk["conversation_id"])
                talk[table.name] = [{name: row[name] for name in row if name != "conversation_id"} for row in rows]
        return {**person, "conversations": talks}

    async def _rows(self, table: sa.Table, where: sa.ColumnElement[bool]) -> list[dict[str, Any]]:
        found = await self._connection.execute(table.select().where(where).order_by(*table.primary_key.columns))
        return [_readable(row) for row in found.mappings()]

    async def open_tickets(self, listener_id: str) -> list[str]:
        query = sa.select(ticket.c.number).join(conversation)
        query = query.where(conversation.c.listener_id == listener_id, ticket.c.status == "open")
        return list((await self._connection.execute(query)).scalars())

    async def is_asking(self, listener_id: str) -> bool:
        query = sa.select(bot_turn.c.seq).join(conversation)
        query = query.where(conversation.c.listener_id == listener_id, bot_turn.c.done.is_(None))
        return (await self._connection.execute(query)).first() is not None

    async def token_hashes(self, listener_id: str) -> list[str]:
        query = sa.select(listener_token.c.token_hash).where(listener_token.c.listener_id == listener_id)
        return list((await self._connection.execute(query)).scalars())

    async def erase(self, listener_id: str) -> list[str]:
        mine = sa.select(conversation.c.conversation_id).where(conversation.c.listener_id == listener_id)
        gone = await self._erase(mine)
        for table in (listener_token, listener):
            await self._connection.execute(table.delete().where(table.c.listener_id == listener_id))
        return gone

    async def erase_silent_since(self, instant: datetime) -> list[str]:
        silent = sa.select(conversation.c.conversation_id).where(
            conversation.c.last_at < instant, conversation.c.status.in_((WITH_BOT, RESOLVED, CLOSED))
        )
        gone = await self._erase(silent)
        talks = sa.exists().where(conversation.c.listener_id == listener.c.listener_id)
        page = sa.exists().where(
            listener_token.c.listener_id == listener.c.listener_id, listener_token.c.expires_at > instant
        )
        unknown = list(
            (await self._connection.execute(sa.select(listener.c.listener_id).where(~talks, ~page))).scalars()
        )
        for table in (listener_token, listener):
            await self._connection.execute(table.delete().where(table.c.listener_id.in_(unknown)))
        return gone

    async def _erase(self, those: sa.Select[tuple[str]]) -> list[str]:
        """The conversations whose ids `those` selects, and all that belongs to them."""
        gone = list((await self._connection.execute(those)).scalars())
        for table in (*tables_of_a_conversation(), conversation):
            await self._connection.execute(table.delete().where(table.c.conversation_id.in_(those)))
        return gone


def _readable(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: _as_json(name, value) for name, value in row.items() if name not in TECHNICAL and value is not None}


def _as_json(name: str, value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return json.loads(value) if name in _JSON else value
