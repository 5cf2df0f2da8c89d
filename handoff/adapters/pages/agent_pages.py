"""What agents see: the inbox, their colleagues, and one conversation with its notes and card."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from handoff.adapters.pages.context_card import context_card, turn_of
from handoff.adapters.pages.messages import PAGE, MessageReader, notes_after
from handoff.adapters.pages.newest_ticket import NEWEST_TICKET
from handoff.adapters.tables import agent, conversation, listener, message, ticket
from handoff.domain.errors import NotFound
from handoff.domain.instant import written
from handoff.domain.presence import presence_of
from handoff.domain.topics import GROUPS, topic_title
from handoff.domain.triage import is_upset
from handoff.protocol.replies import AgentPage, Inbox
from handoff.protocol.values import AgentSummary, InboxRow, Topic, TopicGroup
from handoff.service_layer.ports import Clock

_WITH_PEOPLE = ("queued", "assigned", "awaiting_listener")
#: Of conversations that need nobody, the inbox shows this many.
_MOST_OTHERS = 100
#: Of the listener's other conversations, the card names this many.
_MOST_OF_LISTENER = 5
_PREVIEW = 120
_TOPICS = tuple(
    TopicGroup(
        title=group.capitalize(),
        topics=tuple(Topic(topic=topic, title=title) for topic, title in topics.items()),
    )
    for group, topics in GROUPS.items()
)

_said = message.alias()
_LAST_SAID = (
    sa.select(sa.func.max(_said.c.seq))
    .where(_said.c.conversation_id == conversation.c.conversation_id, _said.c.author != "system")
    .scalar_subquery()
)
_ROWS = (
    sa.select(
        conversation,
        listener.c.name.label("listener_name"),
        listener.c.account_id,
        agent.c.name.label("assignee_name"),
        message.c.author.label("last_author"),
        message.c.text.label("last_text"),
        ticket.c.number.label("ticket_number"),
        ticket.c.summary.label("ticket_summary"),
        ticket.c.status.label("ticket_status"),
        ticket.c.first_response_due,
        ticket.c.first_response_at,
    )
    .join(listener, listener.c.listener_id == conversation.c.listener_id)
    .outerjoin(agent, agent.c.agent_id == conversation.c.assignee_id)
    .outerjoin(
        message, sa.and_(message.c.conversation_id == conversation.c.conversation_id, message.c.seq == _LAST_SAID)
    )
    .outerjoin(ticket, ticket.c.number == NEWEST_TICKET)
    .order_by(conversation.c.last_at.desc())
)
_ROW = _ROWS.where(conversation.c.conversation_id == sa.bindparam("of"))
_ROW_ONCE_SAID = _ROW.where(conversation.c.last_seq > 0)
_NEEDED = _ROWS.where(conversation.c.status.in_(_WITH_PEOPLE))
_FIRST_WORDS = (
    sa.select(message.c.text)
    .where(message.c.conversation_id == sa.bindparam("of"), message.c.author == "listener")
    .order_by(message.c.seq)
    .limit(1)
)
_LAST_QUESTION = (
    sa.select(message.c.text)
    .where(
        message.c.conversation_id == sa.bindparam("of"),
        message.c.author == "bot",
        message.c.buttons != "[]",
    )
    .order_by(message.c.seq.desc())
    .limit(1)
)
_OTHERS = _ROWS.where(conversation.c.status.in_(("with_bot", "resolved")), conversation.c.last_seq > 0).limit(
    _MOST_OTHERS
)


class AgentPages:
    def __init__(self, engine: AsyncEngine, clock: Clock, messages: MessageReader) -> None:
        self._engine = engine
        self._messages = messages
        self._clock = clock

    async def require(self, conversation_id: str) -> int:
        """The conversation's last seq, or NotFound."""
        query = sa.select(conversation.c.last_seq).where(conversation.c.conversation_id == conversation_id)
        async with self._engine.connect() as connection:
            last_seq = (await connection.execute(query)).scalar_one_or_none()
        if last_seq is None:
            raise NotFound
        return int(last_seq)

    async def page(self, conversation_id: str, after_seq: int, after_note: int) -> AgentPage:
        async with self._engine.connect() as connection:
            found = (await connection.execute(_ROW, {"of": conversation_id})).one_or_none()
            if found is None:
                raise NotFound
            row = _inbox_row(found)
            messages = await self._messages.after(connection, conversation_id, after_seq)
            notes = await notes_after(connection, conversation_id, after_note)
            first_words = (await connection.execute(_FIRST_WORDS, {"of": conversation_id})).scalar_one_or_none()
            question = (await connection.execute(_LAST_QUESTION, {"of": conversation_id})).scalar_one_or_none()
            card = context_card(found, first_words or "", question, await self._others(connection, found))
        more = len(messages) == PAGE and messages[-1].seq < row.last_seq
        return AgentPage(row=row, card=card, messages=messages, notes=notes, more=more)

    async def inbox(self, agent_id: str) -> Inbox:
        async with self._engine.connect() as connection:
            needed = (await connection.execute(_NEEDED)).all()
            others = (await connection.execute(_OTHERS)).all()
            people = {one.agent_id: one for one in await self._agents(connection)}
        return Inbox(
            me=people.pop(agent_id),
            colleagues=tuple(people.values()),
            rows=tuple(_inbox_row(row) for row in [*needed, *others]),
            topics=_TOPICS,
        )

    async def row(self, conversation_id: str) -> InboxRow | None:
        """One line of the inbox; None while nobody has said anything."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(_ROW_ONCE_SAID, {"of": conversation_id})).one_or_none()
        return _inbox_row(row) if row else None

    async def summary(self, agent_id: str) -> AgentSummary | None:
        async with self._engine.connect() as connection:
            found = await self._agents(connection, agent.c.agent_id == agent_id)
        return found[0] if found else None

    async def agents(self) -> list[AgentSummary]:
        async with self._engine.connect() as connection:
            return await self._agents(connection)

    async def _agents(self, connection: AsyncConnection, *where: sa.ColumnElement[bool]) -> list[AgentSummary]:
        now = self._clock.now()
        held = (
            sa.select(sa.func.count())
            .where(
                conversation.c.assignee_id == agent.c.agent_id,
                conversation.c.status.in_(("assigned", "awaiting_listener")),
            )
            .scalar_subquery()
        )
        query = sa.select(agent, held.label("held")).where(agent.c.disabled.is_(False), *where).order_by(agent.c.name)
        return [
            AgentSummary(
                agent_id=row.agent_id,
                name=row.name,
                presence=presence_of(row.presence, row.lease_until, now),
                open_conversations=row.held,
                capacity=row.capacity,
            )
            for row in await connection.execute(query)
        ]

    @staticmethod
    async def _others(connection: AsyncConnection, row: Any) -> tuple[Any, ...]:
        query = (
            sa.select(conversation)
            .where(
                conversation.c.listener_id == row.listener_id,
                conversation.c.conversation_id != row.conversation_id,
                conversation.c.last_seq > 0,
            )
            .order_by(conversation.c.started_at.desc())
            .limit(_MOST_OF_LISTENER)
        )
        return tuple(await connection.execute(query))


def _inbox_row(row: Any) -> InboxRow:
    promised = row.ticket_status == "open" and row.first_response_at is None
    turn = turn_of(row)
    return InboxRow(
        conversation_id=row.conversation_id,
        version=row.version,
        status=row.status,
        last_seq=row.last_seq,
        listener_name=row.listener_name,
        topic=row.topic,
        topic_title=topic_title(row.topic),
        urgency=row.urgency,
        ticket_number=row.ticket_number,
        assignee_id=row.assignee_id,
        assignee_name=row.assignee_name,
        preview=" ".join((row.last_text or "").split())[:_PREVIEW],
        last_author=row.last_author,
        started_at=written(row.started_at),
        waiting_since=written(row.waiting_since) if row.waiting_since else None,
        first_response_due=written(row.first_response_due) if promised else None,
        is_upset=is_upset(turn.sentiment),
        is_leaving=turn.is_leaving,
    )
