"""Reads what a button carries: `/SetSlots(slot=value, …)` or `/intent`; whether the names exist is lint's part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.flows.condition import CANNOT
from bot.flows.model import Slot

SET_SLOTS = re.compile(r"/SetSlots\((.*)\)", re.DOTALL)
PAIR = re.compile(r"\s*([A-Za-z_]\w*)\s*=\s*([^,()=]*?)\s*")
INTENT = re.compile(r"/([A-Za-z_][\w/.\-]*)\s*(\{.*\})?", re.DOTALL)
MAX_PAIRS = 10


@dataclass(frozen=True)
class SlotsPayload:
    values: Mapping[str, str]


@dataclass(frozen=True)
class IntentPayload:
    intent: str


def parse_payload(text: str) -> SlotsPayload | IntentPayload | None:
    """What the payload means, or null when it means nothing."""
    slots = SET_SLOTS.fullmatch(text.strip())
    if slots:
        pairs = [PAIR.fullmatch(pair) for pair in slots.group(1).split(",")]
        found = [(pair.group(1), pair.group(2)) for pair in pairs if pair]
        return SlotsPayload(dict(found)) if 0 < len(found) == len(pairs) <= MAX_PAIRS else None
    intent = INTENT.fullmatch(text.strip())
    return IntentPayload(intent.group(1)) if intent else None


def typed(slot: Slot, text: str) -> Any:
    """The value that `text` means for this slot; null when it is none of the slot's values."""
    plain = normal(text)
    if slot.type == "bool":
        return {"true": True, "yes": True, "false": False, "no": False, CANNOT: CANNOT}.get(plain)
    if slot.type == "categorical":
        return next((value for value in slot.values if normal(value) == plain), None)
    if slot.type == "float":
        try:
            return float(text.strip().replace(",", "."))
        except ValueError:
            return None
    return text.strip() or None


def normal(text: str) -> str:
    """Spelling that does not matter taken away: case, punctuation, underscores, typographic apostrophes."""
    plain = text.casefold().replace("’", "'").replace("'", "")
    return " ".join(re.sub(r"[^\w]+|_", " ", plain).split())
