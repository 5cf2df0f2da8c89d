"""What the picture of a flow shows: a box for each step, an arrow for each way on. Drawing it is others' part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.flows import Bundle
from bot.flows.model import END, Action, Call, Collect, Flow, Link, SetSlots, Step
from bot.flows.render import fill, spoken
from soundcheck.flows.words import branch_words, slot_words

START, OVER = "_start", "_over"
LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


@dataclass(frozen=True)
class Box:
    """`kind` decides the look: `svg` has one for each."""

    id: str
    kind: str
    title: str
    text: str = ""


@dataclass(frozen=True)
class Arrow:
    source: str
    target: str
    label: str = ""


@dataclass(frozen=True)
class Picture:
    title: str
    description: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def picture(bundle: Bundle, flow: Flow) -> Picture:
    arrows = [Arrow(START, flow.first)]
    for step in flow.steps.values():
        arrows += _arrows(bundle, step)
    boxes = [_start(flow), *(_box(bundle, step) for step in flow.steps.values())]
    if any(arrow.target == OVER for arrow in arrows):
        boxes.append(Box(OVER, "over", "The flow is over"))
    name = flow.name[:1].upper() + flow.name[1:]
    return Picture(name, flow.description, tuple(boxes), tuple(dict.fromkeys(arrows)))


def _start(flow: Flow) -> Box:
    topics = ", ".join(trigger.intent.replace("_", " ") for trigger in flow.triggers)
    return Box(START, "start", f"Listener: {topics}" if topics else "Called by other flows")


def _arrows(bundle: Bundle, step: Step) -> Iterator[Arrow]:
    if isinstance(step.deed, Link):
        return
    by_target: dict[str, list[str]] = {}
    for branch, said in zip(step.next, branch_words(bundle, step), strict=True):
        by_target.setdefault(branch.target, []).append(said)
    for target, words in by_target.items():
        if target != END:
            yield Arrow(step.id, target, " or ".join(filter(None, words)))
        elif "outcome" not in step.metadata:
            yield Arrow(step.id, OVER, " or ".join(filter(None, words)))


def _box(bundle: Bundle, step: Step) -> Box:
    deed = step.deed
    if isinstance(deed, Collect):
        remedy = step.metadata.get("remedy")
        return Box(
            step.id,
            "remedy" if remedy else "question",
            remedy or _words(slot_words(bundle, deed.slot)),
            _text(bundle, deed.utter),
        )
    if isinstance(deed, Action):
        outcome = step.metadata.get("outcome")
        if isinstance(outcome, dict):
            result = str(outcome.get("result"))
            kind = result if result in ("resolved", "informed") else "person"
            cause = fill(bundle, str(outcome.get("cause") or ""), {}, {})
            return Box(step.id, kind, result.replace("_", " ").capitalize(), cause)
        if deed.is_response:
            return Box(step.id, "say", "Says", _text(bundle, deed.name))
        article = step.metadata.get("article")
        return Box(step.id, "action", _words(deed.name.removeprefix("action_")), str(article or ""))
    if isinstance(deed, SetSlots):
        values = (f"{_words(slot)}: {_words(spoken(value)) or 'forgotten'}" for slot, value in deed.values.items())
        return Box(step.id, "set", "Notes", "; ".join(values))
    if isinstance(deed, Link):
        return Box(step.id, "person", "A person takes over") if "handoff" in deed.flow else _other(bundle, step, deed)
    return _other(bundle, step, deed) if isinstance(deed, Call) else Box(step.id, "branch", "Which way?")


def _other(bundle: Bundle, step: Step, deed: Call | Link) -> Box:
    flow = bundle.flows.get(deed.flow)
    return Box(step.id, "call", _words(flow.name if flow else deed.flow), flow.id if flow else "")


def _text(bundle: Bundle, response_name: str) -> str:
    """The variant for everybody, facts filled in; what a slot would say stays a placeholder."""
    response = bundle.responses.get(response_name)
    if response is None or not response.variants:
        return ""
    text = response.variants[-1].text
    slots = {slot: f"‹{_words(slot)}›" for slot in bundle.slots}
    return LINK.sub(r"\1", fill(bundle, text, slots, {})).replace("**", "")


def _words(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]
