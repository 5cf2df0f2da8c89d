"""What the assistant answers with in one turn."""

from __future__ import annotations

from dataclasses import dataclass

from handoff.domain.message import ArticleCard, Button
from handoff.domain.triage import UNKNOWN, Mood


@dataclass(frozen=True)
class BotText:
    text: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class BotArticle:
    article: ArticleCard


@dataclass(frozen=True)
class BotOutcome:
    """The flow ended and the listener said that it helped."""

    cause: str
    prevention: str
    article: ArticleCard | None


@dataclass(frozen=True)
class BotHandoff:
    reason: str
    reason_text: str


BotEvent = BotText | BotArticle | BotOutcome | BotHandoff


@dataclass(frozen=True)
class Understanding:
    topic: str | None
    confidence: float


@dataclass(frozen=True)
class BotReply:
    """One turn's events in order, and what the assistant now knows."""

    events: tuple[BotEvent, ...]
    topic: str | None = None
    mood: Mood = UNKNOWN
    #: The turn as the assistant described it, kept for the context card.
    turn: str | None = None
    #: What the message itself was taken for, and how sure that is.
    understood: Understanding | None = None
