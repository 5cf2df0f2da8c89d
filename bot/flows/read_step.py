"""Reads a list of steps, nested ones too, into flat steps that each say where they lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.flows.model import (
    END,
    Action,
    Branch,
    Call,
    Collect,
    Deed,
    Link,
    Noop,
    Reply,
    SetSlots,
    Step,
)
from bot.flows.problem import Where
from bot.flows.read_condition import read_condition
from bot.flows.source import Node

KINDS = ("collect", "action", "set_slots", "noop", "link", "call")
COMMON = ("id", "next", "metadata", "description")
COLLECT_KEYS = ("utter", "ask_before_filling", "force_slot_filling", "rejections")
# Part of the documented format, without meaning here: voice channels, language models, older names.
IGNORED = ("silence_timeout", "dtmf", "allow_interruptions", "reset_after_flow_ends", "rephrase")
UNSUPPORTED = ("mcp_server", "mapping", "exit_if", "entry_prompt", "generation_prompt", "slots")


def read_steps(block: Node) -> list[Step]:
    return _sequence(block, "", END)


def _sequence(block: Node, prefix: str, after: str | None) -> list[Step]:
    """The steps of one list; `after` is where its last step leads, null when that step has to say so itself."""
    nodes = [node for node in block.items() if _is_step(node)]
    ids = [_id(node, prefix, index) for index, node in enumerate(nodes, start=1)]
    steps: list[Step] = []
    for node, step_id, following in zip(nodes, ids, [*ids[1:], after][: len(ids)], strict=True):
        nested: list[Step] = []
        steps.append(_step(node, step_id, following, nested))
        steps.extend(nested)
    return steps


def _is_step(node: Node) -> bool:
    if not node.is_map:
        node.problem("F008", "a step belongs here", "start it with `- collect:`, `- action:` and the like")
        return False
    kinds = [kind for kind in KINDS if kind in node]
    if len(kinds) == 1:
        return True
    known = ", ".join(KINDS)
    remedy = (
        f"this one is {' and '.join(kinds)}" if kinds else "say in a line of it what it does, such as `collect: slot`"
    )
    node.problem("F008", f"a step is exactly one of {known}", remedy)
    _step_keys(node, "")
    return False


def _id(node: Node, prefix: str, index: int) -> str:
    given = node.get("id")
    if given is not None:
        return given.text() or f"{prefix}{index}"
    kind = next(kind for kind in KINDS if kind in node)
    value = node.plain()[kind]
    return f"{prefix}{index}_{value if isinstance(value, str) else kind}"


def _step(node: Node, step_id: str, following: str | None, nested: list[Step]) -> Step:
    kind = next(kind for kind in KINDS if kind in node)
    _step_keys(node, kind)
    description, metadata = node.get("description"), node.get("metadata")
    plain = metadata.plain() if metadata and metadata.is_map else {}
    if metadata and not metadata.is_map:
        metadata.problem("F008", "`metadata:` holds keys and values")
    return Step(
        id=step_id,
        deed=_deed(kind, node),
        next=_next(node, kind, step_id, following, nested),
        metadata=plain,
        where=node.where,
        description=description.text() if description else "",
        places=dict(_places(node)),
    )


def _places(node: Node, prefix: str = "") -> Iterator[tuple[str, Where]]:
    for name, key, value in node.pairs():
        path = f"{prefix}{name}"
        yield path, value.where if not value.is_map else key.where
        if path == "set_slots" and value.is_list:
            for item in value.items():
                yield from _places(item, "set_slots.") if item.is_map else ()
        elif value.is_map and path.startswith("metadata"):
            yield from _places(value, f"{path}.")


def _step_keys(node: Node, kind: str) -> None:
    for name, key, _ in node.pairs():
        if name in UNSUPPORTED:
            key.problem("F021", f"`{name}` needs a language model or an agent", "call a flow or an action instead")
    extra = COLLECT_KEYS if kind in ("collect", "") else ()
    kinds = (kind,) if kind else KINDS
    if kind != "link":
        node.only(*kinds, *COMMON, *extra, ignored=(*IGNORED, *UNSUPPORTED))
        return
    for name, key, _ in node.pairs():
        if name not in ("link", "id"):
            key.problem("F010", f"`link` ends the flow, `{name}` has no meaning there", "leave it out")


def _deed(kind: str, node: Node) -> Deed:
    value = node.get(kind)
    assert value is not None, "_is_step has looked"
    if kind == "collect":
        return _collect(value.text(), node)
    if kind == "action":
        return Action(value.text())
    if kind == "set_slots":
        return SetSlots(dict(_set_slots(value)))
    if kind == "noop":
        if value.value is not True or "next" not in node:
            value.problem("F008", "`noop` only branches", "write `noop: true` and a `next:`")
        return Noop()
    return Link(value.text()) if kind == "link" else Call(value.text())


def _set_slots(value: Node) -> Iterator[tuple[str, Any]]:
    for item in value.items():
        for name, _, slot_value in item.pairs():
            yield name, slot_value.plain()


def _collect(slot: str, node: Node) -> Collect:
    utter, before, force = node.get("utter"), node.get("ask_before_filling"), node.get("force_slot_filling")
    rejections = node.get("rejections")
    return Collect(
        slot=slot,
        utter=utter.text() if utter else f"utter_ask_{slot}",
        ask_before_filling=before.flag() if before else False,
        force_slot_filling=force.flag() if force else False,
        rejections=tuple(read_replies(rejections)) if rejections else (),
    )


def read_replies(block: Node) -> Iterator[Reply]:
    """The items of `rejections:` and `asked_meanwhile:`."""
    for item in block.items():
        item.only("if", "utter")
        condition_node, utter = item.get("if"), item.get("utter")
        if condition_node is None or utter is None:
            item.problem("F008", "each of these needs `if:` and `utter:`")
            continue
        condition = read_condition(condition_node)
        if condition:
            yield Reply(condition, utter.text(), item.where)


def _next(node: Node, kind: str, step_id: str, following: str | None, nested: list[Step]) -> Sequence[Branch]:
    block = node.get("next")
    if block is None:
        if following is None and kind != "link":
            node.problem("F014", "the last step of a branch has to say where it leads", "add `next:` with an id or END")
        return (Branch(following or END, None, node.where),)
    if not block.is_list:
        return (Branch(block.text(), None, block.where),)
    if "if" not in _first(block) and "else" not in _first(block):
        return (_target(block, f"{step_id}.", nested),)
    branches = tuple(_branches(block, step_id, nested))
    if branches and branches[-1].condition is not None:
        block.problem("F014", "the conditions leave a case open", "end with `- else:` and an id or END")
    return branches


def _first(block: Node) -> Node | tuple[()]:
    return next(iter(block.items()), ())


def _branches(block: Node, step_id: str, nested: list[Step]) -> Iterator[Branch]:
    items = list(block.items())
    for number, item in enumerate(items, start=1):
        item.only("if", "then", "else")
        condition_node, otherwise = item.get("if"), item.get("else")
        target = otherwise or item.get("then")
        if target is None or (condition_node is None) == (otherwise is None):
            item.problem("F014", "a branch is `if:` with `then:`, or `else:`", "write one of the two")
            continue
        if otherwise and number < len(items):
            item.problem("F014", "`else:` comes last", "move it to the end")
        branch = _target(target, f"{step_id}.{number}.", nested)
        condition = read_condition(condition_node) if condition_node else None
        if condition_node is None or condition is not None:
            yield Branch(branch.target, condition, branch.where)


def _target(node: Node, prefix: str, nested: list[Step]) -> Branch:
    if not node.is_list:
        return Branch(node.text(), None, node.where)
    steps = _sequence(node, prefix, None)
    nested.extend(steps)
    if not steps:
        node.problem("F014", "the branch is empty", "write END if nothing is left to do")
    return Branch(steps[0].id if steps else END, None, node.where)
