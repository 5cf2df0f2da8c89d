"""The checker itself: a sound history passes, and each kind of damage is found and called by its name."""

from dataclasses import replace

import pytest

from tests.faults.history import (
    DIVERGED,
    DUPLICATED,
    HOLE,
    LOST,
    MISNUMBERED,
    PHANTOM,
    REORDERED,
    TURN_DOUBLED,
    TURN_MISSING,
    History,
    Page,
    Row,
    Sent,
    check,
)


def rows(*said: str) -> tuple[Row, ...]:
    """Rows from `author: text`, numbered from 1."""
    pairs = [line.split(": ", 1) for line in said]
    return tuple(Row(seq, author, text) for seq, (author, text) in enumerate(pairs, 1))


STORED = rows("listener: one", "bot: reply to one", "listener: two", "bot: reply to two")


def a_history(stored: tuple[Row, ...] = STORED, page: tuple[Row, ...] | None = None, **acknowledged) -> History:
    """Sam sent "one" and then "two"; `one=None` means that Sam does not know whether it arrived."""
    sent = [
        Sent("sam", "c1", f"m-{text}", text, acknowledged.get(text, seq)) for text, seq in {"one": 1, "two": 3}.items()
    ]
    return History(sent, {"c1": stored}, [Page("sam", "c1", stored if page is None else page)], frozenset({"c1"}))


def test_a_sound_history_has_no_findings():
    assert check(a_history()) == {}


def test_a_message_of_unknown_fate_may_be_missing():
    assert check(a_history(rows("listener: one", "bot: reply to one"), two=None)) == {}


@pytest.mark.parametrize(
    ("kind", "history"),
    [
        (LOST, a_history(rows("listener: one", "bot: reply to one"))),
        (DUPLICATED, a_history((*STORED, Row(5, "listener", "two")))),
        (REORDERED, a_history(rows("listener: two", "bot: reply to two", "listener: one", "bot: reply to one"))),
        (PHANTOM, a_history((*STORED, Row(5, "listener", "three")))),
        (PHANTOM, a_history((*STORED, Row(5, "agent", "three")))),
        (HOLE, a_history((*STORED, Row(6, "system", "Maya joined")))),
        (HOLE, a_history((*STORED, Row(4, "system", "Maya joined")))),
        (MISNUMBERED, a_history(two=2)),
        (DIVERGED, a_history(page=STORED[:3])),
        (DIVERGED, a_history(page=(*STORED, Row(5, "bot", "late")))),
        (DIVERGED, a_history(page=(STORED[1], STORED[0], *STORED[2:]))),
        (DIVERGED, a_history(page=(replace(STORED[0], text="won"), *STORED[1:]))),
        (TURN_DOUBLED, a_history((*STORED, Row(5, "bot", "reply to two")))),
        (TURN_MISSING, a_history(STORED[:3])),
    ],
)
def test_damage_is_called_by_its_name(kind, history):
    assert kind in check(history)


def test_a_bot_may_be_silent_where_a_person_answers():
    history = a_history(rows("listener: one", "agent: hello", "listener: two"))
    history.sent.append(Sent("maya", "c1", "m-hello", "hello", 2))

    assert check(replace(history, all_bot=frozenset())) == {}
