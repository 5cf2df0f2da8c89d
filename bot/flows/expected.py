"""How likely a message means something, given what was asked: answers after a question, topics at the beginning.

The classifier knows only the words. The state adds the same to the log-odds of everything that it expects, and takes
from what makes no sense in it; then the probabilities are made to sum to one again.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.flows.heard import Heard
from bot.flows.topics import active_topic, topic_of
from bot.flows.turn import Question, Turn

# Chosen on one half of data/exams/in_dialogue.yml; the neighbouring values do nearly as well.
EXPECTED, OUT_OF_PLACE = 1.5, -1.5
# Who is asked whether a remedy helped may well tell the same problem again.
RESTATED = 0.5
_ANSWERS = frozenset({"affirm", "deny_not_fixed"})
# At any time one may want to stop or a person; they must not grow less likely because an answer is expected.
STANDING = 1.0
_ALWAYS = frozenset({"cancel_flow", "repeat_question", "talk_to_human"})
# Nothing was asked and nothing said yet, so there is nothing to answer, to repeat, to correct or to thank for.
_REPLIES = _ANSWERS | {"repeat_question", "correct_slot", "thanks_praise_resolved"}


def weigh(turn: Turn, question: Question | None, heard: Heard) -> Heard:
    """The message with its ranking as likely as it is here; a pressed button needs no guess."""
    bonus = _bonus(turn, question, dict(heard.ranking))
    given = [(intent, share, bonus(intent)) for intent, share in heard.ranking]
    if heard.payload or not any(more for _, _, more in given):
        return heard
    # The ranking ends somewhere; what it leaves out is neither expected nor out of place.
    rest = max(0.0, 1.0 - sum(share for _, share, _ in given))
    weighed = [(intent, share * math.exp(more)) for intent, share, more in given]
    whole = rest + sum(share for _, share in weighed)
    if not whole:
        return heard
    ranking = tuple(sorted(((intent, share / whole) for intent, share in weighed), key=lambda pair: -pair[1]))
    return replace(heard, intent=ranking[0][0], confidence=ranking[0][1], ranking=ranking)


def _bonus(turn: Turn, question: Question | None, shares: Mapping[str, float]) -> Callable[[str], float]:
    if question is None:
        begins = not turn.dialogue.frames and turn.dialogue.last_flow is None and not turn.dialogue.misses
        return lambda intent: OUT_OF_PLACE if begins and intent in _REPLIES else 0.0
    if question.slot.type != "bool":
        return lambda intent: 0.0
    # Thanks and, of a remedy, a yes mean "solved": taking something else for them would end it all. Nor is it a no.
    is_rather_yes = shares.get("affirm", 0.0) > shares.get("deny_not_fixed", 0.0)
    expected = _ANSWERS if not question.remedy else frozenset() if is_rather_yes else _ANSWERS - {"affirm"}
    bonus = dict.fromkeys(_ALWAYS, STANDING) | dict.fromkeys(expected, EXPECTED)
    own = active_topic(turn) if question.remedy else None
    return lambda intent: bonus.get(intent, RESTATED if topic_of(intent) == own else 0.0)
