"""Reads flow tests: the documented end-to-end format without a language model. Problems are noted by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.flows import Bundle
from bot.flows.heard import Entity
from bot.flows.problem import did_you_mean
from bot.flows.source import Node, Problems, read_source
from soundcheck.flows.case import Case, CaseFile, Expectation, Shared, Turn
from soundcheck.flows.conversation import Said, Stub
from soundcheck.flows.project import shown
from soundcheck.flows.read_expectations import STEPS, read_assertions, read_step

SHARED = "conftest.yml"
BLOCKS = ("fixtures", "stub_custom_actions", "test_cases")
USER = ("user", "intent", "confidence", "entities", "also", "assertions")


def find_files(path: Path) -> list[Path]:
    """The test files of a folder, or the one file; those named conftest.yml hold what tests share."""
    return sorted(file for file in path.rglob("*.yml") if file.name != SHARED) if path.is_dir() else [path]


def read_file(path: Path, bundle: Bundle, problems: Problems) -> CaseFile:
    source = _source(path, problems)
    shared = read_shared(path.parent, bundle, problems)
    shared = _shared(source, bundle).over(shared)
    block = source.get("test_cases") if source else None
    cases = [_case(node, shared, bundle) for node in block.items() if node.is_map] if block else []
    for position, case in enumerate(cases):
        if any(other.name == case.name for other in cases[:position]):
            problems.add(case.where, "F002", f"a test “{case.name}” is here twice", "rename one of them")
    for key in shared.stubs:
        name, separator, _ = key.partition("::")
        if separator and source and key in _stub_keys(source) and name not in {case.name for case in cases}:
            place = _stub_keys(source)[key]
            remedy = did_you_mean(name, [case.name for case in cases], "the name before `::` is that of a test")
            place.problem("F007", f"there is no test “{name}” in this file", remedy)
    return CaseFile(path, shared, cases)


def read_shared(folder: Path, bundle: Bundle, problems: Problems) -> Shared:
    """What a folder shares, and those above it; the nearest definition stands."""
    shared = Shared()
    inside = folder.resolve()
    for outer in (*reversed(inside.parents), inside):
        if (outer / SHARED).is_file():
            shared = _shared(_source(outer / SHARED, problems), bundle).over(shared)
    return shared


def read_stubs(path: Path, bundle: Bundle, problems: Problems) -> Mapping[str, Stub]:
    """The `stub_custom_actions:` of one file."""
    return _shared(_source(path, problems), bundle).stubs


def _source(path: Path, problems: Problems) -> Node | None:
    source = read_source(path, shown(path), problems)
    if source is not None:
        source.only(*BLOCKS, ignored=("metadata",))
    return source


def _stub_keys(source: Node) -> dict[str, Node]:
    block = source.get("stub_custom_actions")
    return {name: key for name, key, _ in block.pairs()} if block else {}


def _shared(source: Node | None, bundle: Bundle) -> Shared:
    fixtures = source.get("fixtures") if source else None
    stubs = source.get("stub_custom_actions") if source else None
    return Shared(
        dict(_fixtures(fixtures, bundle)) if fixtures else {},
        dict(_stubs(stubs, bundle)) if stubs else {},
    )


def _fixtures(block: Node, bundle: Bundle) -> Iterator[tuple[str, dict[str, Any]]]:
    for item in block.items():
        for name, _, value in item.pairs():
            pairs = [pair for each in (value.items() if value.is_list else [value]) for pair in each.pairs()]
            for slot, key, _ in pairs:
                _check_slot(key, slot, bundle)
            yield name, {slot: given.plain() for slot, _, given in pairs}


def _check_slot(node: Node, slot: str, bundle: Bundle) -> None:
    if slot not in bundle.slots:
        node.problem("F007", f"there is no slot `{slot}`", did_you_mean(slot, bundle.slots, "look its name up"))


def _stubs(block: Node, bundle: Bundle) -> Iterator[tuple[str, Stub]]:
    for name, key, value in block.pairs():
        action = name.rpartition("::")[2]
        if action not in bundle.actions:
            remedy = did_you_mean(action, bundle.actions, "look its name up")
            key.problem("F007", f"no flow runs an action `{action}`", remedy)
        value.only("events", "responses", "fails")
        events, responses, fails = value.get("events"), value.get("responses"), value.get("fails")
        yield (
            name,
            Stub(
                slots=dict(_events(events, bundle)) if events else {},
                said=tuple(_said(item) for item in responses.items()) if responses else (),
                fails=fails.flag() if fails else False,
            ),
        )


def _events(block: Node, bundle: Bundle) -> Iterator[tuple[str, Any]]:
    for item in block.items():
        item.only("event", "name", "value", ignored=("timestamp",))
        event, name, value = item.get("event"), item.get("name"), item.get("value")
        if event is None or event.text() != "slot" or name is None:
            item.problem("F008", "an action only sets slots", "write `{event: slot, name: …, value: …}`")
            continue
        _check_slot(name, name.text(), bundle)
        yield name.text(), value.plain() if value else None


def _said(node: Node) -> Said:
    node.only("text", "buttons", "custom")
    text, buttons = node.get("text"), node.get("buttons")
    return Said(text.text() if text else "", buttons=buttons.plain() if buttons else ())


def _case(node: Node, shared: Shared, bundle: Bundle) -> Case:
    node.only("test_case", "fixtures", "steps", ignored=("metadata",))
    name, fixtures, steps = node.get("test_case"), node.get("fixtures"), node.get("steps")
    used = [(item.text(), item.where) for item in fixtures.items()] if fixtures else []
    for item in fixtures.items() if fixtures else ():
        if item.text() not in shared.fixtures:
            remedy = did_you_mean(item.text(), shared.fixtures, f"define it in this file or in a {SHARED} above")
            item.problem("F007", f"there is no fixture `{item.text()}`", remedy)
    if name is None:
        node.problem("F008", "a test needs a name", "add `test_case:` with a sentence")
    turns = list(_turns(steps, bundle)) if steps else []
    if not any(turn.expected for turn in turns):
        node.problem("F008", "this test expects nothing", "add `utter:` or `assertions:` to a turn")
    return Case(str(name.plain()) if name else "", node.where, used, turns)


def _turns(block: Node, bundle: Bundle) -> Iterator[Turn]:
    current: Node | None = None
    expected: list[Expectation] = []
    for node in block.items():
        kind = next((kind for kind in ("user", *STEPS) if kind in node), None)
        if kind is None:
            known = ", ".join(("user", *STEPS))
            node.problem("F008", f"a step is one of {known}", "name what the listener says or what they get")
        elif kind == "user":
            if current is not None:
                yield _turn(current, expected, bundle)
            current, expected = node, []
        elif current is None:
            node.problem("F008", "nobody has said anything yet", "begin with `user:`")
        else:
            node.only(kind)
            value = node.get(kind)
            if value is not None:
                expected.append(read_step(node, kind, value, bundle))
    if current is not None:
        yield _turn(current, expected, bundle)


def _turn(node: Node, steps: list[Expectation], bundle: Bundle) -> Turn:
    node.only(*USER, ignored=("metadata",))
    user, intent, confidence = node.get("user"), node.get("intent"), node.get("confidence")
    assertions = node.get("assertions")
    if assertions is not None and steps:
        remedy = "move them into `assertions:`, where `utter: x` is `bot_uttered: {utter_name: x}`"
        assertions.problem("F008", "with `assertions:` the other steps of a turn would not be looked at", remedy)
    entities, also = node.get("entities"), node.get("also")
    if also is not None and intent is None:
        also.problem("F008", "the first of two topics is not named", "name what the message begins with: `intent:`")
    return Turn(
        user=str(user.plain()) if user else "",
        where=node.where,
        intent=intent.text() if intent else None,
        confidence=float(confidence.plain()) if confidence else None,
        entities=tuple(Entity(name, value.plain(), str(value.plain())) for name, _, value in entities.pairs())
        if entities
        else (),
        also=also.text() if also else None,
        expected=[*steps, *(read_assertions(assertions, bundle) if assertions else ())],
    )
