"""Who brings two problems in one message is heard twice, and who brings one is not: data/exams/two_topics.yml."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.components.classify import Classifier, Understood
from bot.components.model_archive import newest_model

EXAM = YAML(typ="safe", pure=True).load((Path(__file__).parents[2] / "data/exams/two_topics.yml").read_text("utf-8"))


@dataclass(frozen=True)
class Case:
    text: str
    topics: tuple[str, ...]

    @property
    def half(self) -> str:
        return "unseen" if sum(map(ord, self.text)) % 2 else "seen"


def cases() -> Iterator[Case]:
    for group in ("several", "one"):
        for topics, texts in EXAM[group].items():
            yield from (Case(text, tuple(topics.removesuffix(" (long)").split(", "))) for text in texts)


@pytest.fixture(scope="module")
def marks() -> list[tuple[Case, Understood]]:
    model = newest_model()
    assert model is not None, "There is no model yet: make train"
    given = list(cases())
    return list(zip(given, Classifier(model).classify([case.text for case in given]), strict=True))


def test_the_exam_is_large_enough_and_halved() -> None:
    given = list(cases())

    assert len({case.text for case in given}) == len(given) >= 120
    assert 0.4 <= sum(case.half == "seen" for case in given) / len(given) <= 0.6


@pytest.mark.rasa
@pytest.mark.parametrize("half", ["seen", "unseen"])
def test_what_else_a_message_brings_is_found(marks: list[tuple[Case, Understood]], half: str) -> None:
    own = [(case, {got.topic, *got.also}) for case, got in marks if case.half == half and len(case.topics) > 1]
    missed = [f"{case.text!r}: {set(case.topics) - told}" for case, told in own if not set(case.topics) <= told]
    found = sum(max(0, len(told & set(case.topics)) - 1) for case, told in own)

    assert 100 * found >= EXAM["floors"][half]["found"] * sum(len(case.topics) - 1 for case, _ in own), missed


@pytest.mark.rasa
@pytest.mark.parametrize("half", ["seen", "unseen"])
def test_nothing_is_told_that_a_message_does_not_bring(marks: list[tuple[Case, Understood]], half: str) -> None:
    own = [(case, got) for case, got in marks if case.half == half]
    wrong = [
        f"{case.text!r}: {got.also}" for case, got in own if got.also and not {got.topic, *got.also} <= {*case.topics}
    ]

    assert 100 * (len(own) - len(wrong)) >= EXAM["floors"][half]["only_real"] * len(own), wrong


@pytest.mark.rasa
def test_of_two_topics_the_more_urgent_is_the_message_s(marks: list[tuple[Case, Understood]]) -> None:
    """The halves together: few messages are about money or an account and something else."""
    urgent = ("account_hacked", "account_login", "billing_unexpected_charge", "cancel_or_refund")
    own = [(case, got) for case, got in marks if got.also and case.topics[0] in urgent]
    wrong = [f"{case.text!r}: {got.topic}" for case, got in own if got.topic != case.topics[0]]

    assert len(own) >= 20
    assert 100 * (len(own) - len(wrong)) >= EXAM["floors"]["first"] * len(own), wrong
