"""Tells which values of one slot can reach each step of a flow, from the conditions on the way; for the linter."""

from __future__ import annotations

from bot.flows.condition import Both, Choice, Compare, Condition, Either, Empty, Literal, Name, Node, Not
from bot.flows.model import END, Action, Bundle, Call, Collect, Flow, SetSlots, Step

#: What a slot can hold; None where nothing is known.
Values = frozenset[str | None]
BOOLS = frozenset({True, False})


def arrivals(bundle: Bundle, flow: Flow, slot: str, first: Values, callers: tuple[str, ...] = ()) -> dict[str, Values]:
    """For each step that can be reached, and for END, the values that `slot` may have there, rather too many.

    `first` is what the slot may hold where the flow begins; `callers` are the flows that called this one.
    """
    reached: dict[str, Values] = {}
    waiting: list[tuple[str, Values]] = [(flow.first, first)]
    while waiting:
        target, values = waiting.pop()
        known = reached.get(target)
        if known is not None and values <= known:
            continue
        reached[target] = values | (known or frozenset())
        if target in flow.steps:
            step = flow.steps[target]
            after = _after(bundle, step, slot, reached[target], (*callers, flow.id))
            waiting.extend(_ways_on(step, slot, after))
    return reached


def every_value(bundle: Bundle, slot: str) -> Values:
    found = bundle.slots.get(slot)
    return frozenset({None, *(found.values if found else ())})


def _ways_on(step: Step, slot: str, values: Values) -> list[tuple[str, Values]]:
    ways: list[tuple[str, Values]] = []
    for branch in step.next:
        truths = {value: _truths(branch.condition, slot, value) for value in values}
        passing = frozenset(value for value in values if True in truths[value])
        if passing:
            ways.append((branch.target, passing))
        values = frozenset(value for value in values if False in truths[value])
    return ways


def _after(bundle: Bundle, step: Step, slot: str, values: Values, callers: tuple[str, ...]) -> Values:
    """What the slot may hold once the step is done."""
    deed, everything = step.deed, every_value(bundle, slot)
    if isinstance(deed, Collect) and deed.slot == slot:
        answers = everything - {None}
        return answers if deed.ask_before_filling or None in values else values
    if isinstance(deed, SetSlots) and slot in deed.values:
        value = deed.values[slot]
        return frozenset({value}) if value is None or isinstance(value, str) else everything
    if isinstance(deed, Action) and deed.name.startswith("action_read_"):
        return everything if None in values else values
    if isinstance(deed, Call) and deed.flow in bundle.flows and deed.flow not in callers:
        return arrivals(bundle, bundle.flows[deed.flow], slot, values, callers).get(END, values)
    return values


def _truths(condition: Condition | None, slot: str, value: str | None) -> frozenset[bool]:
    """What the condition may come to where the slot has this value and nothing else is known."""
    return _may_be(condition.tree, slot, value) if condition else frozenset({True})


def _may_be(node: Node, slot: str, value: str | None) -> frozenset[bool]:
    if isinstance(node, Not):
        return frozenset(not truth for truth in _may_be(node.operand, slot, value))
    if isinstance(node, (Both, Either)):
        left, right = _may_be(node.left, slot, value), _may_be(node.right, slot, value)
        if isinstance(node, Both):
            return frozenset(a and b for a in left for b in right)
        return frozenset(a or b for a in left for b in right)
    if _is_about(node, slot):
        return frozenset({Condition("", node).holds({slot: value})})
    return BOOLS


def _is_about(node: Node, slot: str) -> bool:
    """Whether it compares this slot with what is written there, so that nothing else has to be known."""
    if not isinstance(node, Compare) or not isinstance(node.left, Name):
        return False
    return (node.left.namespace, node.left.key) == ("slots", slot) and isinstance(node.right, (Literal, Empty, Choice))
