"""What the bot did not know: messages from which writers may learn. Texts leave as they were written; readers redact.

Decides which messages those are; what to make of them is the writers' matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

from handoff.domain.topics import GROUPS, topic_of
from handoff.service_layer.ports import Desk
from handoff.service_layer.to_the_bot import ToTheBot

Why = Literal["not_understood", "answered_by_agent", "corrected_by_agent"]

#: Handoffs because the bot was no help. That somebody wants a person, or that only a person may look, is no failure.
FAILURES: Final = frozenset({"not_understood", "steps_exhausted", "frustrated"})
_ACTS: Final = frozenset(GROUPS["dialogue"])


@dataclass(frozen=True)
class Lesson:
    """One message to the bot, and why it is worth a writer's look."""

    conversation_id: str
    seq: int
    text: str
    why: tuple[Why, ...]
    #: What the bot took the message for.
    topic: str | None
    confidence: float | None
    #: What an agent said that the conversation is about.
    agent_topic: str | None
    #: For taking it out of the text; None where the listener gave none.
    listener_name: str | None


async def lessons(desk: Desk, below: float, days: int) -> list[Lesson]:
    """Of the last days, oldest first. `below` this confidence a message counts as not understood."""
    async with desk.open() as tx:
        said = await tx.to_the_bot.since(desk.clock.now() - timedelta(days=days))
    return [
        Lesson(
            one.conversation_id,
            one.seq,
            one.text,
            why,
            one.topic,
            one.confidence,
            topic_of(one.agent_topic) if one.agent_topic else None,
            one.listener_name,
        )
        for one in said
        if (why := reasons(one, below))
    ]


def reasons(message: ToTheBot, below: float) -> tuple[Why, ...]:
    """Why a writer should look at it; none where the bot did its part."""
    understood = message.confidence is not None and message.confidence >= below
    if understood and message.topic in _ACTS:
        # "hello" and "yes" say nothing about the problem, however it ended.
        return ()
    found: list[Why] = []
    if (message.confidence is not None and not understood) or message.reason == "not_understood":
        found.append("not_understood")
    if message.is_answered_by_agent and message.reason in FAILURES:
        found.append("answered_by_agent")
    if message.agent_topic:
        found.append("corrected_by_agent")
    return tuple(found)
