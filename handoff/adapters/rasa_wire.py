"""The answer of one bot turn on the wire, checked, and turned into the domain's words."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from handoff.domain import bot_reply, message
from handoff.domain.topics import topic_of
from handoff.domain.triage import UNKNOWN, Mood


class _Wire(BaseModel):
    # The bot may learn to say more before the gateway learns to listen.
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Button(_Wire):
    title: str
    payload: str


class _Article(_Wire):
    slug: str
    title: str
    summary: str

    def to_domain(self) -> message.ArticleCard:
        return message.ArticleCard(self.slug, self.title, self.summary)


class _Text(_Wire):
    type: Literal["text"]
    text: str
    buttons: list[_Button] = []

    def to_domain(self) -> bot_reply.BotEvent:
        return bot_reply.BotText(self.text, tuple(message.Button(b.title, b.payload) for b in self.buttons))


class _ArticleShown(_Article):
    type: Literal["article"]

    def to_event(self) -> bot_reply.BotEvent:
        return bot_reply.BotArticle(self.to_domain())


class _Outcome(_Wire):
    type: Literal["outcome"]
    result: str
    cause: str
    prevention: str = ""
    article: _Article | None = None

    def to_domain(self) -> bot_reply.BotEvent:
        return bot_reply.BotOutcome(self.cause, self.prevention, self.article.to_domain() if self.article else None)


class _Handoff(_Wire):
    type: Literal["handoff"]
    reason: str
    reason_text: str = ""

    def to_domain(self) -> bot_reply.BotEvent:
        return bot_reply.BotHandoff(self.reason, self.reason_text)


_Event = Annotated[_Text | _ArticleShown | _Outcome | _Handoff, Field(discriminator="type")]


class StepTriedOnWire(_Wire):
    remedy: str
    result: Literal["worked", "did_not_help", "not_possible", "unanswered"]


class FactOnWire(_Wire):
    slot: str
    label: str
    value: str


class FindingOnWire(_Wire):
    finding_id: str
    text: str


class TurnOnWire(_Wire):
    """What the assistant knew at the end of a turn; the context card is drawn from it."""

    intent: str | None = None
    topic: str | None = None
    confidence: float | None = None
    topic_confidence: float | None = None
    flow: str | None = None
    flow_name: str | None = None
    step: str | None = None
    steps_tried: list[StepTriedOnWire] = []
    facts: list[FactOnWire] = []
    findings: list[FindingOnWire] = []
    articles_shown: list[_Article] = []
    sentiment: float | None = None
    is_leaving: bool = False

    def understood(self) -> bot_reply.Understanding | None:
        """Of the message alone: `topic` is what the whole conversation is about."""
        if self.confidence is None:
            return None
        return bot_reply.Understanding(topic_of(self.intent) if self.intent else None, self.confidence)


class ReplyOnWire(_Wire):
    status: Literal["complete"]
    events: list[_Event]
    turn: TurnOnWire | None = None

    def to_domain(self) -> bot_reply.BotReply:
        events = []
        for event in self.events:
            if isinstance(event, _Outcome) and event.result != "resolved":
                continue
            events.append(event.to_event() if isinstance(event, _ArticleShown) else event.to_domain())
        return bot_reply.BotReply(
            events=tuple(events),
            topic=self.turn.topic if self.turn else None,
            mood=Mood(self.turn.sentiment, self.turn.is_leaving) if self.turn else UNKNOWN,
            understood=self.turn.understood() if self.turn else None,
            turn=self.turn.model_dump_json() if self.turn else None,
        )
