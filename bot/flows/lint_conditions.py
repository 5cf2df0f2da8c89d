"""Checks that conditions ask what can be: slots that exist, with values that they can have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.flows.condition import CANNOT, ORDERINGS, Choice, Compare, Condition, Literal, Name
from bot.flows.model import Bundle, Collect, Slot
from bot.flows.problem import Problem, Where, did_you_mean, missing

COMPARABLE = {"<": ("float", "any"), "contains": ("text", "list", "any"), "matches": ("text", "categorical", "any")}


def check(bundle: Bundle) -> Iterator[Problem]:
    for condition in _conditions(bundle):
        for name in condition.names():
            if name.namespace == "slots" and name.key not in bundle.slots:
                where = _place(condition, name.column)
                remedy = missing(name.key, bundle.slots, "add it under `slots:`")
                yield Problem(where, "F012", f"there is no slot `{name.key}`", remedy)
        for comparison in condition.comparisons():
            yield from _comparison(bundle, condition, comparison)


def _conditions(bundle: Bundle) -> Iterator[Condition]:
    for flow in bundle.flows.values():
        if flow.guard:
            yield flow.guard
        yield from (reply.condition for reply in flow.asked_meanwhile)
        for step in flow.steps.values():
            yield from (branch.condition for branch in step.next if branch.condition)
            if isinstance(step.deed, Collect):
                yield from (rejection.condition for rejection in step.deed.rejections)
    for response in bundle.responses.values():
        yield from (variant.condition for variant in response.variants if variant.condition)


def _place(condition: Condition, column: int) -> Where:
    return replace(condition.where, column=condition.where.column + column - 1)


def _comparison(bundle: Bundle, condition: Condition, comparison: Compare) -> Iterator[Problem]:
    for side, other in ((comparison.left, comparison.right), (comparison.right, comparison.left)):
        slot = bundle.slots.get(side.key) if isinstance(side, Name) and side.namespace == "slots" else None
        if slot is None or not isinstance(side, Name):
            continue
        where = _place(condition, side.column)
        operator = "<" if comparison.operator in ORDERINGS else comparison.operator
        if side is comparison.left and slot.type not in COMPARABLE.get(operator, (slot.type,)):
            message = f"{slot.name} is {slot.type}, `{comparison.operator}` does not go with that"
            yield Problem(where, "F013", message, "compare with =")
        elif operator in ("=", "!=") and isinstance(other, Literal):
            yield from _value(slot, other.value, _place(condition, other.column))
        elif operator == "contains" and isinstance(other, Choice):
            for value in other.values:
                yield from _value(slot, value, _place(condition, other.column))


def _value(slot: Slot, value: Any, where: Where) -> Iterator[Problem]:
    if value is None or slot.type in ("any", "list"):
        return
    if slot.type == "categorical" and value not in slot.values:
        remedy = did_you_mean(str(value), slot.values, "it has " + ", ".join(slot.values))
        yield Problem(where, "F015", f"{slot.name} is never `{value}`", remedy)
    elif slot.type == "bool" and not isinstance(value, bool) and value != CANNOT:
        yield Problem(where, "F013", f"{slot.name} is a bool, never `{value}`", 'it is true, false or, tried, "cannot"')
    elif slot.type == "float" and (isinstance(value, bool) or not isinstance(value, (int, float))):
        yield Problem(where, "F013", f"{slot.name} is a number, never `{value}`", "leave out the quotation marks")
    elif slot.type == "text" and not isinstance(value, str):
        yield Problem(where, "F013", f"{slot.name} is text, never `{value}`", f'write "{value}"')
