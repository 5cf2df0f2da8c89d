"""What a listener might begin a flow with: neutral words, and an example for each condition on their words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.flows import Bundle
from bot.flows.condition import Name
from bot.flows.model import Flow
from soundcheck.flows.examples import examples, gazetteer
from soundcheck.flows.situations import conditions, with_called

#: Slots that hold what the listener wrote.
WORDS = ("problem", "question")
SHORT, LONG = 20, 60


def openings(bundle: Bundle, flow: Flow) -> Sequence[str]:
    """The neutral one first: without details and without a word that the flow listens for."""
    texts = [text for trigger in flow.triggers for text in examples().get(trigger.intent, ())]
    fitting = sorted(texts, key=_awkwardness)
    patterns = _patterns(bundle, flow)
    told = (next((text for text in fitting if pattern.search(text)), None) for pattern in patterns)
    return list(dict.fromkeys([_neutral(flow, fitting, patterns), *filter(None, told)]))


def _awkwardness(text: str) -> tuple[bool, bool]:
    """A detail, a device or a plan, would answer a question before it is asked."""
    return bool(gazetteer().find(text)), not (SHORT <= len(text) <= LONG and text[:1].isalpha())


def _neutral(flow: Flow, texts: Sequence[str], patterns: Sequence[re.Pattern[str]]) -> str:
    for text in texts:
        if not gazetteer().find(text) and not any(pattern.search(text) for pattern in patterns):
            return text
    return flow.id.replace("_", " ")


def _patterns(bundle: Bundle, flow: Flow) -> list[re.Pattern[str]]:
    return [
        compare.pattern
        for part in with_called(bundle, flow)
        for condition in conditions(part)
        for compare in condition.comparisons()
        if compare.pattern is not None and isinstance(compare.left, Name) and compare.left.key in WORDS
    ]
