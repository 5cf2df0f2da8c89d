"""Marks what the gazetteers find in real messages. How that is shown: `entities_report`."""

from __future__ import annotations

import csv
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.components.gazetteer import Gazetteer
from soundcheck.bench import real_messages
from soundcheck.settings import ROOT

#: What is meant in each message: the columns sha256, entity, value, half; one row each, a message without any has an
#: empty one.
LABELS = ROOT / "data" / "exams" / "entities.csv"

#: Entity and value in small letters: an amount, a title, a name of an artist is as the listener wrote it.
Meant = tuple[str, str]


@dataclass(frozen=True)
class Marked:
    """One message, what is meant in it and what was found."""

    text: str
    meant: frozenset[Meant]
    found: frozenset[Meant]

    @property
    def missed(self) -> list[Meant]:
        return sorted(self.meant - self.found)

    @property
    def wrong(self) -> list[Meant]:
        return sorted(self.found - self.meant)


def read(files: Iterable[Path], halves: str) -> list[tuple[str, frozenset[Meant]]]:
    """The labelled lines of the files that are in one of the halves, e.g. "tune,last", with what is meant in each."""
    meant: dict[str, set[Meant]] = {}
    with LABELS.open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            if row["half"] in halves.split(","):
                pairs = meant.setdefault(row["sha256"], set())
                pairs |= {_meant(row["entity"], row["value"])} if row["entity"] else set()
    lines = real_messages.lines(files)
    return [(line, frozenset(meant[key])) for key, line in lines.items() if key in meant]


def mark(gazetteer: Gazetteer, asked: Iterable[tuple[str, frozenset[Meant]]]) -> list[Marked]:
    return [
        Marked(text, meant, frozenset(_meant(match.entity, match.value) for match in gazetteer.find(text)))
        for text, meant in asked
    ]


def figures(marked: Sequence[Marked], gazetteer: Gazetteer) -> dict[str, Any]:
    """Counts, precision, recall and F1 of each entity, of those with a list together, and of all.

    `processor_ms` is what a message costs. A share of nothing is null."""
    meant = Counter(entity for one in marked for entity, _ in one.meant)
    found = Counter(entity for one in marked for entity, _ in one.found)
    right = Counter(entity for one in marked for entity, _ in one.meant & one.found)

    def row(entities: Iterable[str]) -> dict[str, Any]:
        wanted, said, hits = (sum(count[entity] for entity in entities) for count in (meant, found, right))
        return {
            "meant": wanted,
            "found": said,
            "right": hits,
            "precision": _share(hits, said),
            "recall": _share(hits, wanted),
            "f1": _share(2 * hits, wanted + said),
        }

    started = time.process_time()
    for one in marked:
        gazetteer.find(one.text)
    seconds = time.process_time() - started
    every = sorted({*meant, *found})
    return {
        "messages": len(marked),
        "with_entities": sum(bool(one.meant) for one in marked),
        "wrong_in_messages_without": sum(len(one.found) for one in marked if not one.meant),
        "processor_ms": round(1000 * seconds / max(1, len(marked)), 3),
        "listed": row(gazetteer.entities),
        "all": row(every),
        "by_entity": {entity: row([entity]) for entity in every},
    }


def _meant(entity: str, value: str) -> Meant:
    return entity, value.lower()


def _share(part: int, of: int) -> float | None:
    return round(part / of, 3) if of else None
