"""The download limits that the diagnostics are compared with, read from the brand's facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class PlanLimits:
    """What one plan allows."""

    songs: int
    devices: int


@dataclass(frozen=True)
class Limits:
    """`plans` holds the plans that differ, `default` is for every other one and for an unknown plan."""

    default: PlanLimits
    plans: Mapping[str, PlanLimits]
    days_online: int
    free_space_mb: int

    def of(self, plan: str | None) -> PlanLimits:
        return self.plans.get(plan or "", self.default)

    @classmethod
    def from_brand(cls, brand: Mapping[str, Any]) -> Limits:
        """Raises KeyError where the brand's file lacks a limit: better at the start than in a conversation."""
        downloads = brand["downloads"]
        return cls(
            default=PlanLimits(downloads["songs"], downloads["devices"]),
            plans={
                name: PlanLimits(plan["downloads"]["songs"], plan["downloads"]["devices"])
                for name, plan in brand["plans"].items()
                if "downloads" in plan
            },
            days_online=downloads["days_online"],
            free_space_mb=downloads["free_space_mb"],
        )
