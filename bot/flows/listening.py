"""One message in its situation: what `understand` asks of it, rule by rule."""

from __future__ import annotations

from dataclasses import dataclass

from bot.flows import what_came_of_it
from bot.flows.heard import Heard
from bot.flows.stack import PATTERN
from bot.flows.topics import Thresholds, active_topic, topic_of
from bot.flows.turn import SEARCH, Question, Turn


@dataclass(frozen=True)
class Listening:
    """`heard` is weighed by what the state makes likely; `question` is the open one of the topmost flow."""

    turn: Turn
    heard: Heard
    thresholds: Thresholds
    question: Question | None

    def sure(self, *intents: str, least: float | None = None) -> bool:
        least = self.thresholds.act if least is None else least
        return self.heard.intent in intents and self.heard.confidence >= least

    @property
    def in_earnest(self) -> bool:
        """Whether leaving the open question costs something: not that of an aside, or whether an article helped."""
        frame = self.question.frame if self.question else None
        return frame is not None and frame.kind != PATTERN and frame.flow != SEARCH

    @property
    def elsewhere(self) -> bool:
        """Whether the message is surely about another topic than the open flow's."""
        if self.reports:
            return False
        topic = topic_of(self.heard.intent or "")
        known = topic in self.turn.bundle.topics and topic != active_topic(self.turn)
        return known and self.heard.confidence >= self.thresholds.interrupt

    @property
    def reports(self) -> bool:
        """Whether it is told what the screen says, asked whether a remedy helped; then it is no other topic."""
        return self.question is not None and bool(self.question.remedy) and what_came_of_it.reports(self.heard.text)

    @property
    def forced(self) -> bool:
        return self.question is not None and self.question.collect.force_slot_filling
