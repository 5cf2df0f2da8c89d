"""What an agent does with a conversation: accept, reply, note, transfer, hand back, resolve, correct the topic."""

from __future__ import annotations

from datetime import datetime

from handoff.domain import wording
from handoff.domain.conversation import QUEUED, RESOLVED, WITH_BOT, Conversation
from handoff.domain.errors import AlreadyAssigned, BadRequest, Conflict, InvalidTransition
from handoff.domain.message import Draft, body_hash, cleaned
from handoff.domain.presence import presence_of
from handoff.domain.topics import TOPICS
from handoff.domain.triage import urgency_of
from handoff.service_layer.crash_points import crash_point
from handoff.service_layer.notices import enter_queue, resolve, save, say
from handoff.service_layer.ports import Agent, Desk, Poke, UnitOfWork
from handoff.service_layer.sending import Receipt, already_noted, already_sent
from handoff.service_layer.tickets import note_first_response


async def accept(desk: Desk, agent_id: str, conversation_id: str) -> int:
    """Become the assignee. If two agents accept at once, the second gets AlreadyAssigned; a full one AtCapacity."""
    now = desk.clock.now()
    async with desk.open() as tx:
        conversation = await tx.conversations.any(conversation_id)
        if conversation.assignee_id == agent_id and conversation.is_with_agent:
            return conversation.version
        await _take(tx, conversation, await tx.agents.get(agent_id), now)
        await save(tx, conversation)
        await tx.commit()
    return conversation.version


async def post_message(desk: Desk, agent_id: str, conversation_id: str, client_message_id: str, text: str) -> Receipt:
    """Reply to the listener. Replying to a conversation that no person has takes it over."""
    digest = body_hash(text, None)
    sender = f"agent:{agent_id}"
    now = desk.clock.now()
    async with desk.open() as tx:
        conversation = await tx.conversations.any(conversation_id)
        known = await already_sent(tx, conversation_id, sender, client_message_id, digest)
        if known:
            return known
        conversation.refuse_if_closed()
        if conversation.status == RESOLVED:
            raise InvalidTransition(conversation.status, "take a reply")
        agent = await tx.agents.get(agent_id)
        if not (conversation.is_with_agent and conversation.assignee_id == agent_id):
            await _take(tx, conversation, agent, now)
        draft = Draft("agent", sender, "text", cleaned(text), client_message_id, agent.name)
        seq = await tx.messages.add(conversation, draft, digest, now)
        conversation.agent_replied()
        await note_first_response(tx, conversation_id, now)
        await save(tx, conversation)
        await tx.commit()
    crash_point("after_commit_before_ack")
    return Receipt(seq, now)


async def add_note(desk: Desk, agent_id: str, conversation_id: str, client_note_id: str, text: str) -> Receipt:
    """Leave an internal note. It is stored apart from messages and changes nothing that a listener sees."""
    text = cleaned(text)
    now = desk.clock.now()
    async with desk.open() as tx:
        conversation = await tx.conversations.any(conversation_id)
        known = await already_noted(tx, conversation_id, agent_id, client_note_id, text)
        if known:
            return known
        seq = await tx.notes.add(conversation, agent_id, client_note_id, text, now)
        tx.poke(Poke("conversation", conversation_id))
        await tx.commit()
    crash_point("after_commit_before_ack")
    return Receipt(seq, now)


async def hand_back(desk: Desk, agent_id: str, conversation_id: str) -> int:
    """Give the conversation back to the bot."""
    async with desk.open() as tx:
        conversation = await tx.conversations.any(conversation_id)
        if conversation.status == WITH_BOT:
            return conversation.version
        await _require_assignee(tx, conversation, agent_id)
        conversation.give_to_bot("hand_back")
        await say(tx, conversation, wording.HANDED_BACK, desk.clock.now())
        await save(tx, conversation)
        tx.poke(Poke("agent", agent_id))
        await tx.commit()
    return conversation.version


