"""The checker itself: a sound history passes, and each kind of damage is found and called by its name."""

from dataclasses import replace

import pytest

from handoff.domain import wording
from handoff.domain.queue import Place
from soundcheck.settings import ROOT
from tests.faults.history import (
    DIVERGED,
    DUPLICATED,
    HOLE,
    LOST,
    MISNUMBERED,
    PHANTOM,
    REORDERED,
    History,
    Page,
    Sent,
    check,
)
from tests.faults.rows import Row
from tests.faults.turns import (
    EXCUSE,
    FORGOTTEN,
    HANDOFF_DOUBLED,
    LATE,
    TURN_DOUBLED,
    TURN_MISSING,
    TURN_REORDERED,
    UNCAUSED,
    Record,
)

QUEUED = f"system: {wording.queued(Place(1, None, 1), 'T-1')}"
JOINED = f"system: {wording.joined('Maya')}"
HANDED_BACK = f"system: {wording.HANDED_BACK}"


def rows(*said: str) -> tuple[Row, ...]:
    """Rows from `author: text`, numbered from 1."""
    pairs = [line.split(": ", 1) for line in said]
    return tuple(Row(seq, author, text) for seq, (author, text) in enumerate(pairs, 1))


STORED = rows("listener: one", "bot: first", "listener: two", "bot: second")
RECORD = Record(causes={2: 1, 4: 3}, heard=[1, 3], expected={"one": "first"}, tickets=0)


def a_history(
    stored: tuple[Row, ...] = STORED, page: tuple[Row, ...] | None = None, record: Record = RECORD, **acknowledged
) -> History:
    """Sam sent "one" and then "two"; `one=None` means that Sam does not know whether it arrived."""
    sent = [
        Sent("sam", "c1", f"m-{text}", text, acknowledged.get(text, seq)) for text, seq in {"one": 1, "two": 3}.items()
    ]
    return History(sent, {"c1": stored}, [Page("sam", "c1", stored if page is None else page)], {"c1": record})


def test_a_sound_history_has_no_findings():
    assert check(a_history()) == {}


def test_a_message_of_unknown_fate_may_be_missing():
    assert check(a_history(STORED[:2], two=None)) == {}


@pytest.mark.parametrize(
    ("kind", "history"),
    [
        (LOST, a_history(STORED[:2])),
        (DUPLICATED, a_history((*STORED, Row(5, "listener", "two")))),
        (REORDERED, a_history(rows("listener: two", "bot: second", "listener: one", "bot: first"))),
        (PHANTOM, a_history((*STORED, Row(5, "listener", "three")))),
        (PHANTOM, a_history((*STORED, Row(5, "agent", "three")))),
        (HOLE, a_history((*STORED, Row(6, "system", "Maya joined")))),
        (HOLE, a_history((*STORED, Row(4, "system", "Maya joined")))),
        (MISNUMBERED, a_history(two=2)),
        (DIVERGED, a_history(page=STORED[:3])),
        (DIVERGED, a_history(page=(*STORED, Row(5, "bot", "late")))),
        (DIVERGED, a_history(page=(STORED[1], STORED[0], *STORED[2:]))),
        (DIVERGED, a_history(page=(replace(STORED[0], text="won"), *STORED[1:]))),
    ],
)
def test_damage_is_called_by_its_name(kind, history):
    assert kind in check(history)


@pytest.mark.parametrize(
    ("kind", "said", "record"),
    [
        (TURN_MISSING, ["listener: one"], {}),
        (TURN_MISSING, ["listener: one", JOINED, "agent: hello", HANDED_BACK, "listener: two"], {}),
        (TURN_DOUBLED, ["listener: one", "bot: first", "bot: first"], {"causes": {2: 1, 3: 1}}),
        (
            TURN_DOUBLED,
            ["listener: one", "bot: first", "listener: two", "bot: other", "bot: second"],
            {"causes": {2: 1, 4: 1, 5: 3}},
        ),
        (TURN_DOUBLED, ["listener: one", "bot: first"], {"causes": {2: 1}, "heard": [1, 1]}),
        (
            TURN_REORDERED,
            ["listener: one", "listener: two", "bot: second", "bot: first"],
            {"causes": {3: 2, 4: 1}},
        ),
        (
            TURN_REORDERED,
            ["listener: one", "listener: two", "bot: first", "bot: second"],
            {"causes": {3: 1, 4: 2}, "heard": [2, 1]},
        ),
        (UNCAUSED, ["listener: one", "bot: first"], {"causes": {2: None}}),
        (UNCAUSED, ["bot: first", "listener: one"], {"causes": {1: 2}}),
        (LATE, ["listener: one", JOINED, "bot: first"], {"causes": {3: 1}}),
        (LATE, ["listener: one", QUEUED, "bot: first"], {"causes": {3: 1}}),
        (FORGOTTEN, ["listener: one", "bot: who are you?"], {"causes": {2: 1}, "expected": {"one": "first"}}),
        (HANDOFF_DOUBLED, ["listener: one", QUEUED, QUEUED], {}),
        (HANDOFF_DOUBLED, ["listener: one", QUEUED], {"tickets": 2}),
    ],
)
def test_damage_to_the_bots_part_is_called_by_its_name(kind, said, record):
    assert kind in check(a_history(rows(*said), record=Record(**record)))


@pytest.mark.parametrize(
    ("said", "causes"),
    [
        (["listener: one", JOINED, "agent: hello", "listener: two"], {}),
        (["listener: one", QUEUED, "listener: two"], {}),
        (["listener: one", "bot: I call a person.", QUEUED, "bot: Until then, read this."], {2: 1, 4: 1}),
        (["listener: one", JOINED, HANDED_BACK, "listener: two", "bot: second"], {5: 4}),
    ],
)
def test_nothing_is_owed_where_a_person_was_called_or_came(said, causes):
    findings = check(a_history(rows(*said), record=Record(causes)))

    assert not {TURN_MISSING, LATE, TURN_DOUBLED, HANDOFF_DOUBLED} & findings.keys()


def test_a_bot_that_could_not_look_something_up_may_ask_instead():
    said = rows("listener: one", f"bot: {EXCUSE} just now", "bot: Which device is it?")

    assert FORGOTTEN not in check(a_history(said, record=Record({2: 1, 3: 1}, expected={"one": "first"})))


def test_the_excuse_is_what_the_bot_says():
    assert EXCUSE in (ROOT / "data" / "flows" / "patterns.yml").read_text(encoding="utf-8")
