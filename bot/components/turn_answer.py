"""Builds the answer to the gateway from a conversation's events: what the bot said in the turn, and the card's facts.

Reads only the tracker, so that the same message asked again has the same answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.leaving import is_leaving
from bot.components.mood import sentiment_of
from bot.components.project import project_articles
from bot.components.published import engine_for
from bot.components.slots import STATE_SLOT

# Messages without any mood, until the last one is forgotten.
MOOD_LASTS = 5


def has_turn(tracker: DialogueStateTracker, message_id: str) -> bool:
    return any(isinstance(event, UserUttered) and event.message_id == message_id for event in tracker.events)


def answer_for(tracker: DialogueStateTracker, message_id: str) -> dict[str, Any]:
    message, said = _turn(tracker, message_id)
    return {
        "status": "complete",
        "events": [event for uttered in said for event in _events_of(uttered)],
        "turn": _facts(tracker, message),
    }


def _turn(tracker: DialogueStateTracker, message_id: str) -> tuple[UserUttered, list[BotUttered]]:
    events = iter(tracker.events)
    message = next(event for event in events if isinstance(event, UserUttered) and event.message_id == message_id)
    said: list[BotUttered] = []
    for event in events:
        if isinstance(event, UserUttered):
            break
        if isinstance(event, BotUttered):
            said.append(event)
    return message, said


def _events_of(uttered: BotUttered) -> Iterator[dict[str, Any]]:
    data = uttered.data or {}
    if uttered.text:
        buttons = [{"title": b["title"], "payload": b["payload"]} for b in data.get("buttons") or ()]
        yield {"type": "text", "text": uttered.text, "buttons": buttons}
    if data.get("custom"):
        yield dict(data["custom"])
    if outcome := (uttered.metadata or {}).get("outcome"):
        yield {
            "type": "outcome",
            "result": outcome["result"],
            "cause": outcome.get("cause"),
            "prevention": outcome.get("prevention"),
            "article": _card(outcome["article"]) if outcome.get("article") else None,
        }


def _card(slug: str) -> dict[str, str] | None:
    article = project_articles().get(slug)
    return {"slug": article.slug, "title": article.title, "summary": article.summary} if article else None


def _facts(tracker: DialogueStateTracker, message: UserUttered) -> dict[str, Any]:
    slots = {name: slot.value for name, slot in tracker.slots.items()}
    state = slots.get(STATE_SLOT) or {}
    _, engine = engine_for(state)
    report = engine.report(state, slots)
    return {
        "intent": (message.intent or {}).get("name"),
        "confidence": _confidence(message),
        "topic_confidence": _topic_confidence(tracker, report["topic"]),
        **report,
        "findings": slots.get("findings") or [],
        "articles_shown": list(_articles_shown(tracker)),
        "sentiment": _sentiment(tracker),
        "is_leaving": any(is_leaving(text) for text in _typed(tracker)),
    }


def _typed(tracker: DialogueStateTracker) -> list[str]:
    """The listener's own words, message by message; a pressed button has none."""
    told = (event for event in tracker.events if isinstance(event, UserUttered))
    return [event.text or "" for event in told if (event.metadata or {}).get("payload") is None]


def _sentiment(tracker: DialogueStateTracker) -> float:
    """Of the latest words that show any: who says "yes" to a person is as upset as before."""
    moods = (sentiment_of(text) for text in reversed(_typed(tracker)[-MOOD_LASTS:]))
    return next((mood for mood in moods if mood), 0.0)


def _confidence(message: UserUttered) -> float | None:
    """Null for a pressed button: nothing had to be understood."""
    if (message.metadata or {}).get("payload") is not None:
        return None
    return round(float((message.intent or {}).get("confidence") or 0.0), 4)


def _topic_confidence(tracker: DialogueStateTracker, topic: str | None) -> float | None:
    """How sure the latest words that named the topic were; null where the listener chose it from buttons."""
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered) and topic is not None and (event.intent or {}).get("name") == topic:
            return _confidence(event)
    return None


def _articles_shown(tracker: DialogueStateTracker) -> Iterator[dict[str, str]]:
    """Every article of the conversation once, in the order of first showing."""
    seen: set[str] = set()
    for uttered in tracker.events:
        if not isinstance(uttered, BotUttered):
            continue
        for event in _events_of(uttered):
            article = event if event["type"] == "article" else event.get("article")
            if article and article["slug"] not in seen:
                seen.add(article["slug"])
                yield {key: article[key] for key in ("slug", "title", "summary")}
