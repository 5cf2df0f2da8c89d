"""What a restart, a failed turn and a broken row do to a conversation."""

import sqlite3
import time
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components import tracker_store
from bot.components.tracker_store import ConversationUnreadable, LiveTrackerStore

pytestmark = pytest.mark.rasa

DOMAIN = Domain([], [], [AnySlot("device", [{"type": "custom"}])], {}, [], {}, {})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rasa.db"


def a_store(file: Path) -> LiveTrackerStore:
    return LiveTrackerStore(DOMAIN, path=str(file))


def say(tracker: DialogueStateTracker, message_id: str) -> None:
    tracker.update(UserUttered("hello", message_id=message_id, metadata={"message_id": message_id}))
    tracker.update(SlotSet("device", {"name": "iPhone", "list": [1, 2]}))
    tracker.update(ActionExecuted("utter_flow_response"))
    tracker.update(BotUttered("hi", {"buttons": [{"title": "Yes", "payload": "/x"}]}, {"outcome": None}))
    tracker.update(ActionExecuted("action_listen"))


async def test_a_restart_resumes_the_conversation(file: Path) -> None:
    store = a_store(file)
    for message_id in ("c1:1", "c1:3"):
        tracker = await store.get_or_create_tracker("c1", append_action_listen=False)
        say(tracker, message_id)
        await store.save(tracker)
    store.close()

    tracker = await a_store(file).retrieve("c1")

    assert tracker is not None
    assert [e.message_id for e in tracker.events if isinstance(e, UserUttered)] == ["c1:1", "c1:3"]
    assert tracker.get_slot("device") == {"name": "iPhone", "list": [1, 2]}
    assert len(tracker.events) == 10


async def test_a_turn_that_failed_halfway_leaves_no_trace(file: Path) -> None:
    store = a_store(file)
    tracker = await store.get_or_create_tracker("c1", append_action_listen=False)
    say(tracker, "c1:1")
    await store.save(tracker)

    half = await store.retrieve("c1")
    assert half is not None
    half.update(UserUttered("lost", message_id="c1:3"))

    again = await store.retrieve("c1")
    assert again is not None
    assert len(again.events) == 5


async def test_only_new_events_are_written(file: Path) -> None:
    store = a_store(file)
    for turn in range(4):
        tracker = await store.get_or_create_tracker("c1", append_action_listen=False)
        say(tracker, f"c1:{turn}")
        await store.save(tracker)

    rows = sqlite3.connect(file).execute("SELECT first, count FROM events ORDER BY first").fetchall()

    assert rows == [(0, 5), (5, 5), (10, 5), (15, 5)]


async def test_a_row_that_cannot_be_read_raises_and_concerns_one_conversation(file: Path) -> None:
    store = a_store(file)
    for conversation in ("c1", "c2"):
        tracker = await store.get_or_create_tracker(conversation, append_action_listen=False)
        say(tracker, f"{conversation}:1")
        await store.save(tracker)
    store.close()
    with sqlite3.connect(file) as db:
        db.execute("UPDATE events SET content = ? WHERE conversation_id = 'c1'", (b"poison",))

    store = a_store(file)

    with pytest.raises(ConversationUnreadable):
        await store.retrieve("c1")
    assert await store.retrieve("c2") is not None


async def test_a_tracker_that_lost_events_is_not_stored_over_the_good_one(file: Path) -> None:
    store = a_store(file)
    tracker = await store.get_or_create_tracker("c1", append_action_listen=False)
    say(tracker, "c1:1")
    await store.save(tracker)

    with pytest.raises(ConversationUnreadable):
        await store.save(DialogueStateTracker("c1", DOMAIN.slots))


async def test_memory_is_bounded_and_nothing_is_lost(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracker_store, "LIVE_CONVERSATIONS", 3)
    store = a_store(file)
    for number in range(10):
        tracker = await store.get_or_create_tracker(f"c{number}", append_action_listen=False)
        say(tracker, f"c{number}:1")
        await store.save(tracker)

    assert len(store._live) == 3
    first = store.look("c0")
    assert first is not None
    assert len(first.events) == 5


async def test_an_old_conversation_is_forgotten(file: Path) -> None:
    store = a_store(file)
    tracker = await store.get_or_create_tracker("c1", append_action_listen=False)
    say(tracker, "c1:1")
    await store.save(tracker)
    store.close()
    with sqlite3.connect(file) as db:
        db.execute("UPDATE events SET saved_at = ?", (time.time() - 31 * 86400,))

    assert a_store(file).look("c1") is None
