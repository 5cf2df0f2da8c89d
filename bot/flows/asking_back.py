"""What is asked back where a message says too little: which topic, whether it is the last one again, or a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.flows.heard import Heard
from bot.flows.topics import option_title
from bot.flows.turn import MAX_MISSES_AT_QUESTION, SEARCH, Turn

# Outside of flows: please rephrase, then the likeliest topics, then a person.
MAX_MISSES_OUTSIDE = 3
TRY_AGAIN = "No, try again with me"


def is_patient(turn: Turn) -> bool:
    """Counts an aside as a misunderstanding, so that nobody goes round in circles; false when it is the last straw."""
    question = turn.question()
    if question is not None:
        if question.frame.misses + 1 < MAX_MISSES_AT_QUESTION:
            question.frame.misses += 1
            return True
        return False
    if turn.dialogue.misses + 1 < MAX_MISSES_OUTSIDE:
        turn.dialogue.misses += 1
        return True
    return False


def last_topic(turn: Turn) -> str | None:
    """What the conversation was about until a moment ago, as an option of a clarification."""
    last = turn.dialogue.last_flow
    return turn.slots.get("topic") if last == SEARCH else last if last in turn.bundle.flows else None


def is_it_the_last(turn: Turn, last: str, heard: Heard) -> None:
    """Asks whether it is the same problem again; what was told of it before is told still."""
    told = " ".join(filter(None, (turn.slots.get("problem"), heard.text.strip())))
    clarify(turn, [last], replace(heard, text=told))


def clarify(turn: Turn, options: Sequence[str], heard: Heard) -> None:
    buttons = [{"title": option_title(turn, option), "payload": f"/{option}"} for option in options]
    buttons.append({"title": "Something else", "payload": "/none_of_these"})
    names = " or ".join(button["title"] for button in buttons[:-1])
    context = {"buttons": buttons, "names": names, "words": heard.text.strip()}
    turn.push("pattern_clarification", context=context if len(options) > 1 else {**context, "is_single": True})


def try_again(turn: Turn) -> dict[str, Any]:
    """The button that begins the last topic once more, for whoever wants no person."""
    last = last_topic(turn)
    return {"buttons": [{"title": TRY_AGAIN, "payload": f"/{last}"}]} if last else {}


def cannot_handle(turn: Turn, reason: str, context: Mapping[str, Any] | None = None) -> None:
    turn.push("pattern_cannot_handle", context={"reason": reason, **(context or {})})
