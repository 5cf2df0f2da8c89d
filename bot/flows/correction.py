"""Changes an answer that was given before: which one is meant, and how far back the flow has to go for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.flows.answers import NO, YES, named_values
from bot.flows.heard import Heard
from bot.flows.model import Branch, Call, Collect, Flow, Slot, Step
from bot.flows.payload import normal, typed
from bot.flows.stack import Frame
from bot.flows.turn import Question, Turn

_DENIED = re.compile(r"\b(?:not|isn['’]?t)(?: its?| it['’]s)?( \w+)", re.IGNORECASE)


def from_entities(turn: Turn, heard: Heard, anywhere: bool = False) -> dict[str, Any]:
    """Entities that fit exactly one filled slot and differ from it; `anywhere` looks beyond the active path too."""
    question = turn.question()
    values: dict[str, Any] = {}
    for entity in heard.entities:
        fitting = {
            slot.name: typed(slot, str(entity.value))
            for slot in _filled(turn, anywhere)
            if slot.entity == entity.name and not (question and question.slot.name == slot.name)
        }
        differing = {k: v for k, v in fitting.items() if v is not None and v != turn.slots.get(k)}
        if len(fitting) == 1 and differing:
            values.update(differing)
    return values


def from_words(turn: Turn, heard: Heard) -> dict[str, Any]:
    """What "sorry, I meant …" changes: a value named in the text, a yes or no, else the last answer is asked again."""
    said = normal(heard.text)
    answered = list(_answered(turn))
    for question in answered:
        named = named_values(turn, question, said) if question.slot.type == "categorical" else set()
        if len(named) == 1 and turn.slots.get(question.slot.name) not in named:
            return {question.slot.name: named.pop()}
    words = set(said.split())
    for question in answered:
        if question.slot.type == "bool" and bool(words & YES) != bool(words & NO):
            return {question.slot.name: bool(words & YES)}
    return {answered[0].slot.name: None} if answered else {}


def _answered(turn: Turn) -> Iterator[Question]:
    """The questions of the active flow that have an answer, latest first."""
    for frame, step in _passed(turn, reverse=True):
        slot = turn.bundle.slots.get(step.deed.slot) if isinstance(step.deed, Collect) else None
        if slot and isinstance(step.deed, Collect) and turn.slots.get(slot.name) is not None:
            yield Question(frame, step, step.deed, slot)


def _passed(turn: Turn, reverse: bool = False) -> Iterator[tuple[Frame, Step]]:
    """The steps behind us, those of flows called on the way included."""
    group = turn.dialogue.group()
    for frame in reversed(group) if reverse else group:
        flow = turn.bundle.flows.get(frame.flow)
        for step_id in reversed(frame.path) if reverse else frame.path:
            step = flow.steps.get(step_id) if flow else None
            if step is None:
                continue
            yield frame, step
            child = turn.bundle.flows.get(step.deed.flow) if isinstance(step.deed, Call) else None
            for part in turn.with_called(child) if child else ():
                yield from ((frame, inner) for inner in part.steps.values())


def _filled(turn: Turn, anywhere: bool) -> Sequence[Slot]:
    named = {name for _, step in _passed(turn) for name in _reads(step)}
    slots = turn.bundle.slots.values()
    return [
        slot
        for slot in slots
        if slot.entity and turn.slots.get(slot.name) is not None and (slot.name in named or (anywhere and slot.label))
    ]


def _reads(step: Step) -> frozenset[str]:
    """The slots on which the way from this step depends."""
    conditions = [branch.condition for branch in step.next if branch.condition]
    slots = frozenset(name for condition in conditions for name in condition.slots())
    if not isinstance(step.deed, Collect):
        return slots
    rejections = (name for rejection in step.deed.rejections for name in rejection.condition.slots())
    return slots | {step.deed.slot} | frozenset(rejections)


def tells_more(turn: Turn, words: str) -> bool:
    """Whether the open flow, still at its first question, would take another way had it begun with these words."""
    group = turn.dialogue.group()
    if not group or _has_asked(turn, group[0]):
        return False
    for frame in group:
        flow = turn.bundle.flows.get(frame.flow)
        for step in (flow.steps[name] for name in frame.path if name in flow.steps) if flow else ():
            now = _way(step, {**turn.slots, "problem": words})
            if now is None or now.condition is None or "problem" not in now.condition.slots():
                continue
            if now != _way(step, turn.slots) and not _is_denied(turn, step, now, words):
                return True
    return False


def _has_asked(turn: Turn, root: Frame) -> bool:
    """Whether a question of the flow's own lies behind; on which device it is tells nothing of the problem."""
    flow = turn.bundle.flows.get(root.flow)
    passed = (flow.steps[name] for name in root.path if name != root.open and name in flow.steps) if flow else ()
    return any(isinstance(step.deed, Collect) for step in passed)


def _is_denied(turn: Turn, step: Step, way: Branch, words: str) -> bool:
    """ "It's not grey" says nothing of grey songs, while "it's not on the list" means just that."""
    without = _way(step, {**turn.slots, "problem": _DENIED.sub("", words)})
    affirmed = _way(step, {**turn.slots, "problem": _DENIED.sub(r"\1", words)})
    return without != way == affirmed


def _way(step: Step, slots: Mapping[str, Any]) -> Branch | None:
    return next((way for way in step.next if way.condition is None or way.condition.holds(slots)), None)


def retell(turn: Turn, words: str) -> None:
    """Begins the open flow again where its way depends on the problem's words, now with these."""
    turn.dialogue.drop_patterns()
    turn.set("problem", words)
    group = turn.dialogue.group()
    group[0].words = words
    _go_back(turn, group, {"problem": words})


def go_back(turn: Turn, values: Mapping[str, Any]) -> None:
    """Sets the values and goes back to the earliest step that depends on one; what was done stays done.

    Interrupted flows go back too: their way may have depended on the value as much as that of the open one.
    """
    turn.dialogue.drop_patterns()
    for name, value in values.items():
        turn.set(name, value)
        turn.dialogue.facts.pop(name, None)
    for group in turn.dialogue.groups():
        _go_back(turn, group, values)


def _go_back(turn: Turn, group: Sequence[Frame], values: Mapping[str, Any]) -> None:
    for position, frame in enumerate(group):
        flow = turn.bundle.flows.get(frame.flow)
        for index, step_id in enumerate(frame.path):
            step = flow.steps.get(step_id) if flow else None
            if step and _depends(turn, step) & set(values):
                return _rewind(turn, frame, index, group[position + 1 :], list(values))


def _depends(turn: Turn, step: Step) -> frozenset[str]:
    child = turn.bundle.flows.get(step.deed.flow) if isinstance(step.deed, Call) else None
    parts: Iterator[Flow] | tuple[()] = turn.with_called(child) if child else ()
    inner = frozenset(name for part in parts for each in part.steps.values() for name in _reads(each))
    return _reads(step) | inner


def _rewind(turn: Turn, frame: Frame, index: int, called: Sequence[Frame], slots: list[str]) -> None:
    ledger = turn.ledger(frame)
    ledger.spent = [*ledger.done]
    passed = [*frame.path[index:], *(step for inner in called for step in inner.path)]
    turn.dialogue.frames = [other for other in turn.dialogue.frames if not any(other is each for each in called)]
    turn.note(f"Went back to {frame.path[index]}.")
    frame.step, frame.path = frame.path[index], frame.path[:index]
    frame.open, frame.left, frame.misses = None, False, 0
    frame.replay = {"slots": slots, "passed": passed}
