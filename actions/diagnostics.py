"""Reads a diagnostics bundle without trusting it: the host app wrote it, so a value of a wrong type is no value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PLATFORMS = ("phone", "tablet", "desktop", "web", "car", "speaker", "tv", "watch", "console")
NETWORKS = ("wifi", "cellular", "offline")
PLANS = ("free", "premium_individual", "premium_duo", "premium_family", "premium_student", "mini")


@dataclass(frozen=True)
class Bundle:
    """The bundle, by dotted path. What is missing or malformed reads as None or zero."""

    raw: Mapping[str, Any]

    def text(self, path: str) -> str | None:
        value = self._at(path)
        return value if isinstance(value, str) and value.strip() else None

    def one_of(self, path: str, allowed: tuple[str, ...]) -> str | None:
        value = self._at(path)
        return value if isinstance(value, str) and value in allowed else None

    def number(self, path: str) -> float | None:
        value = self._at(path)
        return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None

    def count(self, path: str) -> float:
        return self.number(path) or 0

    def flag(self, path: str) -> bool | None:
        value = self._at(path)
        return value if isinstance(value, bool) else None

    def errors(self, code: str) -> float:
        """How often the app met this error."""
        listed = self._at("recent_errors")
        entries = [Bundle(entry) for entry in listed if isinstance(entry, Mapping)] if isinstance(listed, list) else []
        return sum(entry.count("count") for entry in entries if entry.text("code") == code)

    def _at(self, path: str) -> Any:
        here: Any = self.raw
        for key in path.split("."):
            here = here.get(key) if isinstance(here, Mapping) else None
        return here


def facts(bundle: Bundle) -> dict[str, str | None]:
    """The slots that a bundle can fill, null where it says nothing usable."""
    return {
        "platform": bundle.one_of("platform", PLATFORMS),
        "device": bundle.text("device"),
        "os": bundle.text("os"),
        "app_version": bundle.text("app_version"),
        "plan": bundle.one_of("plan", PLANS),
        "region": bundle.text("region"),
        "network": bundle.one_of("network.type", NETWORKS),
    }
