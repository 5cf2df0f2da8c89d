"""Judges the bot's part: one turn per cause, no reply doubled or too late, nobody left without an answer. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.faults.rows import Row, with_owners

TURN_DOUBLED = "bot turn doubled"
TURN_MISSING = "bot turn missing"
TURN_REORDERED = "bot turns reordered"
UNCAUSED = "reply without a cause"
LATE = "reply after a takeover"
FORGOTTEN = "bot lost the thread"
HANDOFF_DOUBLED = "handoff doubled"

#: What the bot says when an action did not reach the gateway, and then asks the listener instead: no thread is lost.
EXCUSE = "I couldn't look something up"


@dataclass(frozen=True)
class Record:
    """What is known of one conversation beside its messages."""

    #: The seq of a row of the bot's, and of the listener's message that it answers; null where no message caused it.
    causes: Mapping[int, int | None] = field(default_factory=dict)
    #: What Rasa's own memory took in, in order: the seq of each message.
    heard: Sequence[int] = ()
    #: Words that the reply to a message must hold, by the message's text.
    expected: Mapping[str, str] = field(default_factory=dict)
    tickets: int = 0


def judge(conversation: str, rows: Sequence[Row], record: Record) -> Iterable[tuple[str, str]]:
    for kind, sentence in _all(rows, record):
        yield kind, f"{conversation}: {sentence}"


def replies(rows: Iterable[Row], record: Record) -> Mapping[int, list[Row]]:
    """The bot's rows by the seq of the message that they answer."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        cause = record.causes.get(row.seq)
        if row.author == "bot" and cause is not None:
            found[cause].append(row)
    return found


def _all(rows: Sequence[Row], record: Record) -> Iterable[tuple[str, str]]:
    answers = replies(rows, record)
    asked = {row.seq: row for row in rows if row.author == "listener"}
    yield from _causes(rows, record, asked)
    yield from _doubled(rows, record, answers)
    yield from _order(rows, record)
    yield from _late(rows, record, answers)
    yield from _owed(rows, record, answers)
    yield from _handoffs(rows, record)


def _causes(rows: Sequence[Row], record: Record, asked: Mapping[int, Row]) -> Iterable[tuple[str, str]]:
    for row in rows:
        if row.author != "bot":
            continue
        cause = record.causes.get(row.seq)
        if cause is None or cause not in asked or cause > row.seq:
            yield UNCAUSED, f"{row.seq} {row.text!r} answers {cause}"


def _doubled(rows: Sequence[Row], record: Record, answers: Mapping[int, list[Row]]) -> Iterable[tuple[str, str]]:
    for cause, said in answers.items():
        # One transaction stores a whole reply: whatever a person says stands before or after it.
        between = [row for row in rows if said[0].seq < row.seq < said[-1].seq and row.author in ("listener", "agent")]
        again = [text for text, times in Counter(row.text for row in said).items() if times > 1]
        if between or again:
            yield TURN_DOUBLED, f"{cause} is answered by {[row.seq for row in said]}"
    for cause, times in Counter(record.heard).items():
        if times > 1:
            yield TURN_DOUBLED, f"Rasa took in {cause} {times} times"


def _order(rows: Sequence[Row], record: Record) -> Iterable[tuple[str, str]]:
    answered = [cause for row in rows if row.author == "bot" and (cause := record.causes.get(row.seq)) is not None]
    for name, order in (("replies to", answered), ("Rasa took in", list(record.heard))):
        if order != sorted(order):
            yield TURN_REORDERED, f"{name} {order}"


def _late(rows: Sequence[Row], record: Record, answers: Mapping[int, list[Row]]) -> Iterable[tuple[str, str]]:
    owners = {row.seq: owner for row, owner in with_owners(rows)}
    for cause, said in answers.items():
        # What a reply says after it called a person was said by the owner.
        if owners[said[0].seq] != "bot":
            yield LATE, f"{said[0].seq} {said[0].text!r} answers {cause}, when the owner was {owners[said[0].seq]}"


def _owed(rows: Sequence[Row], record: Record, answers: Mapping[int, list[Row]]) -> Iterable[tuple[str, str]]:
    """A message to the bot has a reply that continues the conversation, or a person was called or came."""
    owned = list(with_owners(rows))
    excused = min((cause for cause, said in answers.items() if any(EXCUSE in row.text for row in said)), default=None)
    for place, (row, owner) in enumerate(owned):
        if row.author != "listener" or owner != "bot":
            continue
        if row.seq in answers:
            words = record.expected.get(row.text, "") if excused is None or row.seq < excused else ""
            if not any(words in said.text for said in answers[row.seq]):
                yield FORGOTTEN, f"{row.seq} {row.text!r} is answered {[said.text for said in answers[row.seq]]}"
        elif all(later == "bot" for _, later in owned[place:]):
            yield TURN_MISSING, f"{row.seq} {row.text!r} has no reply, and no person was called"


def _handoffs(rows: Sequence[Row], record: Record) -> Iterable[tuple[str, str]]:
    before = None
    for row, owner in with_owners(rows):
        if row.author == "system" and before == owner == "queue":
            yield HANDOFF_DOUBLED, f"{row.seq} {row.text!r} was said in the queue"
        before = owner
    if record.tickets > 1:
        yield HANDOFF_DOUBLED, f"there are {record.tickets} tickets"