async def transfer(desk: Desk, agent_id: str, conversation_id: str, to_agent_id: str | None) -> int:
    """Give the conversation to a colleague, or back to the queue at its original place."""
    now = desk.clock.now()
    async with desk.open() as tx:
        conversation = await tx.conversations.any(conversation_id)
        arrived = conversation.assignee_id == to_agent_id and conversation.is_with_agent
        if arrived or (to_agent_id is None and conversation.status == QUEUED):
            return conversation.version
        await _require_assignee(tx, conversation, agent_id)
        if to_agent_id is None:
            await back_to_queue(tx, conversation, now)
        else:
            colleague = await tx.agents.get(to_agent_id)
            if presence_of(colleague.presence, colleague.lease_until, now) == "offline":
                raise Conflict(f"{colleague.name} is not there right now.")
            (await tx.agents.workload(to_agent_id)).refuse_if_full(colleague.name)
            conversation.assign_to(to_agent_id)
            await say(tx, conversation, wording.joined(colleague.name), now)
            await save(tx, conversation)
            tx.poke(Poke("agent", to_agent_id))
        tx.poke(Poke("agent", agent_id))
        await tx.commit()
    return conversation.version


async def resolve_conversation(
    desk: Desk,
    agent_id: str,
    conversation_id: str,
    cause: str,
    prevention: str,
) -> int:
    """Say why it happened and how to avoid it, and end the episode."""
    cause = cleaned(cause)
    async with desk.open() as tx:
        conversation = await tx.conversations.any(conversation_id)
        if conversation.status == RESOLVED:
            return conversation.version
        await _require_assignee(tx, conversation, agent_id)
        agent = await tx.agents.get(agent_id)
        now = desk.clock.now()
        await note_first_response(tx, conversation_id, now)
        await resolve(
            tx,
            conversation,
            author="agent",
            sender=f"agent:{agent_id}",
            author_name=agent.name,
            cause=cause,
            prevention=cleaned(prevention) if prevention.strip() else "",
            article=None,
            now=now,
        )
        tx.poke(Poke("agent", agent_id))
        await tx.commit()
    return conversation.version


async def set_topic(desk: Desk, agent_id: str, conversation_id: str, topic: str) -> int:
    """Say what it is really about, also after it was resolved. The listener is told nothing."""
    if topic not in TOPICS:
        raise BadRequest("There is no such topic.")
    now = desk.clock.now()
    async with desk.open() as tx:
        conversation = await tx.conversations.any(conversation_id)
        if conversation.topic == topic:
            return conversation.version
        await _require_assignee(tx, conversation, agent_id)
        conversation.correct_topic(topic, agent_id)
        mood = await tx.conversations.mood_of(conversation_id)
        conversation.urgency = urgency_of(topic, mood)
        ticket = await tx.tickets.of_conversation(conversation_id)
        if ticket:
            ticket.triage_again(topic, mood, now)
            await tx.tickets.save(ticket)
        await save(tx, conversation)
        if conversation.status == QUEUED:
            tx.poke(Poke("queue"))
        await tx.commit()
    return conversation.version


async def back_to_queue(tx: UnitOfWork, conversation: Conversation, now: datetime) -> None:
    """Return an assigned conversation to its old place in the queue. Saves it."""
    await enter_queue(
        tx,
        conversation,
        "transfer",
        cause_id=f"{conversation.conversation_id}:transfer:{conversation.version}",
        reason=conversation.reason or "asked_for_person",
        now=now,
        words=lambda place, number: f"{wording.BACK_TO_QUEUE} {wording.queued(place, number)}",
    )


async def _take(tx: UnitOfWork, conversation: Conversation, agent: Agent, now: datetime) -> None:
    conversation.refuse_if_closed()
    if conversation.is_with_agent:
        raise AlreadyAssigned(await _assignee_name(tx, conversation))
    was_queued = conversation.status == QUEUED
    (await tx.agents.workload(agent.agent_id)).refuse_if_full()
    conversation.assign_to(agent.agent_id)
    await tx.turns.drop_all(conversation.conversation_id)
    if was_queued:
        waited = int((now - (conversation.queued_at or now)).total_seconds())
        await tx.waits.add(conversation, now, waited)
        tx.poke(Poke("queue"))
    await say(tx, conversation, wording.joined(agent.name), now)
    tx.poke(Poke("agent", agent.agent_id))


async def _require_assignee(tx: UnitOfWork, conversation: Conversation, agent_id: str) -> None:
    """Only the agent in charge decides. What no agent has is refused by the table of transitions."""
    if conversation.is_with_agent and conversation.assignee_id != agent_id:
        raise AlreadyAssigned(await _assignee_name(tx, conversation))


async def _assignee_name(tx: UnitOfWork, conversation: Conversation) -> str:
    if conversation.assignee_id is None:
        raise BadRequest("The conversation has no assignee.")
    return (await tx.agents.get(conversation.assignee_id)).name
