"""What writers decided so far: those messages are not shown again, and the last decision can be taken back.

One JSON object a line, in the folder of the proposals. It knows messages by their keys only, never by their words.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "decided.jsonl"


class JournalProblem(Exception):
    """The journal cannot be read; says where and what to do."""


@dataclass(frozen=True)
class Entry:
    """What one `soundcheck learn accept` did.

    `messages` are dealt with, `added` are the new examples by topic, `drafts` are paths with the sum of what was
    written there, which tells whether somebody has worked on it since."""

    messages: tuple[str, ...]
    added: Mapping[str, Sequence[str]]
    drafts: Mapping[str, str]

    def __bool__(self) -> bool:
        return bool(self.messages or self.added or self.drafts)


def decided(folder: Path) -> frozenset[str]:
    """The keys of all messages that a writer has dealt with. Raises JournalProblem."""
    return frozenset(key for entry in _entries(folder) for key in entry.messages)


def last(folder: Path) -> Entry | None:
    """None where nothing was decided, or all of it was taken back."""
    entries = _entries(folder)
    return entries[-1] if entries else None


def add(folder: Path, entry: Entry) -> None:
    """Nothing is written of an entry that did nothing new."""
    known = decided(folder)
    new = Entry(tuple(key for key in entry.messages if key not in known), entry.added, entry.drafts)
    if new:
        _write(folder, [*_entries(folder), new])


def drop_last(folder: Path) -> None:
    """Forget the last entry: its messages are shown again."""
    _write(folder, _entries(folder)[:-1])


def sum_of(draft: Path) -> str:
    """Another one as soon as a letter is another."""
    return hashlib.sha256(draft.read_bytes()).hexdigest()


def _entries(folder: Path) -> list[Entry]:
    path = folder / NAME
    lines = path.read_bytes().splitlines() if path.exists() else []
    return [_entry(f"{path}:{number}", line) for number, line in enumerate(lines, start=1) if line.strip()]


def _entry(place: str, line: bytes) -> Entry:
    try:
        row = json.loads(line)
        return Entry(tuple(row["messages"]), dict(row["added"]), dict(row["drafts"]))
    except (ValueError, KeyError, TypeError):
        raise JournalProblem(f"{place}: This is no decision. Take the line out; its messages come again.") from None


def _write(folder: Path, entries: Sequence[Entry]) -> None:
    """Whole or not at all, readable by its owner only."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"{NAME}.new"
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(entry), ensure_ascii=False) + "\n" for entry in entries)
    draft.replace(folder / NAME)
