"""Translates Rasa's last message into what the flow engine hears."""

from __future__ import annotations

from typing import Any

from rasa.shared.core.events import UserUttered

from bot.flows import Entity, Heard, Part


def heard_from(message: UserUttered) -> Heard:
    """The payload comes from the metadata that our channel wrote, never from the text."""
    metadata: dict[str, Any] = message.metadata or {}
    text = message.text or ""
    parsed: dict[str, Any] = dict(message.parse_data or {})
    ranking, parts = parsed.get("intent_ranking") or [], parsed.get("parts") or []
    intent = message.intent or {}
    return Heard(
        text=text,
        intent=intent.get("name"),
        confidence=float(intent.get("confidence") or 0.0),
        ranking=tuple((row["name"], float(row["confidence"])) for row in ranking),
        entities=tuple(
            Entity(row["entity"], row.get("value"), text[row.get("start", 0) : row.get("end", 0)])
            for row in message.entities or []
        ),
        payload=metadata.get("payload"),
        message_id=message.message_id or "",
        parts=tuple(Part(row["text"], row["intent"], float(row["confidence"]), row["sure"]) for row in parts),
    )
