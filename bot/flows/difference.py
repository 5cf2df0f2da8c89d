"""What is different between two bundles, in sentences for people who write flows; how it is shown is others' part."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.flows.model import Action, Branch, Bundle, Call, Collect, Flow, Link, Response, SetSlots, Slot, Step

NO_TEXT = "nothing"


@dataclass(frozen=True)
class Change:
    """One difference: in what, which one, and the lines of before and after where there are any."""

    place: str
    what: str
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


def difference(old: Bundle, new: Bundle) -> list[Change]:
    """Flows first, then what they say, then what they remember."""
    return [
        *_flows(old.flows, new.flows),
        *_responses(old.responses, new.responses),
        *_slots(old.slots, new.slots),
        *_facts("topic", old.topics, new.topics),
        *_facts("brand", _flat(old.brand), _flat(new.brand)),
    ]


def _flows(old: Mapping[str, Flow], new: Mapping[str, Flow]) -> Iterator[Change]:
    for name in (name for name in old if name not in new):
        yield Change(f"flow {name}", "removed")
    for name, flow in new.items():
        if name not in old:
            count = len(flow.steps)
            yield Change(f"flow {name}", f"added, with {count} step{'' if count == 1 else 's'}")
        else:
            yield from _flow(old[name], flow)


def _flow(old: Flow, new: Flow) -> Iterator[Change]:
    place = f"flow {new.id}"
    for label, property_of in FLOW_PROPERTIES.items():
        yield from _changed(place, label, property_of(old), property_of(new))
    renamed = _renamed(old.steps, new.steps)
    for name, step in old.steps.items():
        if name in renamed:
            yield Change(place, f"step {name} is now called {renamed[name]}")
        elif name not in new.steps:
            yield Change(place, f"step {name} removed", before=_deed(step))
    for name, step in new.steps.items():
        if name in old.steps:
            yield from _step(f"{place}, step {name}", old.steps[name], step, renamed)
        elif name not in renamed.values():
            yield Change(place, f"step {name} added", after=_deed(step))
    if old.first != new.first and renamed.get(old.first) != new.first:
        yield Change(place, "begins elsewhere", old.first, new.first)


def _renamed(old: Mapping[str, Step], new: Mapping[str, Step]) -> dict[str, str]:
    """Steps that do the same as one that went; each found once, in the order of the file."""
    found: dict[str, str] = {}
    for name in (name for name in old if name not in new):
        for other in (other for other in new if other not in old and other not in found.values()):
            if _essence(old[name]) == _essence(new[other]):
                found[name] = other
                break
    return found


def _essence(step: Step) -> tuple[str, str]:
    return _deed(step), json.dumps(step.metadata, sort_keys=True, default=str)


def _step(place: str, old: Step, new: Step, renamed: Mapping[str, str]) -> Iterator[Change]:
    yield from _changed(place, "does something else", _deed(old), _deed(new))
    before, after = _flat(old.metadata), _flat(new.metadata)
    for key in dict.fromkeys([*before, *after]):
        yield from _changed(place, key, before.get(key, ""), after.get(key, ""))
    ways = [_way(Branch(renamed.get(way.target, way.target), way.condition)) for way in old.next]
    yield from _changed(place, "leads elsewhere", "; ".join(ways), "; ".join(_way(way) for way in new.next))


def _deed(step: Step) -> str:
    deed = step.deed
    if isinstance(deed, Collect):
        extra = [f"saying {deed.utter}"] if deed.utter != f"utter_ask_{deed.slot}" else []
        extra += ["anew each time"] if deed.ask_before_filling else []
        extra += ["taking any words"] if deed.force_slot_filling else []
        extra += [f"but not if {rejection.condition.text}: {rejection.utter}" for rejection in deed.rejections]
        return ", ".join([f"asks for {deed.slot}", *extra])
    if isinstance(deed, Action):
        return f"says {deed.name}" if deed.is_response else f"runs {deed.name}"
    if isinstance(deed, SetSlots):
        return "sets " + ", ".join(f"{slot} to {_plain(value)}" for slot, value in deed.values.items())
    if isinstance(deed, (Link, Call)):
        return f"{'links to' if isinstance(deed, Link) else 'calls'} {deed.flow}"
    return "only branches"


def _way(branch: Branch) -> str:
    return f"if {branch.condition.text}: {branch.target}" if branch.condition else branch.target


def _responses(old: Mapping[str, Response], new: Mapping[str, Response]) -> Iterator[Change]:
    for name in dict.fromkeys([*old, *new]):
        before, after = _variants(old.get(name)), _variants(new.get(name))
        if before != after:
            what = "added" if name not in old else "removed" if name not in new else "says something else"
            same = [line for line in before if line in after]
            yield Change(
                f"text {name}",
                what,
                "\n".join(line for line in before if line not in same),
                "\n".join(line for line in after if line not in same),
            )


def _variants(response: Response | None) -> list[str]:
    lines = []
    for variant in response.variants if response else ():
        condition = f"if {variant.condition.text}: " if variant.condition else ""
        lines.append(condition + variant.text)
        lines += [f"[{button.title}] {button.payload}" for button in variant.buttons]
    return lines


def _slots(old: Mapping[str, Slot], new: Mapping[str, Slot]) -> Iterator[Change]:
    for name in dict.fromkeys([*old, *new]):
        place = f"slot {name}"
        if name not in new or name not in old:
            yield Change(place, "removed" if name not in new else f"added, {new[name].type}")
            continue
        for label, property_of in SLOT_PROPERTIES.items():
            yield from _changed(place, label, property_of(old[name]), property_of(new[name]))


def _facts(kind: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for key in dict.fromkeys([*old, *new]):
        what = "added" if key not in old else "removed" if key not in new else "changed"
        yield from _changed(f"{kind} {key}", what, old.get(key, ""), new.get(key, ""))


def _changed(place: str, what: str, before: str, after: str) -> Iterator[Change]:
    if before != after:
        yield Change(place, what, before or NO_TEXT, after or NO_TEXT)


def _flat(facts: Any, prefix: str = "") -> dict[str, str]:
    if not isinstance(facts, Mapping):
        return {prefix: _plain(facts)}
    found: dict[str, str] = {}
    for key, value in facts.items():
        found |= _flat(value, f"{prefix}.{key}" if prefix else str(key))
    return found


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _triggers(flow: Flow) -> str:
    return ", ".join(t.intent if t.threshold is None else f"{t.intent} from {t.threshold}" for t in flow.triggers)


def _list(values: Sequence[str]) -> str:
    return ", ".join(values)


FLOW_PROPERTIES: Mapping[str, Callable[[Flow], str]] = {
    "has another name": lambda flow: flow.name,
    "has another description": lambda flow: flow.description,
    "serves another topic": lambda flow: flow.topic,
    "starts by other intents": _triggers,
    "has another guard": lambda flow: flow.guard.text if flow.guard else "",
    "keeps other slots": lambda flow: _list(sorted(flow.persisted_slots)),
    "answers other questions in between": lambda flow: "; ".join(
        f"{reply.utter} if {reply.condition.text}" for reply in flow.asked_meanwhile
    ),
    "ends otherwise": lambda flow: "asks for more" if flow.run_pattern_completed else "asks nothing",
}
SLOT_PROPERTIES: Mapping[str, Callable[[Slot], str]] = {
    "has another type": lambda slot: slot.type,
    "has other values": lambda slot: _list(slot.values),
    "begins with another value": lambda slot: _plain(slot.initial_value),
    "has another label": lambda slot: slot.label or "",
    "is filled by another entity": lambda slot: slot.entity or "",
}
