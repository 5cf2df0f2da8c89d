"""Finds, among everything the listener said, the words that tell the problem."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.articles.words import search_words

#: What listeners say within a dialogue: none of it tells a problem. `docs/topics.md`, group dialogue.
_DIALOGUE_ACTS = frozenset(
    {"affirm", "cancel_flow", "correct_slot", "deny_not_fixed", "goodbye", "greeting", "inform_details",
     "nlu_fallback", "repeat_question", "talk_to_human", "thanks_praise_resolved"}
)  # fmt: skip


def told_problem(events: Iterable[Mapping[str, Any]]) -> str | None:
    """The listener's latest message that names a topic; failing that, the first one that says anything at all."""
    said = [(_intent(event), event["text"].strip()) for event in events if _is_typed(event)]
    on_topic = [text for intent, text in said if intent and intent not in _DIALOGUE_ACTS]
    if on_topic:
        return on_topic[-1]
    return next((text for _, text in said if search_words(text)), None)


def _is_typed(event: Mapping[str, Any]) -> bool:
    """A pressed button carries a payload: its title is the bot's wording, not the listener's."""
    text = event.get("text")
    pressed = (event.get("metadata") or {}).get("payload")
    return event.get("event") == "user" and isinstance(text, str) and bool(text.strip()) and not pressed


def _intent(event: Mapping[str, Any]) -> str:
    parsed = event.get("parse_data") or {}
    return str((parsed.get("intent") or {}).get("name") or "")
