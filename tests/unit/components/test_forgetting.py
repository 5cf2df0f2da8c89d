import contextlib
import sqlite3
from pathlib import Path

from bot.components import in_flight
from bot.components.forgetting import forget


def test_only_what_is_named_is_forgotten_and_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "rasa.db"
    with contextlib.closing(sqlite3.connect(file)) as database, database:
        database.executescript(f"CREATE TABLE events (conversation_id, content); {in_flight.SCHEMA}")
        database.executemany("INSERT INTO events VALUES (?, ?)", [("c1", "words of one"), ("c2", "words of two")])
        for conversation_id in ("c1", "c2"):
            in_flight.note(database, conversation_id, {"version": 1, "frames": [1]})

    forget(file, ["c1", "never heard of"])

    with contextlib.closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT conversation_id FROM events").fetchall() == [("c2",)]
        assert database.execute("SELECT conversation_id FROM flow_versions").fetchall() == [("c2",)]
    assert b"words of one" not in file.read_bytes()


def test_where_no_assistant_has_run_there_is_nothing_to_forget(tmp_path: Path) -> None:
    forget(tmp_path / "rasa.db", ["c1"])

    assert list(tmp_path.iterdir()) == []
