import time

import numpy as np
import pytest

from bot.components.parts import grouped, parts_of, topics_of, understood
from bot.flows import Part

INTENTS = ["lyrics", "account_login", "greeting", "cancel_or_refund", "billing_unexpected_charge", "inform_details"]


def row(intent: str, confidence: float) -> np.ndarray:
    rest = (1 - confidence) / (len(INTENTS) - 1)
    return np.array([confidence if name == intent else rest for name in INTENTS])


def sure_of(topic: str, *given: tuple[str, float]) -> list[str]:
    texts = [str(number) for number in range(len(given))]
    parts = understood(topic, INTENTS, texts, [row(*each) for each in given])
    return [part.intent for part in parts if part.sure]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The lyrics are gone. And I want a refund!", ["The lyrics are gone.", "And I want a refund!"]),
        ("it stops and I was charged twice", ["it stops", "I was charged twice"]),
        ("it’s stopping, and why’s there a charge", ["it’s stopping", "why’s there a charge"]),
        ("I can't get in and also the lyrics are wrong", ["I can't get in", "the lyrics are wrong"]),
        ("no lyrics, on top of that two payments", ["no lyrics", "two payments"]),
        ("lyrics are gone btw can I get a refund", ["lyrics are gone", "can I get a refund"]),
        ("lyrics are gone - my card was charged", ["lyrics are gone", "my card was charged"]),
        ("the lyrics are gone\nmy card was charged", ["the lyrics are gone", "my card was charged"]),
        ("it stops every day I also got charged twice", ["it stops every day", "I also got charged twice"]),
        ("my app crashes,my lyrics are gone", ["my app crashes", "my lyrics are gone"]),
        ("my app crashes ,my lyrics are gone", ["my app crashes", "my lyrics are gone"]),
        ("I have 1,000 songs", []),
        ("Hello, my lyrics are gone", []),
        ("only one sentence of many words", []),
        ("shuffle and repeat are broken", []),
        ("my phone, tablet and laptop all stop", []),
        ("you can pick any song plus my playlist", []),
        ("when I press share, it closes", []),
        (
            "when I press share, it closes and my lyrics are gone",
            ["when I press share, it closes", "my lyrics are gone"],
        ),
    ],
)
def test_a_message_is_cut_where_a_new_thought_may_begin(text: str, parts: list[str]) -> None:
    assert parts_of(text) == parts


def test_nobody_is_waited_for_who_writes_without_end() -> None:
    assert len(parts_of("it stops, " * 600)) == 30


@pytest.mark.parametrize("blank", [" ", "\t", "\u00a0", "\n", " \n", ", ", " -"])
def test_nobody_is_waited_for_who_sends_blanks_without_end(blank: str) -> None:
    begun = time.perf_counter()

    parts_of("it stops" + blank * 2_000 + "x")

    assert time.perf_counter() - begun < 2


def test_blanks_without_end_are_one_joint() -> None:
    blanks = " " * 2_000

    assert parts_of(f"it stops{blanks}and my card was charged") == ["it stops", "my card was charged"]
    assert parts_of(f"it stops{blanks},{blanks}I was charged") == ["it stops", "I was charged"]


def test_a_short_answer_before_another_thought_is_a_part() -> None:
    assert parts_of("Yes. Also why was I charged twice?") == ["Yes.", "Also why was I charged twice?"]
    assert parts_of("Yes it does, and also the lyrics are gone") == ["Yes it does", "the lyrics are gone"]
    assert parts_of("no, it still skips") == ["no", "it still skips"]
    assert parts_of("👍 also why was I charged twice") == ["👍", "why was I charged twice"]


def test_only_a_sure_part_stands_for_a_topic_and_talk_never_does() -> None:
    assert sure_of("lyrics", ("lyrics", 0.9), ("account_login", 0.84), ("greeting", 0.99)) == ["lyrics"]
    assert sure_of("lyrics", ("lyrics", 0.9), ("account_login", 0.86)) == ["lyrics", "account_login"]


@pytest.mark.parametrize(
    "text",
    ["the lyrics work fine", "lyrics are great", "I don’t mind the lyrics", "I love the lyrics", "it hasn’t crashed"],
)
def test_where_nothing_is_wrong_there_is_no_topic(text: str) -> None:
    (part,) = understood("lyrics", INTENTS, [text], [row("lyrics", 0.99)])

    assert not part.sure


@pytest.mark.parametrize(
    "text",
    [
        "the lyrics used to work",
        "the lyrics were fine yesterday",
        "everything works except lyrics",
        "lyrics are good but late",
        "I love the lyrics but they are late",
        "the lyrics are not fine",
    ],
)
def test_what_was_well_or_is_so_but_for_one_thing_is_a_problem(text: str) -> None:
    (part,) = understood("lyrics", INTENTS, [text], [row("lyrics", 0.99)])

    assert part.sure


def test_what_one_has_is_a_fact() -> None:
    texts = ["I have the family plan", "and I'm on premium", "I have two charges on my plan for months"]

    parts = understood("lyrics", INTENTS, texts, [row("billing_unexpected_charge", 0.99)] * 3)

    assert [part.sure for part in parts] == [False, False, True]


def test_of_two_topics_that_are_one_matter_the_one_of_the_whole_or_the_surer_stands() -> None:
    both = ("billing_unexpected_charge", 0.9), ("cancel_or_refund", 0.95)

    assert sure_of("billing_unexpected_charge", *both) == ["billing_unexpected_charge"]
    assert sure_of("lyrics", *both) == ["cancel_or_refund"]


def test_what_an_agent_solves_first_is_first() -> None:
    parts = [Part("1", "lyrics", 0.9), Part("2", "cancel_or_refund", 0.9), Part("3", "account_login", 0.9)]

    assert topics_of("lyrics", parts) == ("account_login", "cancel_or_refund", "lyrics")


def test_equally_urgent_the_topic_of_the_whole_is_first_and_each_is_told_once() -> None:
    parts = [Part("1", "car_mode", 0.9), Part("2", "lyrics", 0.9), Part("3", "car_mode", 0.9)]

    assert topics_of("lyrics", parts) == ("lyrics", "car_mode")


def test_parts_that_are_all_about_something_else_than_the_whole_are_misread() -> None:
    assert topics_of("lyrics", [Part("1", "car_mode", 0.9), Part("2", "account_login", 0.9)]) == ("lyrics",)
    assert topics_of("lyrics", []) == ("lyrics",)


def test_what_follows_a_topic_and_brings_no_other_is_told_of_it() -> None:
    text = "hi, the lyrics are gone, I tried twice, and I can't log in; they were there before"
    parts = [
        Part("hi", "greeting", 0.99, sure=False),
        Part("the lyrics are gone", "lyrics", 0.9),
        Part("I tried twice", "inform_details", 0.9, sure=False),
        Part("I can't log in", "account_login", 0.95),
        Part("they were there before", "lyrics", 0.3, sure=False),
    ]

    person = Part("give me a person", "talk_to_human", 0.95, sure=False)
    assert grouped("the lyrics are gone, give me a person", [parts[1], person]) == [parts[1], person]
    assert grouped(text, parts) == [
        Part("hi", "greeting", 0.99, sure=False),
        Part("the lyrics are gone, I tried twice", "lyrics", 0.9),
        Part("I can't log in; they were there before", "account_login", 0.95),
    ]
