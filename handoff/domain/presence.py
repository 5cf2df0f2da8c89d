"""Who is there, and who has room for one more.

An agent is there while the lease that their open page renews has not run out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from handoff.domain.errors import AtCapacity

Presence = Literal["online", "away", "offline"]

#: How long an agent whose page vanished still counts as there: a reload or a tunnel is no absence.
LEASE: Final = timedelta(seconds=60)
#: After this long without a page the agent's conversations go back to the queue.
GONE_AFTER: Final = timedelta(minutes=10)
#: How many conversations a new agent can have at once.
CAPACITY: Final = 4


@dataclass(frozen=True)
class Workload:
    """How many conversations an agent has, and how many they can have at once."""

    held: int
    capacity: int

    def refuse_if_full(self, colleague: str | None = None) -> None:
        """Raise AtCapacity when there is no room for one more, in words for the agent or, by name, of a colleague."""
        if self.held < self.capacity:
            return
        if colleague:
            raise AtCapacity(f"{colleague} has {self.held} of {self.capacity} conversations.")
        raise AtCapacity(f"You have {self.held} of {self.capacity} conversations. Finish or hand back one first.")


def presence_of(chosen: Presence, lease_until: datetime | None, now: datetime) -> Presence:
    """What colleagues see: the agent's own choice while they are there, else offline."""
    return chosen if lease_until is not None and lease_until > now else "offline"


def gone_before(now: datetime) -> datetime:
    """Leases that ended before this instant belong to agents who are gone."""
    return now - GONE_AFTER + LEASE
