"""Draws up what a writer decides on: groups of redacted messages, the likely topic, and what the articles say to it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from handoff.domain.topics import GROUPS
from soundcheck.learn.grouping import Encode, group
from soundcheck.learn.redact import redact, unmarked

#: The distances of all pairs are held at once; the newest messages say most.
MOST = 2_000
#: More than a writer decides on in an afternoon; what was heard once waits until it is heard again.
CLUSTERS = 100
SAMPLES = 8
#: A redacted text shorter than this is "[phone]" or "ok": nothing to learn from.
_LEAST_WORDS = 2
BY_AGENTS = "agents"
#: What no article can answer.
_UNANSWERED = frozenset({*GROUPS["dialogue"], "complaint_frustration", "out_of_scope"})


@dataclass(frozen=True)
class Lesson:
    """One message as `python -m handoff export-understanding` tells it."""

    text: str
    why: tuple[str, ...]
    topic: str | None
    confidence: float | None
    agent_topic: str | None
    #: Tells messages apart, and nothing else.
    key: str = ""

    @classmethod
    def read(cls, told: dict[str, Any]) -> Lesson:
        """The unredacted text goes no further than this."""
        names = [told["listener_name"]] if told["listener_name"] else []
        text = " ".join(redact(told["text"], names).split())
        key = hashlib.sha256(f"{told['conversation_id']}/{told['seq']}".encode()).hexdigest()[:10]
        return cls(text, tuple(told["why"]), told["topic"], told["confidence"], told["agent_topic"], key)

    @property
    def says_something(self) -> bool:
        return len(unmarked(self.text).split()) >= _LEAST_WORDS


@dataclass(frozen=True)
class Found:
    """An article near to what was asked."""

    slug: str
    title: str
    score: float


#: The nearest articles to a question, given the topic if it is known; none where nothing fits.
Search = Callable[[str, str | None], Sequence[Found]]


def propose(lessons: Sequence[Lesson], encode: Encode | None, search: Search) -> list[dict[str, Any]]:
    """One entry per group of like messages, the largest first, with the writer's fields empty."""
    useful = [lesson for lesson in lessons if lesson.says_something][-MOST:]
    texts = [unmarked(lesson.text) for lesson in useful]
    grouping = group(texts, encode, [lesson.agent_topic for lesson in useful])
    return [
        _cluster(number, [useful[index] for index in indexes], search)
        for number, indexes in enumerate(grouping.groups[:CLUSTERS], start=1)
    ]


def _cluster(number: int, lessons: Sequence[Lesson], search: Search) -> dict[str, Any]:
    topic, said_by = _likely_topic(lessons)
    # A guess that was unsure would lead the search astray.
    nearest = search(unmarked(lessons[0].text), topic if said_by == BY_AGENTS else None)
    why = Counter(reason for lesson in lessons for reason in lesson.why)
    return {
        "cluster": number,
        "size": len(lessons),
        "why": dict(why.most_common()),
        "topic": topic,
        "topic_said_by": said_by,
        "suggestion": _suggestion(topic, nearest),
        "articles": [{"slug": one.slug, "title": one.title, "score": round(one.score, 2)} for one in nearest],
        "heard": list(dict.fromkeys(lesson.text for lesson in lessons))[:SAMPLES],
        "accept": None,
        "examples": [],
        "article": None,
        "ignore": None,
        "messages": [lesson.key for lesson in lessons],
    }


def _suggestion(topic: str | None, nearest: Sequence[Found]) -> str:
    if nearest:
        # The nearest is not always near: only the writer knows what it says.
        return "examples; an article too if none of these answers it"
    return "say what it is, or ignore" if topic in _UNANSWERED else "missing article"


def _likely_topic(lessons: Sequence[Lesson]) -> tuple[str | None, str | None]:
    """An agent who read the conversation knows better than any number of guesses."""
    agents = Counter(lesson.agent_topic for lesson in lessons if lesson.agent_topic)
    if agents:
        return agents.most_common(1)[0][0], BY_AGENTS
    guesses: Counter[str] = Counter()
    for lesson in lessons:
        if lesson.topic and lesson.confidence:
            # Whole hundredths, because sums of floats depend on their order.
            guesses[lesson.topic] += round(100 * lesson.confidence)
    return (guesses.most_common(1)[0][0], "the bot's guesses") if guesses else (None, None)
