"""What may be known before a flow begins: the fixtures of the tests, and each value that a condition asks about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import Any

from bot.flows import Bundle
from bot.flows.condition import Choice, Compare, Condition, Literal, Name
from bot.flows.model import Call, Collect, Flow

Fixtures = Mapping[str, Mapping[str, Any]]


def with_called(bundle: Bundle, flow: Flow) -> Sequence[Flow]:
    """The flow and the flows that it calls, once each."""
    found = [flow]
    for part in found:
        called = (step.deed.flow for step in part.steps.values() if isinstance(step.deed, Call))
        found += [bundle.flows[name] for name in called if name in bundle.flows and bundle.flows[name] not in found]
    return found


def relevant(bundle: Bundle, flow: Flow, known: Fixtures) -> dict[str, dict[str, Any]]:
    """The fixtures that can turn this flow, and a new one for every value that none of them gives."""
    parts = with_called(bundle, flow)
    wanted = dict.fromkeys(_values(condition) for part in parts for condition in conditions(part))
    values = list(dict.fromkeys(chain.from_iterable(wanted)))
    asked = {step.deed.slot for part in parts for step in part.steps.values() if isinstance(step.deed, Collect)}
    kept = {slot for part in parts for slot in part.persisted_slots}
    slots = {slot for slot, _ in values if slot not in asked - kept or bundle.slots[slot].shared}
    found = {name: dict(given) for name, given in known.items() if slots & set(given)}
    for slot, value in values:
        given = any(fixture.get(slot) == value and slot in fixture for fixture in found.values())
        if slot in slots and value is not None and not given:
            found[f"{slot}_{value}".lower().replace(" ", "_")] = {slot: value}
    return found


def combined(fixtures: Fixtures, most: int = 3) -> Iterator[tuple[str, ...]]:
    """Nothing known, each fixture alone, then several; two that contradict each other are none."""
    for size in range(most + 1):
        for names in combinations(fixtures, size):
            pairs = [pair for name in names for pair in fixtures[name].items()]
            if len(dict(pairs)) == len({(slot, repr(value)) for slot, value in pairs}):
                yield names


def conditions(flow: Flow) -> Iterator[Condition]:
    for step in flow.steps.values():
        yield from (branch.condition for branch in step.next if branch.condition is not None)


def _values(condition: Condition) -> tuple[tuple[str, Any], ...]:
    """The slots that a condition names, each with the values that it compares them with; a bool with both."""
    found: list[tuple[str, Any]] = []
    for compare in condition.comparisons():
        found += _compared(compare)
    named = {slot for slot, _ in found}
    found += [(slot, True) for slot in sorted(condition.slots()) if slot not in named]
    return tuple(found)


def _compared(compare: Compare) -> Iterator[tuple[str, Any]]:
    names = [node for node in (compare.left, compare.right) if isinstance(node, Name) and node.namespace == "slots"]
    for name in names:
        for node in (compare.left, compare.right):
            if isinstance(node, Literal) and compare.pattern is None and compare.operator in ("=", "!=", "contains"):
                yield name.key, node.value
            elif isinstance(node, Choice):
                yield from ((name.key, value) for value in node.values)
