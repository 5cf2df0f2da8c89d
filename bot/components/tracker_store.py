"""Keeps live conversations in memory and appends what is new to SQLite, so that a restart resumes every conversation.

Raises when it cannot read or write: a bot that silently forgot is worse than one that answers a moment later.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
import zlib
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components import in_flight
from bot.components.live_tracker import LiveTracker
from bot.components.slots import STATE_SLOT

# About 100 kB each: the conversations of a busy quarter of an hour. All others are read again within milliseconds.
LIVE_CONVERSATIONS = 500
# Rasa's memory of a conversation is of no use once the gateway has long closed it.
KEEP_DAYS = 30

SCHEMA = """
CREATE TABLE IF NOT EXISTS events (
    conversation_id TEXT NOT NULL,
    first INTEGER NOT NULL,   -- the place of the first event of this row in the conversation
    count INTEGER NOT NULL,
    content BLOB NOT NULL,    -- a JSON list of events, deflated
    saved_at REAL NOT NULL,
    PRIMARY KEY (conversation_id, first)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS events_saved_at ON events (saved_at);
"""


class ConversationUnreadable(Exception):
    """What is stored of a conversation cannot be turned into a tracker, or does not continue what is stored."""


class LiveTrackerStore(TrackerStore):
    """A tracker is lent out by `retrieve` and comes back by `save`.

    A turn that fails halfway never gives its half-changed tracker back, so the next one reads the stored state.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        host: str | None = None,
        event_broker: Any = None,
        path: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker, **kwargs)
        file = Path(path) if path else Path(os.environ.get("SOUNDCHECK_DATA_DIR", "var")) / "rasa.db"
        file.parent.mkdir(parents=True, exist_ok=True)
        self._live: OrderedDict[str, DialogueStateTracker] = OrderedDict()
        self._names_of: Domain | None = None
        self._names: frozenset[str] = frozenset()
        self._db = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        # With WAL, NORMAL survives the death of the process; what a power cut takes, the gateway still has.
        self._db.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=2000;" + SCHEMA + in_flight.SCHEMA
        )
        self._forget_old()

    def _forget_old(self) -> None:
        self._db.execute(
            "DELETE FROM events WHERE conversation_id IN"
            " (SELECT conversation_id FROM events GROUP BY conversation_id HAVING max(saved_at) < ?)",
            (time.time() - KEEP_DAYS * 86400,),
        )
        in_flight.forget_before(self._db, time.time() - KEEP_DAYS * 86400)

    def init_tracker(self, sender_id: str) -> LiveTracker:
        return LiveTracker(sender_id, self.domain.slots, max_event_history=self.max_event_history)

    def look(self, conversation_id: str) -> DialogueStateTracker | None:
        """The tracker for reading only; it stays in memory."""
        tracker = self._alive(conversation_id) or self._read(conversation_id)
        if tracker is not None:
            self._keep(tracker)
        return tracker

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        tracker = self._alive(sender_id) or self._read(sender_id)
        self._live.pop(sender_id, None)
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Append the new events; done at once, as it takes a fraction of a millisecond."""
        stored = self._stored_count(tracker.sender_id)
        events = list(tracker.events)
        if len(events) < stored:
            raise ConversationUnreadable(f"{tracker.sender_id} has {stored} stored events, the tracker {len(events)}.")
        if new := events[stored:]:
            content = zlib.compress(json.dumps([event.as_dict() for event in new]).encode(), level=1)
            self._db.execute(
                "INSERT INTO events VALUES (?, ?, ?, ?, ?)",
                (tracker.sender_id, stored, len(new), content, time.time()),
            )
            in_flight.note(self._db, tracker.sender_id, tracker.get_slot(STATE_SLOT))
        if events:
            # Rasa saves a new tracker before its first turn; should that turn fail, it was never there.
            self._keep(tracker)

    async def keys(self) -> Iterable[str]:
        return [row[0] for row in self._db.execute("SELECT DISTINCT conversation_id FROM events")]

    def close(self) -> None:
        self._db.close()

    def _keep(self, tracker: DialogueStateTracker) -> None:
        self._live[tracker.sender_id] = tracker
        self._live.move_to_end(tracker.sender_id)
        while len(self._live) > LIVE_CONVERSATIONS:
            self._live.popitem(last=False)

    def _alive(self, conversation_id: str) -> DialogueStateTracker | None:
        """The tracker in memory, unless a model was loaded since that knows slots which it lacks."""
        tracker = self._live.get(conversation_id)
        if tracker is None or not tracker.slots.keys() >= self._slot_names():
            return None
        return tracker

    def _slot_names(self) -> frozenset[str]:
        if self._names_of is not self.domain:
            self._names_of, self._names = self.domain, frozenset(slot.name for slot in self.domain.slots)
        return self._names

    def _stored_count(self, conversation_id: str) -> int:
        row = self._db.execute(
            "SELECT first + count FROM events WHERE conversation_id = ? ORDER BY first DESC LIMIT 1", (conversation_id,)
        ).fetchone()
        return row[0] if row else 0

    def _read(self, conversation_id: str) -> DialogueStateTracker | None:
        rows = self._db.execute(
            "SELECT content FROM events WHERE conversation_id = ? ORDER BY first", (conversation_id,)
        ).fetchall()
        if not rows:
            return None
        try:
            events = [
                Event.from_parameters(event) for (content,) in rows for event in json.loads(zlib.decompress(content))
            ]
        except (ValueError, KeyError, TypeError, zlib.error) as error:
            raise ConversationUnreadable(f"{conversation_id}: {type(error).__name__}") from error
        return LiveTracker.from_events(
            conversation_id, events, slots=self.domain.slots, max_event_history=self.max_event_history
        )


def without_fallback(store: Any) -> LiveTrackerStore:
    """Without the wrapper that Rasa puts around every store: on an error it would go on with an empty memory."""
    while not isinstance(store, LiveTrackerStore):
        store = store._tracker_store
    return store
