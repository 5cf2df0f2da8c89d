"""An instant as it is written for others: UTC, RFC 3339 with milliseconds."""

from __future__ import annotations

from datetime import datetime, timezone


def written(at: datetime) -> str:
    utc = at.astimezone(timezone.utc)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"
