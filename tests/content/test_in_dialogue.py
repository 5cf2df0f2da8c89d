"""What a reply means depends on the question before it: the exam of data/exams/in_dialogue.yml."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.components.classify import Classifier, Understood
from bot.components.model_archive import newest_model
from bot.flows import Bundle, Entity, Heard, load_bundle
from bot.flows.commands import Answer, CancelFlow, Chat, Command, Correct, HumanHandoff, Repeat, Search, StartFlow
from bot.flows.model import Collect
from bot.flows.topics import Thresholds
from bot.flows.turn import Turn
from bot.flows.understand import understand

ROOT = Path(__file__).parents[2]
EXAM = YAML(typ="safe", pure=True).load((ROOT / "data/exams/in_dialogue.yml").read_text("utf-8"))
# A fragment and a pattern are asked while another flow is open.
BENEATH = {"identify_device": "app_crash_performance", "pattern_continue_interrupted": "lyrics"}
NAMES = {CancelFlow: "cancel", HumanHandoff: "person", Repeat: "repeat", Correct: "details"}


@dataclass(frozen=True)
class Case:
    question: str
    text: str
    expected: str

    @property
    def half(self) -> str:
        return "unseen" if sum(map(ord, self.text)) % 2 else "seen"

    @property
    def is_switch(self) -> bool:
        return self.question != "none" and self.expected.startswith("topic ")


def cases() -> Iterator[Case]:
    for question, replies in EXAM["questions"].items():
        for meaning, given in replies.items():
            prefix = "topic " if meaning == "topics" else ""
            named = given if meaning in ("topics", "options") else {meaning: given}
            yield from (Case(question, text, prefix + name) for name, texts in named.items() for text in texts)


def state_at(question: str, bundle: Bundle) -> dict[str, Any]:
    if question == "none":
        return {}
    flow, step = question.split("/")
    here = {"flow": flow, "step": step, "open": step, "path": [step]}
    if flow in BENEATH:
        here["kind"] = "pattern" if flow.startswith("pattern_") else "called"
    beneath = [{"flow": BENEATH[flow], "step": bundle.flows[BENEATH[flow]].first}] if flow in BENEATH else []
    return {"frames": [*beneath, here]}


def meaning_of(command: Command, case: Case, bundle: Bundle) -> str:
    if isinstance(command, Answer):
        flow, step = case.question.split("/")
        collect = bundle.flows[flow].steps[step].deed
        assert isinstance(collect, Collect)
        value = command.values.get(collect.slot)
        return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
    if isinstance(command, StartFlow):
        return f"topic {bundle.flows[command.flow].topic}"
    if isinstance(command, Search):
        return f"topic {command.topic}"
    if isinstance(command, Chat):
        return "details" if command.act == "inform_details" else command.act
    return NAMES.get(type(command), type(command).__name__)


def answer(case: Case, understood: Understood, bundle: Bundle) -> str:
    entities = [Entity(name, value) for name, value in understood.entities.items()]
    heard = Heard(case.text, understood.intent, understood.confidence, understood.ranking, entities)
    # A search is about something; the topic is none that the exam switches to.
    turn = Turn(bundle, state_at(case.question, bundle), {"topic": "artist_creator_support"})
    return meaning_of(understand(turn, heard, Thresholds()), case, bundle)


@pytest.fixture(scope="module")
def marks() -> list[tuple[Case, str]]:
    model = newest_model()
    assert model is not None, "There is no model yet: make train"
    bundle = load_bundle(ROOT / "data/flows", YAML(typ="safe").load((ROOT / "data/brand.yml").read_text("utf-8")))
    given = list(cases())
    understood = Classifier(model).classify([case.text for case in given])
    return [(case, answer(case, each, bundle)) for case, each in zip(given, understood, strict=True)]


def test_the_exam_is_large_enough_and_has_enough_switches() -> None:
    given = list(cases())

    assert len({(case.question, case.text) for case in given}) == len(given) >= 150
    assert sum(case.is_switch for case in given) >= 40


@pytest.mark.rasa
@pytest.mark.parametrize("part", ["seen", "unseen", "switches"])
def test_replies_are_understood_where_they_are_said(marks: list[tuple[Case, str]], part: str) -> None:
    own = [(case, got) for case, got in marks if (case.is_switch if part == "switches" else case.half == part)]
    wrong = [
        f"{case.question}: {case.text!r} is {case.expected}, not {got}" for case, got in own if got != case.expected
    ]

    assert 100 * (len(own) - len(wrong)) >= EXAM["floors"][part] * len(own), "\n".join(wrong)
