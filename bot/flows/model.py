"""A bundle of flows as it was read: plain values without behaviour but looking up."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from bot.flows.condition import Condition
from bot.flows.problem import NOWHERE, Where

END = "END"


@dataclass(frozen=True)
class Branch:
    """One way on: to step `target` if `condition` holds; without a condition, always."""

    target: str
    condition: Condition | None = None
    where: Where = NOWHERE


@dataclass(frozen=True)
class Reply:
    """A response that is said where its condition holds: to a refused answer, or to a question in between."""

    condition: Condition
    utter: str
    where: Where


@dataclass(frozen=True)
class Collect:
    slot: str
    utter: str
    ask_before_filling: bool = False
    force_slot_filling: bool = False
    rejections: Sequence[Reply] = ()


@dataclass(frozen=True)
class Action:
    name: str

    @property
    def is_response(self) -> bool:
        return self.name.startswith("utter_")

    @property
    def is_repeatable(self) -> bool:
        """Whether running it twice does no harm."""
        return self.is_response or self.name.startswith("action_read_")


@dataclass(frozen=True)
class SetSlots:
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Noop:
    pass


@dataclass(frozen=True)
class Link:
    flow: str


@dataclass(frozen=True)
class Call:
    flow: str


Deed = Collect | Action | SetSlots | Noop | Link | Call


@dataclass(frozen=True)
class Step:
    id: str
    deed: Deed
    next: Sequence[Branch]
    metadata: Mapping[str, Any]
    where: Where
    description: str = ""
    places: Mapping[str, Where] = field(default_factory=dict)

    def at(self, path: str) -> Where:
        """Where in the file the value of a key is, `metadata.outcome.cause` for one further in."""
        return self.places.get(path, self.where)

    @property
    def key(self) -> str:
        """What makes two side effects the same: the action and what it was told, wherever the step stands."""
        name = self.deed.name if isinstance(self.deed, Action) else self.id
        return f"{name} {json.dumps(self.metadata, sort_keys=True, default=str)}" if self.metadata else name


@dataclass(frozen=True)
class Trigger:
    intent: str
    threshold: float | None
    where: Where


@dataclass(frozen=True)
class Flow:
    id: str
    name: str
    description: str
    topic: str
    steps: Mapping[str, Step]
    where: Where
    guard: Condition | None = None
    triggers: Sequence[Trigger] = ()
    persisted_slots: Mapping[str, Where] = field(default_factory=dict)
    run_pattern_completed: bool = True
    #: What it says to questions that come in between.
    asked_meanwhile: Sequence[Reply] = ()

    @property
    def first(self) -> str:
        return next(iter(self.steps), END)

    @property
    def is_pattern(self) -> bool:
        return self.id.startswith("pattern_")

    def own_slots(self) -> Iterator[str]:
        """The slots that a step of this flow asks for or sets."""
        for step in self.steps.values():
            if isinstance(step.deed, Collect):
                yield step.deed.slot
            elif isinstance(step.deed, SetSlots):
                yield from step.deed.values


@dataclass(frozen=True)
class Slot:
    """`shared` slots belong to the desk, not to one flow, and outlive every flow."""

    name: str
    type: str
    values: Sequence[str] = ()
    initial_value: Any = None
    label: str | None = None
    entity: str | None = None
    shared: bool = False
    where: Where = NOWHERE


@dataclass(frozen=True)
class Button:
    title: str
    payload: str
    where: Where


@dataclass(frozen=True)
class Variant:
    text: str
    buttons: Sequence[Button]
    condition: Condition | None
    where: Where


@dataclass(frozen=True)
class Response:
    name: str
    variants: Sequence[Variant]
    where: Where


@dataclass(frozen=True)
class Bundle:
    """Everything that the engine knows; `fingerprint` changes whenever a file does."""

    flows: Mapping[str, Flow]
    slots: Mapping[str, Slot]
    responses: Mapping[str, Response]
    topics: Mapping[str, str]
    brand: Mapping[str, Any]
    fingerprint: str
    topic_places: Mapping[str, Where] = field(default_factory=dict)
    #: Topics that an article or a person answers on purpose, and where that is said.
    without_flow: Mapping[str, Where] = field(default_factory=dict)

    @cached_property
    def actions(self) -> frozenset[str]:
        """The custom actions that some flow runs."""
        deeds = (step.deed for flow in self.flows.values() for step in flow.steps.values())
        return frozenset(d.name for d in deeds if isinstance(d, Action) and not d.is_response)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """The slots that an agent sees, and what they are called there."""
        return {slot.name: slot.label for slot in self.slots.values() if slot.label}

    @cached_property
    def intents(self) -> frozenset[str]:
        """The intents that start a flow, and every topic."""
        triggers = (trigger.intent for flow in self.flows.values() for trigger in flow.triggers)
        return frozenset(triggers) | frozenset(self.topics)
