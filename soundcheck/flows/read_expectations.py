"""Reads what a turn of a flow test has to bring; a name that no flow knows is a problem, for it could never fail."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import Any

from bot.flows import Bundle
from bot.flows.problem import did_you_mean
from bot.flows.source import Node
from soundcheck.flows.case import Expectation

#: The steps of a turn besides `user`.
STEPS = ("utter", "bot", "slot_was_set", "slot_was_not_set")
GENERATIVE = re.compile(r"generative_")


def read_step(node: Node, kind: str, value: Node, bundle: Bundle) -> Expectation:
    """One `utter:`, `bot:`, `slot_was_set:` or `slot_was_not_set:` beneath a `user:`."""
    return Expectation(kind, READERS[kind](value, bundle), node.where)


def read_assertions(block: Node, bundle: Bundle) -> Iterator[Expectation]:
    for item in block.items():
        for kind, key, value in item.pairs():
            if GENERATIVE.match(kind):
                remedy = "say what the text has to hold: `bot_uttered: {text_matches: …}`"
                key.problem("F021", f"`{kind}` needs a language model as a judge", remedy)
            elif kind not in READERS or kind in ("utter", "bot"):
                known = [name for name in READERS if name not in ("utter", "bot")]
                key.problem("F001", f"there is no assertion `{kind}`", did_you_mean(kind, known, ", ".join(known)))
            else:
                yield Expectation(kind, READERS[kind](value, bundle), key.where)


def _known(node: Node, name: str, known: Collection[str], what: str) -> str:
    if name and name not in known:
        node.problem("F007", f"there is no {what} `{name}`", did_you_mean(name, known, f"look the {what}'s name up"))
    return name


def _response(node: Node, bundle: Bundle) -> str:
    return _known(node, node.text(), bundle.responses, "response")


def _text(node: Node, bundle: Bundle) -> str:
    return node.text().strip()


def _action(node: Node, bundle: Bundle) -> str:
    name = node.text()
    return _known(node, name, bundle.responses if name.startswith("utter_") else bundle.actions, "action")


def _slots(node: Node, bundle: Bundle) -> list[tuple[str, tuple[Any, ...]]]:
    """Names, each with its value if there is one: `- name`, `- name: value` or `- {name: …, value: …}`."""
    slots: list[tuple[str, tuple[Any, ...]]] = []
    for item in node.items():
        if not item.is_map:
            slots.append((_known(item, item.text(), bundle.slots, "slot"), ()))
        elif "name" in item:
            item.only("name", "value")
            name, value = item.get("name"), item.get("value")
            slots.append((_known(item, name.text() if name else "", bundle.slots, "slot"), _value(value)))
        else:
            slots += [(_known(key, slot, bundle.slots, "slot"), _value(value)) for slot, key, value in item.pairs()]
    return slots


def _value(node: Node | None) -> tuple[Any, ...]:
    return () if node is None else (node.plain(),)


def _flows(node: Node, bundle: Bundle) -> tuple[bool, list[str]]:
    """Whether any one is enough, and the flows."""
    if not node.is_map:
        return False, [_known(node, node.text(), bundle.flows, "flow")]
    node.only("operator", "flow_ids")
    operator, ids = node.get("operator"), node.get("flow_ids")
    if operator is not None and operator.text() not in ("any", "all"):
        operator.problem("F008", "the operator is any or all")
    flows = [_known(item, item.text(), bundle.flows, "flow") for item in ids.items()] if ids else []
    return operator is not None and operator.text() == "any", flows


def _flow_and_step(node: Node, bundle: Bundle) -> tuple[str, str | None]:
    if not node.is_map:
        return _known(node, node.text(), bundle.flows, "flow"), None
    node.only("flow_id", "flow_step_id")
    flow, step = node.get("flow_id"), node.get("flow_step_id")
    if flow is None:
        node.problem("F008", "the flow's id is missing", "add `flow_id:`")
        return "", None
    flow_id = _known(flow, flow.text(), bundle.flows, "flow")
    if step is None:
        return flow_id, None
    known = bundle.flows[flow_id].steps if flow_id in bundle.flows else (step.text(),)
    return flow_id, _known(step, step.text(), known, "step")


def _clarified(node: Node, bundle: Bundle) -> list[str]:
    known = {*bundle.flows, *bundle.topics}
    return [_known(item, item.text(), known, "flow or topic") for item in node.items()]


def _uttered(node: Node, bundle: Bundle) -> dict[str, Any]:
    node.only("utter_name", "text_matches", "buttons")
    found: dict[str, Any] = {}
    name, text, buttons = node.get("utter_name"), node.get("text_matches"), node.get("buttons")
    if name is not None:
        found["utter_name"] = _response(name, bundle)
    if text is not None:
        try:
            found["text_matches"] = re.compile(text.text())
        except re.error as error:
            text.problem("F008", f"no regular expression: {error}", "put a backslash before signs like ? ( ) *")
    if buttons is not None:
        found["buttons"] = [dict(item.plain()) for item in buttons.items() if item.is_map]
    if not found and not node.problems.found:
        node.problem("F008", "nothing is said here", "give `utter_name:`, `text_matches:` or `buttons:`")
    return found


READERS: dict[str, Callable[[Node, Bundle], Any]] = {
    "utter": _response,
    "bot": _text,
    "slot_was_set": _slots,
    "slot_was_not_set": _slots,
    "flow_started": _flows,
    "flow_completed": _flow_and_step,
    "flow_cancelled": _flow_and_step,
    "pattern_clarification_contains": _clarified,
    "action_executed": _action,
    "bot_uttered": _uttered,
    "bot_did_not_utter": _uttered,
}
