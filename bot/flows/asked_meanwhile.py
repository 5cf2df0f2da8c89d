"""Answers questions in between: those that a flow on the stack knows about, "how long?", and "where is that?".

A classifier takes "how long does that take?" for a wish for a person, as people say it when they wait for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.flows.model import Flow, Reply
from bot.flows.offers import text_of
from bot.flows.options import EMPTY
from bot.flows.payload import normal
from bot.flows.stack import Frame
from bot.flows.turn import Question, Turn

#: What is said to "where is that?" of a step.
STEP_DIFFERS = "utter_step_differs"
_FILLERS = (
    r"(?:(?:ok|okay|and|so|but|well|wait|cool|great|fine|alright|thanks|thx|um+|h?mm+|oh|like|for|about|until|till) )*"
)
_WHEN = (
    r"(?:when(?: (?:exactly|then|though|tho|please|pls|again))?$"
    r"|when (?:will|would|is|are|does|do|can|could|should|ll|s) "
    r"|how (?:much )?longe?r?\b(?! (?:have|has|had|ago))|how (?:soon|fast|quickly)\b"
    r"|how many (?:minutes|days|weeks) (?:will|does|do|is|until|till|before)\b|how much time\b|what time\b"
    r"|(?:any |what s the |whats the )?(?:eta|time ?frame|time ?line)\b)"
)
_ASKS_WHEN = re.compile(_FILLERS + _WHEN)
_PERSON = re.compile(
    r"\b(?:some(?:one|body)|any(?:one|body)|person|human|agent|colleague|rep|support|you guys|y ?all"
    r"|respond|response|reply|replies|answer|hear back|get back to|call|contact|talk|speak)\b"
)
_TAKES = re.compile(r"^(?:\w+ )?how (?:much )?(?:longe?r?|many)\b|\btakes?\b")
_ASKS_WHERE = re.compile(_FILLERS + r"(?:where|which|what(?! (?:if|now|next|about)\b)|whats|wheres)\b")
# More than that tells of something; "when I press play it stops after a while".
_WORDS = 12


def asks_when(text: str) -> bool:
    """Whether it is asked when something happens or how long it takes, and not when somebody answers."""
    said = normal(text)
    return len(said.split()) <= _WORDS and _ASKS_WHEN.match(said) is not None and _PERSON.search(said) is None


def asks_where(turn: Turn, question: Question, text: str) -> bool:
    """Whether it is asked where something is that the open question names: "where is devices?"."""
    said = normal(text)
    asked = _ASKS_WHERE.match(said)
    if asked is None or len(said.split()) > _WORDS:
        return False
    named = set(said[asked.end() :].split()) - EMPTY - {"do", "find", "see", "mean"}
    return bool(named) and named <= set(normal(text_of(turn, question)).split())


def reply_to(turn: Turn, question: Question | None, text: str) -> Reply | None:
    """What a flow says to that: the one that asks, those that called it, the one beneath an aside, or the last one."""
    context = {"said": normal(text), "asks_when": asks_when(text)}
    for flow in _flows(turn, question):
        for reply in flow.asked_meanwhile:
            if reply.condition.holds(turn.slots, context):
                return reply
    return None


def answer(turn: Turn, utter: str | None, text: str) -> None:
    """Puts the answer above what is open: the response, or that we do not know when or how long."""
    question = turn.question()
    context: dict[str, Any] = {"reply": utter} if utter else {}
    if question is not None and question.remedy:
        context["is_remedy"] = True
    if _TAKES.search(normal(text)):
        context["asks_how_long"] = True
    turn.push("pattern_asked_meanwhile", context=context)


def answer_at_the_beginning(turn: Turn, frame: Frame, text: str) -> None:
    """The same where a message begins a flow and asks besides; "how long?" may be what the flow is about."""
    context = {"said": normal(text)}
    for reply in turn.bundle.flows[frame.flow].asked_meanwhile:
        if reply.condition.holds(turn.slots, context):
            return answer(turn, reply.utter, text)


def _flows(turn: Turn, question: Question | None) -> Iterator[Flow]:
    frames = [*([question.frame] if question else []), *reversed(turn.dialogue.group())]
    names = [frame.flow for frame in frames] or [turn.dialogue.last_flow or ""]
    yield from (turn.bundle.flows[name] for name in dict.fromkeys(names) if name in turn.bundle.flows)
