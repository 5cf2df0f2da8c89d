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
# A message about two things is not sure of the first, and the second is its next best guess.
_CLEAR, _RIVAL = 0.9, 0.15
# A part has less to go by than the whole, so it has to be surer than an intent that acts (0.5).
_SURE = 0.7


def parts_of(text: str, row: np.ndarray) -> list[str]:
    """The sentences of a message that may be about two things; none for a single sentence."""
    second, first = np.partition(row, -2)[-2:]
    if first >= _CLEAR or second < _RIVAL:
        return []
    parts = [part for part in _CUT.split(text) if len(part.split()) >= _WORDS_OF_A_PART]
    return parts if len(parts) > 1 else []


def other_topics(topic: str, intents: Sequence[str], rows: Iterable[np.ndarray]) -> tuple[str, ...]:
    """Topics that a part is surely about, apart from that of the whole, in the order of the message."""
    found = [(topic_of(intents[int(row.argmax())]), float(row.max())) for row in rows]
    return tuple(dict.fromkeys(t for t, sure in found if sure >= _SURE and t != topic and t not in _TALK))
