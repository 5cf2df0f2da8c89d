"""What a listener may see: their own conversations, and of each the public messages and its state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from handoff.adapters.pages.messages import PAGE, MessageReader
from handoff.adapters.pages.newest_ticket import NEWEST_TICKET
from handoff.adapters.pages.queue_places import QueuePlaces
from handoff.adapters.tables import agent, conversation, rating, ticket
from handoff.domain.errors import NotFound
from handoff.domain.instant import written
from handoff.protocol.replies import ListenerConversations, ListenerPage
from handoff.protocol.values import ConversationState, QueuePlace, Rating, TicketSummary

_MOST_CONVERSATIONS = 20
_THIS = conversation.c.conversation_id == sa.bindparam("of")
_LISTENERS = conversation.c.listener_id == sa.bindparam("listener")
_LAST_SEQ = sa.select(conversation.c.last_seq).where(_THIS, _LISTENERS)
_ROWS = (
    sa.select(
        conversation.c.conversation_id,
        conversation.c.listener_id,
        conversation.c.version,
        conversation.c.status,
        conversation.c.last_seq,
        conversation.c.last_note,
        conversation.c.started_at,
        conversation.c.title,
        conversation.c.resolution,
        agent.c.name.label("assignee_name"),
        rating.c.score,
        rating.c.comment,
        ticket.c.number.label("ticket_number"),
        ticket.c.status.label("ticket_status"),
        ticket.c.first_response_due,
        ticket.c.first_response_at,
    )
    .outerjoin(agent, agent.c.agent_id == conversation.c.assignee_id)
    .outerjoin(
        rating,
        sa.and_(
            rating.c.conversation_id == conversation.c.conversation_id,
            rating.c.resolution == conversation.c.resolution,
        ),
    )
    .outerjoin(ticket, ticket.c.number == NEWEST_TICKET)
    .order_by(conversation.c.started_at.desc())
    .limit(_MOST_CONVERSATIONS)
)
_ROW = _ROWS.where(_THIS)
_ROW_OF_LISTENER = _ROWS.where(_THIS, _LISTENERS)
_ROWS_OF_LISTENER = _ROWS.where(_LISTENERS)


@dataclass(frozen=True)
class Standing:
    """Whose a conversation is, how it stands, and how many notes it has."""

    listener_id: str
    last_note: int
    state: ConversationState


class ListenerPages:
    def __init__(self, engine: AsyncEngine, places: QueuePlaces, messages: MessageReader) -> None:
        self._engine = engine
        self._messages = messages
        self._places = places

    async def require(self, listener_id: str, conversation_id: str) -> int:
        """The conversation's last seq; NotFound when it is not this listener's."""
        which = {"of": conversation_id, "listener": listener_id}
        async with self._engine.connect() as connection:
            last_seq = (await connection.execute(_LAST_SEQ, which)).scalar_one_or_none()
        if last_seq is None:
            raise NotFound
        return int(last_seq)

    async def page(self, listener_id: str, conversation_id: str, after_seq: int) -> ListenerPage:
        which = {"of": conversation_id, "listener": listener_id}
        async with self._engine.connect() as connection:
            row = (await connection.execute(_ROW_OF_LISTENER, which)).one_or_none()
            if row is None:
                raise NotFound
            state = await self._state(connection, row)
            messages = await self._messages.after(connection, conversation_id, after_seq)
        more = len(messages) == PAGE and messages[-1].seq < state.last_seq
        return ListenerPage(state=state, messages=messages, more=more)

    async def conversations(self, listener_id: str) -> ListenerConversations:
        async with self._engine.connect() as connection:
            rows = await connection.execute(_ROWS_OF_LISTENER, {"listener": listener_id})
            states = [await self._state(connection, row) for row in rows]
        return ListenerConversations(conversations=tuple(states))

    async def standing(self, conversation_id: str) -> Standing | None:
        """For the desk's own broadcasts."""
        async with self._engine.connect() as connection:
            row = (await connection.execute(_ROW, {"of": conversation_id})).one_or_none()
            return Standing(row.listener_id, row.last_note, await self._state(connection, row)) if row else None

    async def _state(self, connection: AsyncConnection, row: Any) -> ConversationState:
        place = await self._places.of(connection, row.conversation_id) if row.status == "queued" else None
        can_rate = row.resolution > 0 and row.status in ("resolved", "closed")
        return ConversationState(
            conversation_id=row.conversation_id,
            version=row.version,
            status=row.status,
            last_seq=row.last_seq,
            started_at=written(row.started_at),
            title=row.title,
            assignee_name=row.assignee_name,
            ticket=_ticket(row),
            queue=QueuePlace(
                position=place.position, wait_seconds=place.wait_seconds, agents_online=place.agents_online
            )
            if place
            else None,
            can_rate=can_rate and row.score is None,
            rating=Rating(score=row.score, comment=row.comment) if can_rate and row.score else None,
        )


def _ticket(row: Any) -> TicketSummary | None:
    if row.ticket_number is None:
        return None
    promised = row.first_response_at is None and row.ticket_status == "open"
    due = written(row.first_response_due) if promised else None
    return TicketSummary(number=row.ticket_number, first_response_due=due)
