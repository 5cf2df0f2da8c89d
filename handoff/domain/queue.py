"""The order of the queue, and how long the wait will be, said only when it can be said honestly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Final

from handoff.domain.triage import Urgency, rank

#: Fewer recent waits than this say nothing about the next one.
ENOUGH_WAITS: Final = 3


@dataclass(frozen=True)
class Waiting:
    """A conversation in the queue."""

    conversation_id: str
    urgency: Urgency
    queued_at: datetime


@dataclass(frozen=True)
class Wait:
    """A wait that is over: how long it was, and the place it began at."""

    seconds: int
    place: int


@dataclass(frozen=True)
class Place:
    """Where a queued conversation stands."""

    position: int
    wait_seconds: int | None
    agents_online: int


def in_order(waiting: Sequence[Waiting]) -> list[Waiting]:
    """Most urgent first; among equals the longest waiting."""
    return sorted(waiting, key=lambda one: (-rank(one.urgency), one.queued_at, one.conversation_id))


def expected_wait(position: int, recent: Sequence[Wait], agents_online: int) -> int | None:
    """Seconds, to the next full minute; None when nobody serves or too little is known."""
    if agents_online == 0 or len(recent) < ENOUGH_WAITS:
        return None
    seconds = position * median(wait.seconds / max(wait.place, 1) for wait in recent)
    return max(1, -int(-seconds // 60)) * 60


def places(waiting: Sequence[Waiting], recent: Sequence[Wait], agents_online: int) -> dict[str, Place]:
    """Everybody's place."""
    return {
        one.conversation_id: Place(position, expected_wait(position, recent, agents_online), agents_online)
        for position, one in enumerate(in_order(waiting), start=1)
    }
