"""Counts the conversations that are in the middle of a flow, by the version of the flows that they run on.

A table beside the tracker store's, as the trackers themselves would have to be read one by one.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.components.published import VERSION_KEY

SCHEMA = """
CREATE TABLE IF NOT EXISTS flow_versions (
    conversation_id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    is_open INTEGER NOT NULL,   -- whether a flow waits for the listener
    saved_at REAL NOT NULL
) WITHOUT ROWID;
"""
# Who has not answered for a week hardly will; if so after all, the flow begins again on the live version.
IN_FLIGHT_SECONDS = 7 * 86400


def note(database: sqlite3.Connection, conversation_id: str, state: Mapping[str, Any] | None) -> None:
    """Remember where a conversation is; nothing to remember where nothing is published."""
    version = (state or {}).get(VERSION_KEY)
    if state and version is not None:
        database.execute(
            "INSERT OR REPLACE INTO flow_versions VALUES (?, ?, ?, ?)",
            (conversation_id, version, bool(state.get("frames")), time.time()),
        )


def forget_before(database: sqlite3.Connection, instant: float) -> None:
    database.execute("DELETE FROM flow_versions WHERE saved_at < ?", (instant,))


def in_flight(file: Path) -> dict[int, int]:
    """The number of conversations in flight by version; empty where no bot has run yet."""
    if not file.exists():
        return {}
    database = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        rows = database.execute(
            "SELECT version, count(*) FROM flow_versions WHERE is_open AND saved_at > ? GROUP BY version",
            (time.time() - IN_FLIGHT_SECONDS,),
        )
        return {int(version): int(count) for version, count in rows}
    except sqlite3.OperationalError:
        # A memory of before there were versions.
        return {}
    finally:
        database.close()
