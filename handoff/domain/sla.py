"""What the desk promises: by when a person answers first, by urgency."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from handoff.domain.triage import Urgency

FIRST_RESPONSE: Final[dict[Urgency, timedelta]] = {
    "urgent": timedelta(hours=1),
    "high": timedelta(hours=4),
    "normal": timedelta(hours=12),
    "low": timedelta(hours=24),
}


def first_response_due(urgency: Urgency, opened_at: datetime) -> datetime:
    """The latest instant of the first human reply."""
    return opened_at + FIRST_RESPONSE[urgency]
