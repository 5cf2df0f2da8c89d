"""What the desk itself says: every notice and closing message, in plain friendly words."""

from __future__ import annotations

from typing import Final

from handoff.domain.queue import Place

SAME_PROBLEM: Final = "Same problem"
SOMETHING_NEW: Final = "Something new"

ASSISTANT_SLOW: Final = "This is taking longer than usual. I am still on it."
LEFT_QUEUE: Final = "You left the queue. The assistant is with you again, and your ticket stays open."
HANDED_BACK: Final = "You are with the assistant again. Say the word if you want a person."
BACK_TO_QUEUE: Final = "You are back in the queue, at your old place. Someone else will take over from here."
REOPENED_WITH_BOT: Final = "Sorry that it is back. Tell me what happens now, and we pick it up again."
SAME_OR_NEW: Final = "We had closed this one as solved. Is this the same problem, or something new?"
CONTINUED_ELSEWHERE: Final = "We go on in a new conversation."
CLOSED_FOR_GOOD: Final = "This conversation is now closed. You can start a new one at any time."
REASONS: Final[dict[str, str]] = {
    "asked_for_person": "The listener asked for a person.",
    "steps_exhausted": "Everything the assistant knows was tried.",
    "not_understood": "The assistant did not understand the problem.",
    "needs_account_access": "This needs someone with access to the account.",
    "bot_unavailable": "The assistant could not be reached.",
    "frustrated": "The listener is frustrated.",
}


def joined(agent_name: str) -> str:
    return f"{agent_name} joined the conversation."


def reopened_for_agent(place: Place, number: str) -> str:
    return f"Sorry that it is back. {queued(place, number)}"


def queued(place: Place, number: str) -> str:
    """What somebody who just joined the queue may expect, and no more than can be kept.

    No hour: a text cannot know the reader's zone. The page can, and shows until when an answer is promised."""
    if place.agents_online == 0:
        return (
            f"Nobody is at the desk right now. Your ticket {number} is open, and a person answers here, "
            "in this conversation. You can close the window and come back."
        )
    about = f", about {minutes(place.wait_seconds)}" if place.wait_seconds is not None else ""
    return f"You are number {place.position} in the queue{about}. Your ticket is {number}."


def assistant_unavailable(then: str) -> str:
    return f"The assistant cannot answer right now, so a person will. {then}"


def minutes(seconds: int) -> str:
    count = max(1, round(seconds / 60))
    return "1 minute" if count == 1 else f"{count} minutes"


def closing(cause: str, prevention: str) -> str:
    """The last word of a resolution, the same for bot and agent: why it happened, how to avoid it. Markdown."""
    parts = [f"**Why it happened:** {cause.strip()}"]
    if prevention.strip():
        parts.append(f"**How to avoid it next time:** {prevention.strip()}")
    return "\n\n".join(parts)


def solved() -> str:
    return "Solved. If it comes back, write here within a week."
