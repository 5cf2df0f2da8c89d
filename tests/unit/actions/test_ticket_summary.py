"""What an agent reads first."""

import pytest

from actions.problem import told_problem
from actions.ticket_summary import Progress, Remedy, summarise


def said(text, payload=None) -> dict:
    return {"event": "user", "text": text, "metadata": {"payload": payload}}


def test_problem_topic_flow_and_steps_tried_stand_in_lines():
    tried = (Remedy("Turned the battery saver off", "did_not_help"), Remedy("Updated the app", "not_possible"))

    assert summarise("songs\n skip", Progress("playback_interrupted", "music that stops or skips", tried)) == (
        "Problem: songs skip\n"
        "Topic: playback interrupted\n"
        "Went through: music that stops or skips\n"
        "Tried: Turned the battery saver off (did not help)\n"
        "Tried: Updated the app (not possible)"
    )


def test_a_topic_that_nobody_looked_at_is_told():
    assert "Also asked about: a charge\n" in summarise("x", Progress("lyrics", "lyrics", also="a charge"))


def test_without_a_flow_the_problem_stands_alone():
    assert summarise("songs skip", Progress()) == "Problem: songs skip"
    assert summarise(None, Progress()) == "Problem: not told in words."


def test_a_flow_without_a_remedy_says_that_nothing_was_tried():
    assert summarise("x", Progress(None, "logging in")).endswith("Tried: nothing yet")


def test_a_long_message_is_cut_between_words():
    line = summarise("word " * 200, Progress())

    assert len(line) < 320
    assert line.endswith("word …")
    assert len(summarise("a" * 1000, Progress())) > 300


def test_of_too_many_remedies_the_latest_are_kept():
    tried = tuple(Remedy(f"Remedy number {number} of a very long story", "did_not_help") for number in range(100))
    summary = summarise("word " * 200, Progress("t", "f", tried))

    assert len(summary) <= 2_000
    assert "number 99" in summary
    assert "number 1 " not in summary


@pytest.mark.parametrize(
    ("slots", "events", "problem"),
    [
        ({"problem": "kept"}, [said("songs skip")], "kept"),
        ({}, [said("hello"), said("songs skip"), said("still skipping")], "songs skip"),
        ({}, [said("Songs skip offline", payload="/playback_interrupted"), said("no")], None),
        ({"problem": None}, [{"event": "bot", "text": "songs skip"}, said(None)], None),
    ],
)
def test_the_problem_is_what_the_engine_kept_or_the_first_words_that_say_anything(slots, events, problem):
    assert told_problem(slots, events) == problem
