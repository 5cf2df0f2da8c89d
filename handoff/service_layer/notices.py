"""What the desk itself adds to a conversation: notices, closing messages, and a place in the queue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from handoff.domain import wording
from handoff.domain.conversation import Conversation, LifecycleEvent
from handoff.domain.message import ArticleCard, Author, Button, Draft, body_hash
from handoff.domain.queue import Place, Waiting, places
from handoff.service_layer.ports import Poke, UnitOfWork
from handoff.service_layer.tickets import ensure_ticket


async def say(
    tx: UnitOfWork,
    conversation: Conversation,
    text: str,
    now: datetime,
    key: str | None = None,
    buttons: tuple[Button, ...] = (),
) -> None:
    """Add a notice. `key` names its cause where the same cause must not speak twice."""
    draft = Draft(
        author="system",
        sender="system",
        kind="notice",
        text=text,
        client_message_id=key or f"notice:{conversation.last_seq + 1}",
        buttons=buttons,
    )
    await tx.messages.add(conversation, draft, body_hash(text, None), now)


async def save(tx: UnitOfWork, conversation: Conversation) -> None:
    """Store the conversation and have its pages told."""
    await tx.conversations.save(conversation)
    tx.poke(Poke("conversation", conversation.conversation_id))


async def enter_queue(
    tx: UnitOfWork,
    conversation: Conversation,
    event: LifecycleEvent,
    *,
    cause_id: str,
    reason: str,
    now: datetime,
    words: Callable[[Place, str], str] = wording.queued,
) -> None:
    """Queue the conversation under its ticket and tell the listener what to expect. Saves it."""
    conversation.queue(event, now)
    ticket, _ = await ensure_ticket(tx, conversation, cause_id, reason=reason, now=now)
    # An action opens a ticket before the mood of the very message that asked for it is known.
    ticket.hear_mood(await tx.conversations.mood_of(conversation.conversation_id), now)
    await tx.tickets.save(ticket)
    conversation.urgency = ticket.urgency
    conversation.reason = reason
    await tx.turns.drop_all(conversation.conversation_id)
    place = await _place(tx, conversation, now)
    conversation.queued_place = place.position
    await say(tx, conversation, words(place, ticket.number), now)
    await save(tx, conversation)
    tx.poke(Poke("queue"))


async def _place(tx: UnitOfWork, conversation: Conversation, now: datetime) -> Place:
    others = [one for one in await tx.conversations.waiting() if one.conversation_id != conversation.conversation_id]
    me = Waiting(conversation.conversation_id, conversation.urgency, conversation.queued_at or now)
    everybody = places([*others, me], await tx.waits.recent(), await tx.agents.online_count(now))
    return everybody[conversation.conversation_id]


async def resolve(
    tx: UnitOfWork,
    conversation: Conversation,
    *,
    author: Author,
    sender: str,
    author_name: str | None,
    cause: str,
    prevention: str,
    article: ArticleCard | None,
    now: datetime,
) -> None:
    """End well, the same way for bot and agent: why it happened, how to avoid it, where to read on. Saves it."""
    conversation.resolve("agent" if author == "agent" else "bot", cause, prevention, now)
    nth = conversation.resolution
    text = wording.closing(cause, prevention)
    closing = Draft(author, sender, "text", text, f"closing:{nth}", author_name)
    await tx.messages.add(conversation, closing, body_hash(text, None), now)
    if article:
        card = Draft(author, sender, "article", article.title, f"closing-article:{nth}", author_name, article=article)
        await tx.messages.add(conversation, card, body_hash(article.slug, None), now)
    await say(tx, conversation, wording.solved(), now, key=f"resolved:{nth}")
    ticket = await tx.tickets.of_conversation(conversation.conversation_id)
    if ticket and ticket.status == "open":
        ticket.status = "resolved"
        await tx.tickets.save(ticket)
    await tx.turns.drop_all(conversation.conversation_id)
    await save(tx, conversation)
