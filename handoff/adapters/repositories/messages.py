"""Messages and notes: numbered inside the transaction that stores them, found again by the sender's own id."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.tables import conversation, message, note
from handoff.domain.conversation import Conversation
from handoff.domain.message import Button, Draft
from handoff.service_layer.ports import Question, StoredMessage

_OF_CONVERSATION = message.c.conversation_id == sa.bindparam("of")
_ALLOCATE = (
    conversation.update()
    .where(conversation.c.conversation_id == sa.bindparam("of"))
    .values(last_seq=conversation.c.last_seq + 1, version=conversation.c.version + 1, last_at=sa.bindparam("at"))
    .returning(conversation.c.last_seq, conversation.c.version)
)
_FIND_SENT = sa.select(message.c.seq, message.c.at, message.c.body_hash).where(
    _OF_CONVERSATION,
    message.c.sender == sa.bindparam("sender"),
    message.c.client_message_id == sa.bindparam("client_id"),
)
_ADD = message.insert()
_LATEST_QUESTION = (
    sa.select(message.c.seq, message.c.author, message.c.buttons)
    .where(_OF_CONVERSATION, message.c.buttons != "[]")
    .order_by(message.c.seq.desc())
    .limit(1)
)
_ANSWER_TO = (
    sa.select(message.c.seq)
    .where(_OF_CONVERSATION, message.c.seq > sa.bindparam("question"), message.c.author == "listener")
    .limit(1)
)


async def allocate_seq(connection: AsyncConnection, conversation_id: str, at: datetime) -> tuple[int, int]:
    """The next seq of the conversation, and its new version.

    The row stays locked until the commit, so that the order of commits is the order of seqs, without holes.
    """
    row = (await connection.execute(_ALLOCATE, {"of": conversation_id, "at": at})).one()
    return row.last_seq, row.version


class SqlMessages:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find_sent(self, conversation_id: str, sender: str, client_message_id: str) -> StoredMessage | None:
        which = {"of": conversation_id, "sender": sender, "client_id": client_message_id}
        row = (await self._connection.execute(_FIND_SENT, which)).one_or_none()
        return StoredMessage(*row) if row else None

    async def add(self, conversation: Conversation, draft: Draft, body_hash: str, at: datetime) -> int:
        seq, version = await allocate_seq(self._connection, conversation.conversation_id, at)
        conversation.last_seq, conversation.version = seq, version
        values = {
            "conversation_id": conversation.conversation_id,
            "seq": seq,
            "at": at,
            "author": draft.author,
            "sender": draft.sender,
            "author_name": draft.author_name,
            "kind": draft.kind,
            "text": draft.text,
            "buttons": json.dumps([asdict(button) for button in draft.buttons]),
            "choice_of": draft.choice_of,
            "payload": draft.payload,
            "article": json.dumps(asdict(draft.article)) if draft.article else None,
            "client_message_id": draft.client_message_id,
            "body_hash": body_hash,
        }
        await self._connection.execute(_ADD, values)
        return seq

    async def latest_question(self, conversation_id: str) -> Question | None:
        row = (await self._connection.execute(_LATEST_QUESTION, {"of": conversation_id})).one_or_none()
        if row is None:
            return None
        later = {"of": conversation_id, "question": row.seq}
        answered = (await self._connection.execute(_ANSWER_TO, later)).first() is not None
        buttons = tuple(Button(**button) for button in json.loads(row.buttons))
        return Question(row.seq, row.author, buttons, answered)

    async def words_since_resolution(self, conversation_id: str) -> list[tuple[int, str]]:
        """What the listener wrote after the last closing line, as (seq, text)."""
        closing = (
            sa.select(sa.func.coalesce(sa.func.max(message.c.seq), 0))
            .where(
                message.c.conversation_id == conversation_id,
                message.c.sender == "system",
                message.c.client_message_id.like("resolved:%"),
            )
            .scalar_subquery()
        )
        query = (
            sa.select(message.c.seq, message.c.text)
            .where(
                message.c.conversation_id == conversation_id,
                message.c.seq > closing,
                message.c.author == "listener",
                message.c.kind == "text",
            )
            .order_by(message.c.seq)
        )
        return [(row.seq, row.text) for row in await self._connection.execute(query)]


class SqlNotes:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def find_sent(self, conversation_id: str, agent_id: str, client_note_id: str) -> StoredMessage | None:
        query = sa.select(note.c.note_seq, note.c.at, note.c.text).where(
            note.c.conversation_id == conversation_id,
            note.c.agent_id == agent_id,
            note.c.client_note_id == client_note_id,
        )
        row = (await self._connection.execute(query)).one_or_none()
        return StoredMessage(*row) if row else None

    async def add(self, talk: Conversation, agent_id: str, client_note_id: str, text: str, at: datetime) -> int:
        statement = (
            conversation.update()
            .where(conversation.c.conversation_id == talk.conversation_id)
            .values(last_note=conversation.c.last_note + 1)
            .returning(conversation.c.last_note)
        )
        note_seq = int((await self._connection.execute(statement)).scalar_one())
        await self._connection.execute(
            note.insert().values(
                conversation_id=talk.conversation_id,
                note_seq=note_seq,
                after_seq=talk.last_seq,
                at=at,
                agent_id=agent_id,
                text=text,
                client_note_id=client_note_id,
            )
        )
        return note_seq
