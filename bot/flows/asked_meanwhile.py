"""Finds questions that a listener puts in between: those that a flow on the stack can answer, and "how long?".

A classifier takes "how long does that take?" for a wish for a person, as people say it when they wait for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flows.model import Flow, Reply
from bot.flows.payload import normal
from bot.flows.turn import Question, Turn

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
# More than that tells of something; "when I press play it stops after a while".
_WORDS = 12


def asks_when(text: str) -> bool:
    """Whether it is asked when something happens or how long it takes, and not when somebody answers."""
    said = normal(text)
    return len(said.split()) <= _WORDS and _ASKS_WHEN.match(said) is not None and _PERSON.search(said) is None


def asks_how_long(text: str) -> bool:
    """Whether it is the time that something takes, rather than the day on which it comes."""
    return _TAKES.search(normal(text)) is not None


def reply_to(turn: Turn, question: Question | None, text: str) -> Reply | None:
    """What a flow says to that: the one that asks, those that called it, the one beneath an aside, or the last one."""
    context = {"said": normal(text), "asks_when": asks_when(text)}
    for flow in _flows(turn, question):
        for reply in flow.asked_meanwhile:
            if reply.condition.holds(turn.slots, context):
                return reply
    return None


def _flows(turn: Turn, question: Question | None) -> Iterator[Flow]:
    frames = [*([question.frame] if question else []), *reversed(turn.dialogue.group())]
    names = [frame.flow for frame in frames] or [turn.dialogue.last_flow or ""]
    yield from (turn.bundle.flows[name] for name in dict.fromkeys(names) if name in turn.bundle.flows)
