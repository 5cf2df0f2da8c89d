"""Waits for a condition instead of a time: what every test uses where the outcome comes from another process."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

Seen = TypeVar("Seen")

POLL_SECONDS = 0.02


async def until(look: Callable[[], Seen | Awaitable[Seen]], seconds: float = 20.0, what: str = "") -> Seen:
    """What `look` sees once that is true; a failure that says `what` was waited for when it never is."""
    deadline = time.monotonic() + seconds
    while True:
        seen = look()
        if isinstance(seen, Awaitable):
            seen = await seen
        if seen:
            return seen
        assert time.monotonic() < deadline, f"Waited {seconds:.0f} s in vain for {what or look}"
        await asyncio.sleep(POLL_SECONDS)
