"""Fakes behind the gateway's ports: a clock that is set by hand, passwords without the cost."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from handoff.service_layer.ports import Poke

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=timezone.utc)


class FrozenClock:
    """Stands still until a test moves it."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def advance(self, **duration: float) -> None:
        self._now += timedelta(**duration)


class RecordingBus:
    """Keeps what was told, and tells nobody."""

    def __init__(self) -> None:
        self.pokes: list[Poke] = []

    def publish(self, poke: Poke) -> None:
        self.pokes.append(poke)

    def subscribe(self, receive: object) -> None:
        """Nobody listens in a test of use cases."""


class PlainPasswords:
    """Quick, and only for tests."""

    async def hash(self, password: str) -> str:
        return f"plain:{password}"

    async def verify(self, password_hash: str | None, password: str) -> bool:
        return password_hash == f"plain:{password}"
