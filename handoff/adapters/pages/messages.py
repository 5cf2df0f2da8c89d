"""Rows of messages and notes as the protocol's values."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.linked_articles import LinkedArticles
from handoff.adapters.markdown import to_html
from handoff.adapters.tables import agent, message, note
from handoff.domain.instant import written
from handoff.protocol.values import ArticleCard, Button, Message, Note

PAGE = 200
_MESSAGES = (
    message.select()
    .where(message.c.conversation_id == sa.bindparam("of"), message.c.seq > sa.bindparam("after"))
    .order_by(message.c.seq)
    .limit(PAGE)
)
_NOTES = (
    sa.select(note, agent.c.name)
    .join(agent, agent.c.agent_id == note.c.agent_id)
    .where(note.c.conversation_id == sa.bindparam("of"), note.c.note_seq > sa.bindparam("after"))
    .order_by(note.c.note_seq)
)


class MessageReader:
    def __init__(self, linked: LinkedArticles) -> None:
        self._linked = linked

    async def after(self, connection: AsyncConnection, conversation_id: str, after_seq: int) -> tuple[Message, ...]:
        """Public messages, oldest first, at most a page."""
        rows = (await connection.execute(_MESSAGES, {"of": conversation_id, "after": after_seq})).all()
        return tuple([await self._message(row) for row in rows])

    async def _message(self, row: Any) -> Message:
        is_markdown = row.author in ("bot", "agent") and row.kind == "text"
        return Message(
            seq=row.seq,
            at=written(row.at),
            author=row.author,
            author_name=row.author_name,
            kind=row.kind,
            text=row.text,
            html=to_html(row.text) if is_markdown else None,
            buttons=tuple(Button(title=button["title"]) for button in json.loads(row.buttons)),
            choice_of=row.choice_of,
            article=ArticleCard(**json.loads(row.article)) if row.article else None,
            # Found when read, not kept: a link whose article has gone is a link again, and no card that leads nowhere.
            linked_articles=await self._linked.of(row.text) if is_markdown else (),
            # The desk's and the bot's own keys are theirs; a page only matches what a person sent.
            client_message_id=row.client_message_id if row.author in ("listener", "agent") else None,
        )


async def notes_after(connection: AsyncConnection, conversation_id: str, after_note: int) -> tuple[Note, ...]:
    """Internal notes, for agents alone."""
    rows = await connection.execute(_NOTES, {"of": conversation_id, "after": after_note})
    return tuple(
        Note(
            note_seq=row.note_seq,
            after_seq=row.after_seq,
            at=written(row.at),
            author_name=row.name,
            text=row.text,
            client_note_id=row.client_note_id,
        )
        for row in rows
    )
