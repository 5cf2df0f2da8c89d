"""Waiting for an event or a time, whichever comes first."""

from __future__ import annotations

import asyncio


async def event_or_timeout(event: asyncio.Event, seconds: float) -> bool:
    """Returns after either: whether the event is set. Clearing it is the caller's.

    Not `asyncio.wait_for`: until Python 3.12 that can swallow a cancellation, and a loop round it would never end.
    """
    waiter = asyncio.ensure_future(event.wait())
    try:
        await asyncio.wait({waiter}, timeout=seconds)
    finally:
        waiter.cancel()
    return event.is_set()
