"""Reads of one conversation for the desk's own broadcasts; who may receive them is decided by the rooms."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff.adapters.pages.messages import MessageReader, notes_after
from handoff.adapters.tables import conversation
from handoff.protocol.values import Message, Note

_TIP = sa.select(conversation.c.last_seq, conversation.c.last_note).where(
    conversation.c.conversation_id == sa.bindparam("of")
)


class ConversationReader:
    def __init__(self, engine: AsyncEngine, messages: MessageReader) -> None:
        self._engine = engine
        self._messages = messages

    async def tip(self, conversation_id: str) -> tuple[int, int]:
        """The last seq and the last note."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(_TIP, {"of": conversation_id})).one()
        return row.last_seq, row.last_note

    async def messages(self, conversation_id: str, seq: int) -> tuple[Message, ...]:
        """Those after this one."""
        async with self._engine.connect() as connection:
            return await self._messages.after(connection, conversation_id, seq)

    async def notes(self, conversation_id: str, note_seq: int) -> tuple[Note, ...]:
        """Those after this one."""
        async with self._engine.connect() as connection:
            return await notes_after(connection, conversation_id, note_seq)
