"""What happens by itself when its time has come. Every deadline is derived from the database, so none is forgotten."""

from __future__ import annotations

from datetime import timedelta

from handoff.domain import wording
from handoff.domain.conversation import CLOSES_AFTER, RESOLVED, WITH_BOT
from handoff.domain.presence import gone_before
from handoff.domain.queue import Place, places
from handoff.service_layer.agent import back_to_queue
from handoff.service_layer.notices import save, say
from handoff.service_layer.ports import Desk, Poke

Places = dict[str, Place]

SESSION_IDLE = timedelta(minutes=30)
SESSION_LIFE = timedelta(hours=12)


async def close_idle_conversations(desk: Desk) -> int:
    """Close what was resolved, or left with the bot, a week ago."""
    now = desk.clock.now()
    async with desk.open() as tx:
        idle = await tx.conversations.idle_since(now - CLOSES_AFTER)
        for conversation_id in idle:
            conversation = await tx.conversations.any(conversation_id)
            if conversation.status not in (RESOLVED, WITH_BOT):
                continue
            conversation.move("close")
            await tx.turns.drop_all(conversation_id)
            await say(tx, conversation, wording.CLOSED_FOR_GOOD, now)
            await save(tx, conversation)
        if idle:
            await tx.commit()
    return len(idle)


async def requeue_of_gone_agents(desk: Desk) -> int:
    """Conversations whose assignee has been away for ten minutes return to their place in the queue."""
    now = desk.clock.now()
    async with desk.open() as tx:
        orphans = await tx.conversations.of_gone_agents(gone_before(now))
        for conversation_id in orphans:
            conversation = await tx.conversations.any(conversation_id)
            if conversation.is_with_agent:
                await back_to_queue(tx, conversation, now)
        if orphans:
            await tx.commit()
    return len(orphans)


async def end_stale_sessions(desk: Desk) -> int:
    """Sign out agents who did nothing for half an hour, or signed in half a day ago."""
    now = desk.clock.now()
    async with desk.open() as tx:
        stale = await tx.agents.stale_sessions(now - SESSION_IDLE, now - SESSION_LIFE)
        for session_hash in stale:
            await tx.agents.end_session(session_hash)
            tx.poke(Poke("session_ended", session_hash))
        if stale:
            await tx.commit()
    return len(stale)


async def refresh_queue(desk: Desk, told: Places) -> Places:
    """Have everybody told whose place or wait differs from what was told last. Returns what is told now."""
    async with desk.open() as tx:
        current = places(
            await tx.conversations.waiting(),
            await tx.waits.recent(),
            await tx.agents.online_count(desk.clock.now()),
        )
        moved = [conversation_id for conversation_id, place in current.items() if told.get(conversation_id) != place]
        if moved:
            await tx.conversations.touch(moved)
            tx.poke(*(Poke("conversation", conversation_id) for conversation_id in moved))
            await tx.commit()
    return current
