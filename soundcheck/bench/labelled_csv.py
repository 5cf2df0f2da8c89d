"""Reads what an evaluator brings, CSV files of messages with their labels, and names every fault by line and remedy."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path

COLUMNS = ("text", "label")
#: No message is as long; the module's own limit is hardly more than a long review.
_LONGEST = 10_000_000
#: More faults than these are one fault.
_NAMED = 10


class UnusableMessages(Exception):
    """Why messages cannot be learned from or asked, a sentence a line."""

    def __init__(self, problems: Sequence[str]) -> None:
        left = len(problems) - _NAMED
        super().__init__("\n".join([*problems[:_NAMED], *([f"And {left} more."] if left > 0 else [])]))


def read(file: Path) -> list[tuple[str, str]]:
    """Text and label of each row; other columns are passed over. Raises UnusableMessages, or OSError."""
    content = file.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnusableMessages([f"{file}:{line}: This is no text in UTF-8. Save the file as UTF-8."]) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise UnusableMessages([f"{file}:{line}: There is a character of no text (NUL). Take it out."])
    csv.field_size_limit(_LONGEST)
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    problems: list[str] = []
    rows: list[tuple[str, str]] = []
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(file, header)
        places = [header.index(name) for name in COLUMNS]
        before = reader.line_num
        for row in reader:
            line, before = before + 1, reader.line_num
            problem = _problem_of(row, header)
            if problem:
                problems.append(f"{file}:{line}: {problem}")
            elif row:
                message, label = (row[place] for place in places)
                rows.append((message, label.strip()))
    except csv.Error as error:
        raise UnusableMessages([
            *problems,
            f"{file}:{before + 1}: {error}. Within a text in quotes a quote is written twice, at its end once.",
        ]) from None  # fmt: skip
    if not rows and not problems:
        problems.append(f"{file}: There is no message below the header.")
    if problems:
        raise UnusableMessages(problems)
    return rows


def check_examples(labels: Sequence[str], least: int) -> None:
    """Raises UnusableMessages where nothing can be told apart, or a label has fewer than `least` examples."""
    counts = Counter(labels)
    if len(counts) < 2:
        raise UnusableMessages(
            [f"All examples have the label {next(iter(counts), '')!r}: there is nothing to tell apart."]
        )
    if few := sorted(label for label, count in counts.items() if count < least):
        raise UnusableMessages([f"Each label needs {least} examples to learn from; too few has {', '.join(few)}."])


def remarks(known: Iterable[tuple[str, str]], asked: Sequence[tuple[str, str]]) -> list[str]:
    """What makes an exam say less than it seems to, a sentence each; none where it is sound."""
    labels_of: dict[str, set[str]] = {}
    for text, label in known:
        labels_of.setdefault(text, set()).add(label)
    learned = {label for labels in labels_of.values() for label in labels}
    unknown = Counter(label for _, label in asked if label not in learned)
    seen = sum(text in labels_of for text, _ in asked)
    torn = sum(len(labels) > 1 for labels in labels_of.values())
    found = []
    if unknown:
        names = ", ".join(f"{label} ({count})" for label, count in unknown.most_common(_NAMED))
        found.append(
            f"{sum(unknown.values())} messages have a label without any example, so they are all wrong: {names}."
        )
    if seen:
        found.append(f"{seen} messages are among the examples, word for word: they are not unseen.")
    if torn:
        found.append(f"{torn} examples stand under several labels.")
    return found


def _check_header(file: Path, header: list[str]) -> None:
    if missing := [name for name in COLUMNS if name not in header]:
        has = ", ".join(filter(None, header)) or "nothing"
        raise UnusableMessages([
            f"{file}:1: There is no column {' and no column '.join(missing)}, but {has}. "
            "The first line names the columns, text and label among them, with commas between."
        ])  # fmt: skip


def _problem_of(row: list[str], header: list[str]) -> str | None:
    if not row:
        return None  # An empty line.
    if len(row) > len(header):
        return f"There are {len(row)} columns instead of {len(header)}. Put a text with a comma into quotes."
    values = dict(zip(header, row, strict=False))
    for name in COLUMNS:
        if not values.get(name, "").strip():
            return f"There is no {name}. Write one, or take the line out."
    return None
