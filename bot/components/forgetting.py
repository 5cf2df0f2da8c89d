"""Takes conversations out of the assistant's memory for good, beside an assistant that may be running.

What it still has of them in its process is never written again, as nobody can say anything in them any more.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path


def forget(file: Path, conversation_ids: Iterable[str]) -> None:
    """Nothing to do where no assistant has run yet."""
    if not file.exists():
        return
    keys = [(conversation_id,) for conversation_id in conversation_ids]
    with contextlib.closing(sqlite3.connect(file, timeout=10)) as database, database:
        # Overwritten, not only marked as free.
        database.execute("PRAGMA secure_delete=ON")
        for table in ("events", "flow_versions"):
            database.executemany(f"DELETE FROM {table} WHERE conversation_id = ?", keys)
