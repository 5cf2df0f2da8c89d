"""Finds real messages again by their hashes: their texts are not ours to keep, what we say of them is."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from pathlib import Path

from soundcheck.settings import ROOT

#: The intent of each message: the columns sha256, label, set.
LABELS = ROOT / "data" / "exams" / "real_wording.labels.csv"


def rows(table: Path, sets: str | None = None) -> dict[str, dict[str, str]]:
    """The rows of some sets, e.g. "A,B", or of all, by the hash of their message."""
    with table.open(encoding="utf-8", newline="") as opened:
        found = {row["sha256"]: row for row in csv.DictReader(opened)}
    return {key: row for key, row in found.items() if sets is None or row["set"] in sets.split(",")}


def lines(files: Iterable[Path]) -> dict[str, str]:
    """Every line of the files by its hash, in order, each once."""
    return {
        hashlib.sha256(line.encode()).hexdigest(): line
        for file in files
        for line in file.read_text(encoding="utf-8").split("\n")
    }
