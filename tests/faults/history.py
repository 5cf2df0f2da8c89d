"""Judges what happened: what was sent, what was acknowledged, what is stored, what pages show. Pure; runs nothing.

Every finding is a sentence, under the name of the guarantee that it breaks. What the bot owed is `turns`' business.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.faults.rows import Row
from tests.faults.turns import Record, judge

LOST = "lost"
DUPLICATED = "duplicated"
REORDERED = "reordered"
PHANTOM = "phantom"
HOLE = "hole in seq"
MISNUMBERED = "acknowledged under another seq"
DIVERGED = "page differs"


@dataclass(frozen=True)
class Sent:
    """A message that a client composed. `acknowledged` is the seq it was told, null while that is unknown."""

    sender: str
    conversation: str
    client_message_id: str
    text: str
    acknowledged: int | None


@dataclass(frozen=True)
class Page:
    """What one client showed in the end, top to bottom."""

    owner: str
    conversation: str
    rows: tuple[Row, ...]


@dataclass
class History:
    """Everything that is known of one run. `sent` is in the order composed, for each sender."""

    sent: list[Sent] = field(default_factory=list)
    stored: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)
    #: What gateway and bot have in their databases beside the messages, by conversation.
    records: dict[str, Record] = field(default_factory=dict)


Findings = Mapping[str, Sequence[str]]


def check(history: History) -> Findings:
    """All that is wrong, by kind; empty when every guarantee was kept."""
    findings: dict[str, list[str]] = defaultdict(list)
    for kind, sentence in _all(history):
        findings[kind].append(sentence)
    return dict(findings)


def _all(history: History) -> Iterable[tuple[str, str]]:
    for conversation, rows in history.stored.items():
        sent = [message for message in history.sent if message.conversation == conversation]
        yield from _numbering(conversation, rows)
        yield from _deliveries(conversation, rows, sent)
        yield from _order(conversation, rows, sent)
        yield from judge(conversation, rows, history.records[conversation])
    for page in history.pages:
        yield from _page(page, history.stored[page.conversation])


def _numbering(conversation: str, rows: Sequence[Row]) -> Iterable[tuple[str, str]]:
    seqs = [row.seq for row in rows]
    if seqs != list(range(1, len(rows) + 1)):
        wrong = next((seq, place) for place, seq in enumerate(seqs, 1) if seq != place)
        yield HOLE, f"{conversation}: seq {wrong[0]} stands in place {wrong[1]}"


def _deliveries(conversation: str, rows: Sequence[Row], sent: Sequence[Sent]) -> Iterable[tuple[str, str]]:
    people = [row for row in rows if row.author in ("listener", "agent")]
    by_text: dict[str, list[Row]] = defaultdict(list)
    for row in people:
        by_text[row.text].append(row)
    for message in sent:
        found = by_text.get(message.text, [])
        if len(found) > 1:
            yield DUPLICATED, f"{conversation}: {message.text!r} is stored as {[row.seq for row in found]}"
        if message.acknowledged is None:
            continue
        if not found:
            yield LOST, f"{conversation}: {message.text!r} was acknowledged as {message.acknowledged}"
        elif message.acknowledged not in [row.seq for row in found]:
            yield MISNUMBERED, f"{conversation}: {message.text!r} is {found[0].seq}, not {message.acknowledged}"
    known = {message.text for message in sent}
    for row in people:
        if row.text not in known:
            yield PHANTOM, f"{conversation}: nobody sent {row.seq} {row.text!r}"


def _order(conversation: str, rows: Sequence[Row], sent: Sequence[Sent]) -> Iterable[tuple[str, str]]:
    # The first row of a message counts: a duplicate is a finding of its own.
    first: dict[str, int] = {}
    for row in rows:
        if row.author in ("listener", "agent"):
            first.setdefault(row.text, row.seq)
    latest: dict[str, int] = defaultdict(int)
    for message in sent:
        seq = first.get(message.text)
        if seq is None:
            continue
        if seq < latest[message.sender]:
            yield REORDERED, f"{conversation}: {message.text!r} is {seq}, after {latest[message.sender]}"
        latest[message.sender] = max(latest[message.sender], seq)


def _page(page: Page, stored: Sequence[Row]) -> Iterable[tuple[str, str]]:
    for place in range(max(len(page.rows), len(stored))):
        shown = page.rows[place] if place < len(page.rows) else None
        true = stored[place] if place < len(stored) else None
        if shown != true:
            yield DIVERGED, f"{page.owner} in {page.conversation}, place {place + 1}: shows {shown}, stored is {true}"
            return
