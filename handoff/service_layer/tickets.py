"""Tickets: one open one per conversation, opened once per cause whoever asks."""

from __future__ import annotations

from datetime import datetime

from handoff.domain import wording
from handoff.domain.conversation import Conversation
from handoff.domain.sla import first_response_due
from handoff.domain.ticket import Ticket, open_ticket
from handoff.service_layer.ports import Desk, Poke, UnitOfWork


async def open_for_action(
    desk: Desk, conversation_id: str, cause_id: str, topic: str | None, summary: str, reason: str
) -> tuple[Ticket, bool]:
    """An action of the bot asks for a ticket. The same cause, or an open ticket, gives the one there is."""
    now = desk.clock.now()
    async with desk.open() as tx:
        conversation = await tx.conversations.any(conversation_id)
        conversation.understood_as(topic)
        ticket, created = await ensure_ticket(tx, conversation, cause_id, reason=reason, now=now, summary=summary)
        conversation.urgency = ticket.urgency
        await tx.conversations.save(conversation)
        tx.poke(Poke("conversation", conversation_id))
        await tx.commit()
    return ticket, created


async def ensure_ticket(
    tx: UnitOfWork, conversation: Conversation, cause_id: str, *, reason: str, now: datetime, summary: str = ""
) -> tuple[Ticket, bool]:
    """The conversation's ticket, opened or opened again if need be, and whether it is new."""
    conversation_id = conversation.conversation_id
    ticket = await tx.tickets.by_cause(conversation_id, cause_id) or await tx.tickets.of_conversation(conversation_id)
    if ticket is None:
        ticket = open_ticket(
            await tx.tickets.next_number(),
            conversation_id,
            cause_id,
            conversation.topic,
            await tx.conversations.mood_of(conversation_id),
            summary or conversation.title or wording.REASONS.get(reason, reason),
            reason,
            now,
        )
        await tx.tickets.add(ticket)
        return ticket, True
    if ticket.status == "resolved" and conversation.status != "resolved":
        ticket.status = "open"
        ticket.first_response_at = None
        ticket.first_response_due = first_response_due(ticket.urgency, now)
        await tx.tickets.save(ticket)
    return ticket, False


async def note_first_response(tx: UnitOfWork, conversation_id: str, now: datetime) -> None:
    """A person answered: the promise is kept."""
    ticket = await tx.tickets.of_conversation(conversation_id)
    if ticket and ticket.status == "open" and ticket.first_response_at is None:
        ticket.first_response_at = now
        await tx.tickets.save(ticket)
