"""After the end: a word into a resolved conversation is the same problem again, or a new conversation."""

from __future__ import annotations

from datetime import datetime

from handoff.domain import wording
from handoff.domain.conversation import WITH_BOT, Conversation
from handoff.domain.message import Button, Draft, body_hash
from handoff.service_layer.ids import new_id
from handoff.service_layer.notices import enter_queue, say
from handoff.service_layer.ports import Poke, UnitOfWork

#: Payloads of the desk's own buttons; they never go to the assistant.
_SAME = "desk:same"
_NEW = "desk:new"


async def ask_same_or_new(tx: UnitOfWork, conversation: Conversation, now: datetime) -> None:
    buttons = (Button(wording.SAME_PROBLEM, _SAME), Button(wording.SOMETHING_NEW, _NEW))
    await say(tx, conversation, wording.SAME_OR_NEW, now, buttons=buttons)


async def answer_same_or_new(tx: UnitOfWork, conversation: Conversation, payload: str, now: datetime) -> None:
    """Do what the listener chose."""
    words = await tx.messages.words_since_resolution(conversation.conversation_id)
    if payload == _SAME:
        await reopen(tx, conversation, now)
        if conversation.status == WITH_BOT and words:
            # The assistant has not seen the words that brought the listener back.
            await tx.turns.add(conversation.conversation_id, words[-1][0], now)
            tx.poke(Poke("turn", conversation.conversation_id))
    else:
        await _go_on_elsewhere(tx, conversation, "\n".join(text for _, text in words), now)


async def reopen(tx: UnitOfWork, conversation: Conversation, now: datetime) -> None:
    """Back to whoever resolved it: to the queue for an agent, else to the bot. The caller saves."""
    if conversation.resolved_by == "agent":
        await enter_queue(
            tx,
            conversation,
            "reopen",
            cause_id=f"{conversation.conversation_id}:reopened:{conversation.resolution}",
            reason=conversation.reason or "asked_for_person",
            now=now,
            words=wording.reopened_for_agent,
        )
    else:
        conversation.give_to_bot("reopen_with_bot")
        await say(tx, conversation, wording.REOPENED_WITH_BOT, now)


async def _go_on_elsewhere(tx: UnitOfWork, old: Conversation, text: str, now: datetime) -> None:
    """Close the old conversation and start one with what the listener said."""
    old.move("close")
    await say(tx, old, wording.CONTINUED_ELSEWHERE, now)
    new = Conversation(new_id(), old.listener_id, WITH_BOT, now)
    diagnostics = await tx.conversations.diagnostics_of(old.conversation_id)
    await tx.conversations.add(new, f"after:{old.conversation_id}", diagnostics)
    draft = Draft("listener", "listener", "text", text, f"after:{old.last_seq}")
    seq = await tx.messages.add(new, draft, body_hash(text, None), now)
    new.listener_wrote(text, now)
    await tx.conversations.save(new)
    await tx.turns.add(new.conversation_id, seq, now)
    tx.poke(Poke("conversation", new.conversation_id), Poke("turn", new.conversation_id))
