"""Turns samples into the few figures that are published, and figures into cells of a table."""

from __future__ import annotations

import math
from collections.abc import Sequence


def milliseconds(seconds: Sequence[float]) -> dict[str, float]:
    """Count, median, 95th percentile and worst, in milliseconds."""
    ordered = sorted(seconds)
    return {
        "count": len(ordered),
        "p50_ms": round(_percentile(ordered, 50) * 1000, 1),
        "p95_ms": round(_percentile(ordered, 95) * 1000, 1),
        "max_ms": round(ordered[-1] * 1000, 1),
    }


def cell(value: float | None, before: float | None = None) -> str:
    """A share, or a larger number, for a table; beside it what changed since the last report."""
    if value is None:
        return ""
    shown = f"{value:.3f}" if value <= 1 else f"{value:.1f}"
    return shown if before is None or abs(value - before) < 0.0005 else f"{shown} ({value - before:+.3f})"


def _percentile(ordered: Sequence[float], percent: int) -> float:
    """The nearest rank: always a value that was measured."""
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]
