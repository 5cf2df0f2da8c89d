"""Two topics in one message: cuts a message into sentences and says which other topic one of them is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from bot.flows.topics import topic_of

# What a listener does to the dialogue itself; docs/topics.md does not list these.
NOT_TOPICS = frozenset({"cancel_flow", "correct_slot", "repeat_question"})
# Nobody has these as a second problem: they are how people talk about the first.
_TALK = NOT_TOPICS | {
    "affirm", "complaint_frustration", "deny_not_fixed", "goodbye", "greeting", "inform_details", "out_of_scope",
    "talk_to_human", "thanks_praise_resolved",
}  # fmt: skip
_CUT = re.compile(r"(?<=[.!?;])\s+|\s+(?:and|but) also\s+|\s+also,?\s+", re.IGNORECASE)
_WORDS_OF_A_PART = 3
# "Yes. And why was I charged?" An answer may be as short as it likes.
_ANSWER = re.compile(r"(?:yes|yep|yeah|no|nope|nah)\b", re.IGNORECASE)
# A part has less to go by than the whole, so it has to be surer than an intent that acts (0.5), and surer still where
# the whole is clear: of messages about one thing, 16 in 1000 then seem to be about two.
_SURE, _SURE_BESIDE_A_CLEAR_WHOLE = 0.7, 0.9
_CLEAR = 0.9


def parts_of(text: str) -> list[str]:
    """The sentences of a message that may be about two things; none for a single sentence."""
    first_part, *others = _CUT.split(text)
    parts = [part for part in others if len(part.split()) >= _WORDS_OF_A_PART]
    if _ANSWER.match(text) or len(first_part.split()) >= _WORDS_OF_A_PART:
        parts.insert(0, first_part)
    return parts if len(parts) > 1 else []


def other_topics(topic: str, whole: float, intents: Sequence[str], rows: Iterable[np.ndarray]) -> tuple[str, ...]:
    """Topics that a part is surely about, apart from that of the whole, in the order of the message."""
    found = [topic_of(intent) for intent, sure in likeliest_of(intents, rows) if is_sure(intent, sure, whole)]
    return tuple(dict.fromkeys(found_topic for found_topic in found if found_topic != topic))


def is_sure(intent: str, confidence: float, whole: float) -> bool:
    """Whether a part may stand for a topic of its own, beside a whole that is `whole` sure."""
    least = _SURE if whole < _CLEAR else _SURE_BESIDE_A_CLEAR_WHOLE
    return confidence >= least and topic_of(intent) not in _TALK


def likeliest_of(intents: Sequence[str], rows: Iterable[np.ndarray]) -> list[tuple[str, float]]:
    """The likeliest intent of each part, and how sure it is."""
    return [(intents[int(row.argmax())], float(row.max())) for row in rows]
