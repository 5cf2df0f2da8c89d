"""What a listener does: start, post, ask for a person, leave the queue, come back, rate."""

from __future__ import annotations

import json

from handoff.domain import wording
from handoff.domain.conversation import CLOSED, QUEUED, RESOLVED, WITH_BOT, Conversation
from handoff.domain.errors import BadRequest, InvalidTransition, TooLarge
from handoff.domain.message import Choice, Draft, body_hash, cleaned
from handoff.service_layer.crash_points import crash_point
from handoff.service_layer.episodes import answer_same_or_new, ask_same_or_new, reopen
from handoff.service_layer.ids import new_id
from handoff.service_layer.notices import enter_queue, save, say
from handoff.service_layer.ports import Desk, Poke
from handoff.service_layer.questions import chosen_button
from handoff.service_layer.sending import Receipt, already_sent

#: The largest report of the app about itself, in characters of JSON.
MAX_DIAGNOSTICS = 32_000
SENDER = "listener"


async def start(
    desk: Desk, listener_id: str, client_conversation_id: str, diagnostics: dict[str, object] | None
) -> str:
    """A conversation for this listener; the same client id gives the same one."""
    report = json.dumps(diagnostics or {})
    if len(report) > MAX_DIAGNOSTICS:
        raise TooLarge("The diagnostics are too large.")
    async with desk.open() as tx:
        known = await tx.conversations.started_as(listener_id, client_conversation_id)
        if known:
            return known
        conversation = Conversation(new_id(), listener_id, WITH_BOT, desk.clock.now())
        await tx.conversations.add(conversation, client_conversation_id, report)
        tx.poke(Poke("conversation", conversation.conversation_id))
        await tx.commit()
    return conversation.conversation_id


async def post_message(
    desk: Desk,
    listener_id: str,
    conversation_id: str,
    client_message_id: str,
    text: str | None,
    pressed: tuple[int, int] | None,
) -> Receipt:
    """Store what the listener said, once, and let whoever owns the conversation have it.

    `pressed` is a button: the seq of the message that offered it, and its index there.
    """
    choice = Choice(*pressed) if pressed else None
    if (text is None) == (choice is None):
        raise BadRequest("A message is either a text or a choice.")
    digest = body_hash(text, choice)
    now = desk.clock.now()
    async with desk.open() as tx:
        conversation = await tx.conversations.of_listener(listener_id, conversation_id)
        known = await already_sent(tx, conversation_id, SENDER, client_message_id, digest)
        if known:
            return known
        conversation.refuse_if_closed()
        if choice is None:
            draft = Draft("listener", SENDER, "text", cleaned(text or ""), client_message_id)
        else:
            button = await chosen_button(tx, conversation, choice)
            draft = Draft(
                "listener",
                SENDER,
                "choice",
                button.title,
                client_message_id,
                choice_of=choice.seq,
                payload=button.payload,
            )
        seq = await tx.messages.add(conversation, draft, digest, now)
        conversation.listener_wrote(draft.text, now)
        if conversation.status == RESOLVED:
            if choice is None:
                await ask_same_or_new(tx, conversation, now)
            else:
                await answer_same_or_new(tx, conversation, draft.payload or "", now)
        elif conversation.status == WITH_BOT:
            await tx.turns.add(conversation_id, seq, now)
            tx.poke(Poke("turn", conversation_id))
        await save(tx, conversation)
        await tx.commit()
    crash_point("after_commit_before_ack")
    return Receipt(seq, now)


async def request_handoff(desk: Desk, listener_id: str, conversation_id: str) -> int:
    """Ask for a person. Asking twice is asking once."""
    now = desk.clock.now()
    async with desk.open() as tx:
        conversation = await tx.conversations.of_listener(listener_id, conversation_id)
        if conversation.status == QUEUED or conversation.is_with_agent:
            return conversation.version
        conversation.refuse_if_closed()
        await enter_queue(
            tx,
            conversation,
            "reopen" if conversation.status == RESOLVED else "request_handoff",
            cause_id=f"{conversation_id}:asked:{conversation.resolution}",
            reason="asked_for_person",
            now=now,
        )
        await tx.commit()
    return conversation.version


async def leave_queue(desk: Desk, listener_id: str, conversation_id: str) -> int:
    """Stop waiting and go on with the bot."""
    async with desk.open() as tx:
        conversation = await tx.conversations.of_listener(listener_id, conversation_id)
        if conversation.status == WITH_BOT:
            return conversation.version
        conversation.give_to_bot("leave_queue")
        await say(tx, conversation, wording.LEFT_QUEUE, desk.clock.now())
        await save(tx, conversation)
        tx.poke(Poke("queue"))
        await tx.commit()
    return conversation.version


async def reopen_conversation(desk: Desk, listener_id: str, conversation_id: str) -> int:
    """The same problem is back."""
    async with desk.open() as tx:
        conversation = await tx.conversations.of_listener(listener_id, conversation_id)
        conversation.refuse_if_closed()
        if conversation.status != RESOLVED:
            return conversation.version
        await reopen(tx, conversation, desk.clock.now())
        await save(tx, conversation)
        await tx.commit()
    return conversation.version


async def rate(desk: Desk, listener_id: str, conversation_id: str, score: int, comment: str | None) -> int:
    """Rate the last resolution: the first score counts, a comment may follow."""
    comment = cleaned(comment) if comment and comment.strip() else None
    async with desk.open() as tx:
        conversation = await tx.conversations.of_listener(listener_id, conversation_id)
        if conversation.status not in (RESOLVED, CLOSED) or conversation.resolution == 0:
            raise InvalidTransition(conversation.status, "be rated")
        rated = await tx.ratings.find(conversation_id, conversation.resolution)
        if rated is None:
            await tx.ratings.add(conversation, score, comment, desk.clock.now())
        elif comment and rated[1] is None:
            await tx.ratings.comment(conversation, comment)
        else:
            return conversation.version
        await save(tx, conversation)
        await tx.commit()
    return conversation.version
