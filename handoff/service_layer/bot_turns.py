"""One turn of the assistant: claimed under a fenced lease, stored only while the bot still owns the conversation."""

from __future__ import annotations

from typing import Literal

from handoff.domain import wording
from handoff.domain.bot_reply import BotArticle, BotHandoff, BotOutcome, BotReply, BotText
from handoff.domain.bot_turn import GIVE_UP_AFTER, LEASE, SLOW_AFTER, BotTurn
from handoff.domain.conversation import WITH_BOT, Conversation
from handoff.domain.message import Draft, body_hash
from handoff.service_layer.notices import enter_queue, resolve, save, say
from handoff.service_layer.ports import BotRequest, Desk, Poke, UnitOfWork
from handoff.service_layer.sending import already_sent

__all__ = [
    "GIVE_UP_AFTER",
    "SLOW_AFTER",
    "BotReply",
    "BotTurn",
    "Result",
    "claim",
    "fail",
    "keep",
    "let_go",
    "request_of",
    "store",
    "tell_slow",
]

Result = Literal["stored", "dropped", "again", "handed_over", "let_go"]


async def claim(desk: Desk) -> BotTurn | None:
    """The next turn that is due, leased to the caller."""
    now = desk.clock.now()
    async with desk.open() as tx:
        turn = await tx.turns.claim(now, now + LEASE)
        if turn is not None:
            await tx.commit()
    return turn


def request_of(turn: BotTurn) -> BotRequest:
    return BotRequest(turn.conversation_id, turn.message_id, turn.text, turn.payload, turn.context())


async def keep(desk: Desk, turn: BotTurn) -> None:
    """The turn is still being computed."""
    async with desk.open() as tx:
        await tx.turns.renew(turn, desk.clock.now() + LEASE)
        await tx.commit()


async def let_go(desk: Desk, turn: BotTurn) -> Result:
    """Nobody waits for the reply any more: the turn is due again at once, for whoever claims it next."""
    async with desk.open() as tx:
        await tx.turns.renew(turn, desk.clock.now())
        await tx.commit()
    return "let_go"


async def store(desk: Desk, turn: BotTurn, reply: BotReply) -> Result:
    """Store the reply, unless the conversation was taken over while it was computed: then it is dropped."""
    async with desk.open() as tx:
        conversation = await tx.conversations.any(turn.conversation_id)
        if not await _is_mine(tx, conversation, turn):
            return "dropped"
        conversation.understood_as(reply.topic)
        if reply.turn is not None:
            await tx.conversations.keep_turn(turn.conversation_id, reply.turn, reply.mood)
        # A button was not understood, it was pressed.
        if reply.understood is not None and turn.payload is None:
            await tx.turns.keep_understanding(turn, reply.understood)
        await _apply(desk, tx, conversation, turn, reply)
        await tx.turns.finish(turn, "answered")
        await save(tx, conversation)
        if await tx.turns.is_any_pending(turn.conversation_id):
            # A message that came meanwhile waits for this lease.
            tx.poke(Poke("turn", turn.conversation_id))
        await tx.commit()
    return "stored"


async def _apply(desk: Desk, tx: UnitOfWork, conversation: Conversation, turn: BotTurn, reply: BotReply) -> None:
    now = desk.clock.now()
    shown: set[str] = set()
    for index, event in enumerate(reply.events):
        key = f"bot:{turn.seq}:{index}"
        match event:
            case BotText(text, buttons):
                draft = Draft("bot", "bot", "text", text, key, buttons=buttons)
                await tx.messages.add(conversation, draft, body_hash(text, None), now)
            case BotArticle(article):
                shown.add(article.slug)
                draft = Draft("bot", "bot", "article", article.title, key, article=article)
                await tx.messages.add(conversation, draft, body_hash(article.slug, None), now)
            case BotOutcome(cause, prevention, article) if conversation.status == WITH_BOT:
                await resolve(
                    tx,
                    conversation,
                    author="bot",
                    sender="bot",
                    author_name=None,
                    cause=cause,
                    prevention=prevention,
                    article=None if article is None or article.slug in shown else article,
                    now=now,
                )
            case BotHandoff(reason, _) if conversation.status == WITH_BOT:
                await enter_queue(tx, conversation, "request_handoff", cause_id=turn.message_id, reason=reason, now=now)


async def fail(desk: Desk, turn: BotTurn) -> Result:
    """The assistant gave no answer: ask again later, or call a person when it has been long enough."""
    now = desk.clock.now()
    async with desk.open() as tx:
        conversation = await tx.conversations.any(turn.conversation_id)
        if not await _is_mine(tx, conversation, turn):
            return "dropped"
        again_at = turn.next_attempt(now)
        if again_at is None:
            await enter_queue(
                tx,
                conversation,
                "request_handoff",
                cause_id=turn.message_id,
                reason="bot_unavailable",
                now=now,
                words=lambda place, number: wording.assistant_unavailable(wording.queued(place, number)),
            )
            await tx.turns.finish(turn, "failed")
        else:
            await tx.turns.retry(turn, again_at)
        await tx.commit()
    return "again" if again_at else "handed_over"


async def tell_slow(desk: Desk, turn: BotTurn) -> None:
    """Say once per turn that it takes longer than usual."""
    key = f"slow:{turn.seq}"
    async with desk.open() as tx:
        conversation = await tx.conversations.any(turn.conversation_id)
        digest = body_hash(wording.ASSISTANT_SLOW, None)
        if not await _is_mine(tx, conversation, turn) or await already_sent(
            tx, turn.conversation_id, "system", key, digest
        ):
            return
        await say(tx, conversation, wording.ASSISTANT_SLOW, desk.clock.now(), key=key)
        tx.poke(Poke("conversation", turn.conversation_id))
        await tx.commit()


async def _is_mine(tx: UnitOfWork, conversation: Conversation, turn: BotTurn) -> bool:
    """Read in the transaction that acts on it: the bot owns the conversation and the lease is still this turn's."""
    return conversation.status == WITH_BOT and conversation.bot_fence == turn.fence and await tx.turns.is_pending(turn)
