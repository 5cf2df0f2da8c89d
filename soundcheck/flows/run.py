"""Runs flow tests on the engine and names what is not as expected; how that is shown is the command's part."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.flows import Bundle, Engine, Entity, FlowProblems, Heard, Part, Run
from bot.flows.answers import exact
from bot.flows.payload import normal
from bot.flows.problem import Where
from bot.flows.source import Problems
from bot.flows.turn import Turn as EngineTurn
from soundcheck.flows.case import Case, CaseFile, Shared, Turn
from soundcheck.flows.conversation import SURE, ActionWithoutStub, Conversation, Exchange, Stub, Stubs
from soundcheck.flows.expect import check
from soundcheck.flows.read_cases import find_files, read_file

INTENT = re.compile(r"/([A-Za-z_][\w/.\-]*)\s*(\{.*\})?", re.DOTALL)


@dataclass(frozen=True)
class Failure:
    where: Where
    expected: str
    actual: str

    def __str__(self) -> str:
        return f"{self.where.file}:{self.where.line}: expected: {self.expected}\n    actual: {self.actual}"


@dataclass(frozen=True)
class Result:
    case: Case
    failures: Sequence[Failure]
    exchanges: Sequence[Exchange] = field(default=(), repr=False)

    @property
    def passed(self) -> bool:
        return not self.failures


#: How a conversation begins: on the engine alone, or through the whole assistant.
Begin = Callable[[Engine, Stubs, Mapping[str, Any]], Conversation]


class Unclear(Exception):
    """What the listener of a test says cannot be understood without a language model."""


def load(paths: Iterable[Path], bundle: Bundle) -> list[CaseFile]:
    """The test files of these paths; raises FlowProblems with everything that is wrong in them."""
    problems = Problems()
    files = [read_file(file, bundle, problems) for path in paths for file in find_files(path)]
    if problems.found:
        raise FlowProblems(problems.found)
    return files


def run_all(files: Iterable[CaseFile], engine: Engine, name: str = "", begin: Begin = Conversation) -> Iterator[Result]:
    """Every test whose name holds `name`."""
    for file in files:
        for case in file.cases:
            if name.lower() in case.name.lower():
                yield run_case(case, file.shared, engine, begin)


def run_case(case: Case, shared: Shared, engine: Engine, begin: Begin = Conversation) -> Result:
    slots = {slot: value for fixture, _ in case.fixtures for slot, value in shared.fixtures[fixture].items()}

    def stubs(run: Run, known: Mapping[str, Any]) -> Stub | None:
        return shared.stub(case.name, run.action)

    conversation = begin(engine, stubs, slots)
    failures: list[Failure] = []
    for turn in case.turns:
        try:
            exchange = conversation.hear(heard_of(turn, conversation))
        except (Unclear, ActionWithoutStub) as stopped:
            failures.append(_stopped(turn, stopped))
            break
        for expectation in turn.expected:
            miss = check(expectation, exchange)
            if miss is not None:
                failures.append(Failure(expectation.where, miss.expected, miss.actual))
    return Result(case, failures, conversation.exchanges)


def _stopped(turn: Turn, why: Unclear | ActionWithoutStub) -> Failure:
    if isinstance(why, ActionWithoutStub):
        stub = f"add `{why.action}: {{events: []}}` to `stub_custom_actions:`"
        return Failure(turn.where, f"{why.action} has a stub", f"it has none; {stub}")
    return Failure(turn.where, f"“{turn.user}” is understood", str(why))


def heard_of(turn: Turn, conversation: Conversation) -> Heard:
    """What the engine is told: a payload, the named intent, a button's title, or a plain answer; else Unclear."""
    text, sure = turn.user, SURE if turn.confidence is None else turn.confidence
    if text.startswith("/"):
        return _payload(text, turn)
    if turn.intent is not None:
        parts = (Part(text, turn.intent, sure), Part(text, turn.also, sure)) if turn.also else ()
        return Heard(text, turn.intent, sure, ((turn.intent, sure),), turn.entities, parts=parts)
    for button in conversation.buttons:
        if normal(button["title"]) == normal(text):
            return Heard(text, payload=button["payload"], entities=turn.entities)
    plain = Heard(text, entities=turn.entities)
    if _answers(plain, conversation):
        return plain
    offered = ", ".join(f"“{button['title']}”" for button in conversation.buttons) or "none"
    raise Unclear(f"it is no button (there are: {offered}); name its meaning with `intent:` beside `user:`")


def _payload(text: str, turn: Turn) -> Heard:
    found = INTENT.fullmatch(text.strip())
    if found is None:
        return Heard(text, payload=text, entities=turn.entities)
    try:
        given = json.loads(found.group(2) or "{}")
    except ValueError:
        raise Unclear('after an intent stands JSON: `/intent{"entity": "value"}`') from None
    entities = tuple(Entity(name, value, str(value)) for name, value in given.items())
    return Heard(text, found.group(1), 1.0, ((found.group(1), 1.0),), (*entities, *turn.entities), text)


def _answers(heard: Heard, conversation: Conversation) -> bool:
    """Whether the text alone answers the open question, whatever its intent may be."""
    turn = EngineTurn(conversation.engine.bundle, conversation.state, conversation.slots)
    question = turn.question()
    return question is not None and (question.slot.type == "text" or exact(turn, question, heard, False) is not None)
