"""When the assistant is asked again, when the listener is told to be patient, and when a person is called."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

#: Renewed while the assistant thinks; after a crash the turn is taken up again when it has run out.
LEASE: Final = timedelta(seconds=8)
SLOW_AFTER: Final = timedelta(seconds=10)
#: Longer than Rasa takes to start again, so that its restart costs patience and not a person.
GIVE_UP_AFTER: Final = timedelta(seconds=45)
#: What the assistant reads of the diagnostics; everything else is for the actions.
_CONTEXT: Final = ("platform", "device", "os", "app_version", "plan", "region")
_BACKOFF: Final = (0.5, 1.0, 2.0, 4.0, 8.0)


@dataclass(frozen=True)
class BotTurn:
    """One message that waits for the assistant's answer, held under a fenced lease."""

    conversation_id: str
    seq: int
    text: str
    payload: str | None
    asked_at: datetime
    attempts: int
    fence: int
    #: The app's report of itself, and the name the host gave: what the assistant need not ask.
    diagnostics: str
    listener_name: str

    @property
    def message_id(self) -> str:
        return f"{self.conversation_id}:{self.seq}"

    def next_attempt(self, now: datetime) -> datetime | None:
        """When to ask again after a failure; None when it is time for a person."""
        return None if self.is_hopeless(now) else now + self.pause()

    def pause(self) -> timedelta:
        """How long to leave the assistant alone after a failure; longer each time."""
        return timedelta(seconds=_BACKOFF[min(self.attempts, len(_BACKOFF) - 1)])

    def is_slow(self, now: datetime) -> bool:
        return now - self.asked_at >= SLOW_AFTER

    def is_hopeless(self, now: datetime) -> bool:
        return now - self.asked_at >= GIVE_UP_AFTER

    def context(self) -> dict[str, str | None]:
        """What fills the assistant's empty slots."""
        known = json.loads(self.diagnostics)
        context: dict[str, str | None] = {
            key: known[key] if isinstance(known.get(key), str) else None for key in _CONTEXT
        }
        return {**context, "listener_name": self.listener_name or None}
