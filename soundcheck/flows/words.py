"""Says a condition in plain words: the titles of buttons where they mean it, the labels of slots elsewhere."""

from __future__ import annotations

from typing import Any

from bot.flows import Bundle
from bot.flows.condition import CANNOT, Both, Choice, Compare, Condition, Either, Empty, Literal, Name, Node, Not
from bot.flows.model import Collect, Step
from bot.flows.payload import SlotsPayload, parse_payload
from bot.flows.render import fill, spoken

OTHERWISE = "otherwise"
#: More titles in a row are not read.
MAX_TITLES = 2


def titles(bundle: Bundle, step: Step) -> dict[tuple[str, str], str]:
    """The buttons of a question: slot and value as written, with the title."""
    found: dict[tuple[str, str], str] = {}
    response = bundle.responses.get(step.deed.utter) if isinstance(step.deed, Collect) else None
    for variant in response.variants if response else ():
        for button in variant.buttons:
            payload = parse_payload(button.payload)
            for pair in payload.values.items() if isinstance(payload, SlotsPayload) else ():
                found.setdefault(pair, fill(bundle, button.title, {}, {}))
    return found


def branch_words(bundle: Bundle, step: Step) -> list[str]:
    """What stands at each way on from a step; nothing where there is only one."""
    if len(step.next) < 2:
        return [""]
    known = titles(bundle, step)
    said = [_condition(bundle, branch.condition, known) if branch.condition else "" for branch in step.next]
    rest = [f"“{title}”" for title in known.values() if not any(f"“{title}”" in words for words in said)]
    asks_only_this = isinstance(step.deed, Collect) and all(
        branch.condition is None or branch.condition.slots() == {step.deed.slot} for branch in step.next
    )
    otherwise = " or ".join(rest) if asks_only_this and 0 < len(rest) <= MAX_TITLES else OTHERWISE
    return [words or otherwise for words in said]


def slot_words(bundle: Bundle, name: str) -> str:
    slot = bundle.slots.get(name)
    return (slot.label if slot else None) or name.removeprefix("finding_").replace("_", " ")


def _condition(bundle: Bundle, condition: Condition, known: dict[tuple[str, str], str]) -> str:
    def say(node: Node) -> str:
        if isinstance(node, Not):
            return f"not {say(node.operand)}"
        if isinstance(node, (Both, Either)):
            return f"{say(node.left)} {'and' if isinstance(node, Both) else 'or'} {say(node.right)}"
        if isinstance(node, Compare):
            return _compare(bundle, node, say, known)
        if isinstance(node, Name):
            title = known.get((node.key, "true"))
            return f"“{title}”" if title else slot_words(bundle, node.key)
        return _value(node)

    return say(condition.tree)


def _compare(bundle: Bundle, node: Compare, say: Any, known: dict[tuple[str, str], str]) -> str:
    left, right = node.left, node.right
    if isinstance(left, Name) and isinstance(right, Literal):
        value = right.value
        title = known.get((left.key, str(value).lower() if isinstance(value, bool) else str(value)))
        name = slot_words(bundle, left.key)
        if title and node.operator in ("=", "!="):
            return f"“{title}”" if node.operator == "=" else f"not “{title}”"
        if value is None:
            return f"{name} is {'not known' if node.operator == '=' else 'known'}"
        if isinstance(value, bool) or value == CANNOT:
            word = "cannot: " if value == CANNOT else "" if value is (node.operator == "=") else "not: "
            return f"{word}{name}"
    words = {"=": "is", "!=": "is not", "<": "below", ">": "above", "<=": "at most", ">=": "at least"}
    return f"{say(left)} {words.get(node.operator, node.operator)} {say(right)}"


def _value(node: Node) -> str:
    if isinstance(node, Empty):
        return "empty"
    if isinstance(node, Choice):
        return " / ".join(spoken(value).replace("_", " ") for value in node.values)
    return spoken(node.value).replace("_", " ") if isinstance(node, Literal) else ""
