"""Reads the `flows:` block of a file into flows with flat, named steps; names are checked later, by the linter."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flows.model import END, Flow, Step, Trigger
from bot.flows.problem import Where
from bot.flows.read_condition import read_condition
from bot.flows.read_step import read_replies, read_steps
from bot.flows.source import Node

FLOW_KEYS = (
    "name",
    "description",
    "topic",
    "if",
    "nlu_trigger",
    "persisted_slots",
    "run_pattern_completed",
    "asked_meanwhile",
    "steps",
)


def read_flows(block: Node) -> Iterator[Flow]:
    for flow_id, key, node in block.pairs():
        if node.is_map:
            yield _flow(flow_id, key.where, node)
        else:
            node.problem("F008", f"flow `{flow_id}` is empty", "give it `description:` and `steps:`")


def _flow(flow_id: str, where: Where, node: Node) -> Flow:
    node.only(*FLOW_KEYS, ignored=("always_include_in_prompt",))
    for required in ("description", "steps"):
        if required not in node:
            node.problems.add(where, "F008", f"flow `{flow_id}` has no `{required}:`", f"add `{required}:`")
    guard = node.get("if")
    persisted = node.get("persisted_slots")
    completed = node.get("run_pattern_completed")
    meanwhile = node.get("asked_meanwhile")
    return Flow(
        id=flow_id,
        name=_text(node, "name") or flow_id.replace("_", " "),
        description=_text(node, "description"),
        topic=_text(node, "topic") or flow_id,
        steps=_steps(node),
        where=where,
        guard=read_condition(guard) if guard else None,
        triggers=tuple(_triggers(node)),
        persisted_slots={item.text(): item.where for item in persisted.items()} if persisted else {},
        run_pattern_completed=completed.flag() if completed else True,
        asked_meanwhile=tuple(read_replies(meanwhile)) if meanwhile else (),
    )


def _text(node: Node, key: str) -> str:
    child = node.get(key)
    return child.text().strip() if child else ""


def _triggers(node: Node) -> Iterator[Trigger]:
    block = node.get("nlu_trigger")
    for item in block.items() if block else ():
        item.only("intent")
        intent = item.get("intent")
        if intent is None:
            item.problem("F008", "a trigger needs `intent:`", "write `- intent: name`")
        elif intent.is_map:
            intent.only("name", "confidence_threshold")
            threshold = intent.get("confidence_threshold")
            value = threshold.value if threshold else None
            if threshold and (isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1):
                threshold.problem("F008", "a confidence lies between 0 and 1")
                value = None
            yield Trigger(_text(intent, "name"), None if value is None else float(value), intent.where)
        else:
            yield Trigger(intent.text(), None, intent.where)


def _steps(node: Node) -> dict[str, Step]:
    """All steps of a flow by id, nested ones included, in the order of the file."""
    block = node.get("steps")
    steps: dict[str, Step] = {}
    for step in read_steps(block) if block else ():
        if step.id in steps or step.id == END:
            node.problems.add(step.where, "F002", f"a step `{step.id}` is here twice", "give each step its own id")
        steps[step.id] = step
    return steps
