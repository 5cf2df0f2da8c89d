"""What the listener said, as whoever understands language reports it; the engine takes it as given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Entity:
    name: str
    value: Any
    text: str = ""


@dataclass(frozen=True)
class Part:
    """A clause of a message that may be about several things; `sure` says whether it may stand for a topic."""

    text: str
    intent: str
    confidence: float
    sure: bool = True


@dataclass(frozen=True)
class Heard:
    """One message; `payload` is the pressed button's, and the only way in which `/SetSlots(…)` means anything.

    `parts` are its clauses in their order, or nothing where there is only one.
    """

    text: str
    intent: str | None = None
    confidence: float = 0.0
    ranking: Sequence[tuple[str, float]] = field(default_factory=tuple)
    entities: Sequence[Entity] = field(default_factory=tuple)
    payload: str | None = None
    message_id: str = ""
    parts: Sequence[Part] = field(default_factory=tuple)
