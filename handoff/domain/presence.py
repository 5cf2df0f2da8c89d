"""Who is there. An agent is there while the lease that their open page renews has not run out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Literal

Presence = Literal["online", "away", "offline"]

#: How long an agent whose page vanished still counts as there: a reload or a tunnel is no absence.
LEASE: Final = timedelta(seconds=60)
#: After this long without a page the agent's conversations go back to the queue.
GONE_AFTER: Final = timedelta(minutes=10)
CAPACITY: Final = 4


def presence_of(chosen: Presence, lease_until: datetime | None, now: datetime) -> Presence:
    """What colleagues see: the agent's own choice while they are there, else offline."""
    return chosen if lease_until is not None and lease_until > now else "offline"


def gone_before(now: datetime) -> datetime:
    """Leases that ended before this instant belong to agents who are gone."""
    return now - GONE_AFTER + LEASE
