import numpy as np
import pytest

from bot.components.parts import other_topics, parts_of

INTENTS = ["lyrics", "account_login", "greeting", "cancel_or_refund"]


def row(intent: str, confidence: float) -> np.ndarray:
    rest = (1 - confidence) / (len(INTENTS) - 1)
    return np.array([confidence if name == intent else rest for name in INTENTS])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The lyrics are gone. And I want a refund!", ["The lyrics are gone.", "And I want a refund!"]),
        ("I can't get in and also the lyrics are wrong", ["I can't get in", "the lyrics are wrong"]),
        ("Hi. The lyrics are gone.", []),
        ("only one sentence of many words", []),
    ],
)
def test_a_message_is_cut_where_a_new_thought_may_begin(text: str, parts: list[str]) -> None:
    assert parts_of(text) == parts


def test_a_short_answer_before_another_thought_is_a_part() -> None:
    assert parts_of("Yes. Also why was I charged twice?") == ["Yes.", "Also why was I charged twice?"]
    assert parts_of("Yes it does, and also the lyrics are gone") == ["Yes it does,", "the lyrics are gone"]


def test_beside_a_clear_whole_another_topic_has_to_be_very_sure() -> None:
    rows = [row("lyrics", 0.9), row("cancel_or_refund", 0.85)]

    assert other_topics("lyrics", 0.97, INTENTS, rows) == ()
    assert other_topics("lyrics", 0.97, INTENTS, [row("cancel_or_refund", 0.95)]) == ("cancel_or_refund",)


def test_another_topic_that_a_sentence_is_surely_about_is_told_once() -> None:
    rows = [row("lyrics", 0.9), row("cancel_or_refund", 0.8), row("cancel_or_refund", 0.9), row("account_login", 0.5)]

    assert other_topics("lyrics", 0.6, INTENTS, rows) == ("cancel_or_refund",)


def test_talk_is_no_second_topic() -> None:
    assert other_topics("lyrics", 0.6, INTENTS, [row("greeting", 0.99), row("lyrics", 0.9)]) == ()
