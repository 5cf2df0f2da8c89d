"""Finds the words in which the listener told the problem: what the engine kept, or what was typed first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.articles.words import search_words


def told_problem(slots: Mapping[str, Any], events: Iterable[Mapping[str, Any]]) -> str | None:
    if kept := slots.get("problem"):
        return str(kept)
    return next((event["text"].strip() for event in events if _says_something(event)), None)


def _says_something(event: Mapping[str, Any]) -> bool:
    """A pressed button carries a payload: its title is the bot's wording, not the listener's."""
    text = event.get("text")
    pressed = (event.get("metadata") or {}).get("payload")
    return event.get("event") == "user" and isinstance(text, str) and not pressed and bool(search_words(text))
