"""Reads what the databases of gateway and bot know beside the messages: a witness that no socket can sway."""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from tests.faults.turns import Record

#: `bot:<seq of the message>:<place in the reply>`, as the gateway names the rows of a reply.
REPLY = re.compile(r"bot:(\d+):\d+")


def records(data: Path, expected: Mapping[str, Mapping[str, str]]) -> dict[str, Record]:
    """What is known of each conversation; `expected` are the words that replies must hold, by conversation and text."""
    causes: dict[str, dict[int, int | None]] = defaultdict(dict)
    with closing(_open(data / "soundcheck.db")) as database:
        talks = [row[0] for row in database.execute("SELECT conversation_id FROM conversation")]
        tickets = Counter(row[0] for row in database.execute("SELECT conversation_id FROM ticket"))
        latest: dict[str, int | None] = defaultdict(lambda: None)
        for talk, seq, key in database.execute(
            "SELECT conversation_id, seq, client_message_id FROM message WHERE author = 'bot'"
            " ORDER BY conversation_id, seq"
        ):
            if match := REPLY.match(key):
                latest[talk] = int(match[1])
            # The closing words of a solved problem are named after the solution, and part of the reply before them.
            causes[talk][seq] = latest[talk] if match or key.startswith("closing") else None
    heard = _heard(data / "rasa.db")
    return {talk: Record(causes[talk], heard.get(talk, []), expected.get(talk, {}), tickets[talk]) for talk in talks}


def _heard(file: Path) -> dict[str, list[int]]:
    """The messages of each conversation in Rasa's memory; nothing where no Rasa ran."""
    if not file.exists():
        return {}
    heard: dict[str, list[int]] = defaultdict(list)
    with closing(_open(file)) as database:
        for talk, content in database.execute(
            "SELECT conversation_id, content FROM events ORDER BY conversation_id, first"
        ):
            for event in json.loads(zlib.decompress(content)):
                if event["event"] == "user":
                    heard[talk].append(int(event["message_id"].rpartition(":")[2]))
    return heard


def _open(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{file}?mode=ro", uri=True)
