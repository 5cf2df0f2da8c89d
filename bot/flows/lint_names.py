"""Checks that every slot, response, action and intent that a flow names exists, and may be used like that."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import groupby

from bot.flows.model import Action, Bundle, Collect, Flow, SetSlots, Step
from bot.flows.payload import typed
from bot.flows.problem import Problem, Where, did_you_mean, missing
from bot.flows.topics import topic_of
from bot.flows.walk import BUILT_IN_ACTIONS

ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")


def check(bundle: Bundle, flow: Flow, actions: Collection[str] | None) -> Iterator[Problem]:
    if not ID.fullmatch(flow.id):
        yield Problem(flow.where, "F008", f"`{flow.id}` is no id", "use letters, digits, _ and -")
    if not flow.steps:
        yield Problem(flow.where, "F008", f"{flow.id} has no steps", "add one, or remove the flow")
    for step in flow.steps.values():
        if isinstance(step.deed, Collect):
            yield from _collect(bundle, step, step.deed)
        elif isinstance(step.deed, Action):
            yield from _action(bundle, step, step.deed, actions)
        elif isinstance(step.deed, SetSlots):
            yield from _set_slots(bundle, step, step.deed)
    for reply in flow.asked_meanwhile:
        yield from _response(bundle, reply.utter, reply.where)


def _collect(bundle: Bundle, step: Step, collect: Collect) -> Iterator[Problem]:
    slot = bundle.slots.get(collect.slot)
    if slot is None:
        remedy = missing(collect.slot, bundle.slots, "add it under `slots:`")
        yield Problem(step.at("collect"), "F007", f"there is no slot `{collect.slot}`", remedy)
    elif slot.type == "list":
        yield Problem(step.at("collect"), "F008", "a list cannot be asked for", "let an action fill it")
    if slot is not None or "utter" in step.places:
        yield from _response(bundle, collect.utter, step.at("utter"))
    for rejection in collect.rejections:
        yield from _response(bundle, rejection.utter, rejection.where)


def _response(bundle: Bundle, name: str, where: Where) -> Iterator[Problem]:
    if name not in bundle.responses:
        remedy = missing(name, bundle.responses, "write it under `responses:`")
        yield Problem(where, "F007", f"there is no response `{name}`", remedy)


def _action(bundle: Bundle, step: Step, action: Action, actions: Collection[str] | None) -> Iterator[Problem]:
    where = step.at("action")
    if action.is_response:
        yield from _response(bundle, action.name, where)
    elif actions is not None and action.name not in actions and action.name not in BUILT_IN_ACTIONS:
        remedy = did_you_mean(action.name, [*actions, *BUILT_IN_ACTIONS], "see docs/bot-contract.md for what there is")
        yield Problem(where, "F007", f"there is no action `{action.name}`", remedy)
    elif not action.name.startswith("action_"):
        yield Problem(where, "F008", f"`{action.name}` is neither utter_… nor action_…", "name one of the two")


def _set_slots(bundle: Bundle, step: Step, deed: SetSlots) -> Iterator[Problem]:
    for name, value in deed.values.items():
        slot, where = bundle.slots.get(name), step.at(f"set_slots.{name}")
        if slot is None:
            remedy = missing(name, bundle.slots, "add it under `slots:`")
            yield Problem(where, "F007", f"there is no slot `{name}`", remedy)
        elif value is None or slot.type in ("any", "list", "text"):
            continue
        elif slot.type == "categorical" and value not in slot.values:
            remedy = did_you_mean(str(value), slot.values, "it has " + ", ".join(slot.values))
            yield Problem(where, "F015", f"`{value}` is no value of {name}", remedy)
        elif slot.type in ("bool", "float") and typed(slot, str(value).lower()) is None:
            yield Problem(where, "F015", f"`{value}` is no value of {name}", f"it is a {slot.type}")


def check_triggers(bundle: Bundle) -> Iterator[Problem]:
    triggers = [(trigger, flow) for flow in bundle.flows.values() for trigger in flow.triggers]
    for trigger, flow in triggers:
        if topic_of(trigger.intent) not in bundle.topics:
            message = f"`{trigger.intent}` is no topic; dialogue acts are answered by patterns"
            yield Problem(trigger.where, "F017", message, did_you_mean(trigger.intent, bundle.topics))
        if flow.topic not in bundle.topics:
            message = f"{flow.id} serves no topic that is known"
            yield Problem(flow.where, "F017", message, did_you_mean(flow.topic, bundle.topics, "give it a `topic:`"))
    free = sorted(((t, f) for t, f in triggers if f.guard is None), key=lambda pair: (pair[0].intent, pair[0].where))
    for intent, pairs in groupby(free, key=lambda pair: pair[0].intent):
        first, *others = pairs
        for trigger, _ in others:
            message = f"`{intent}` also starts {first[1].id}, so the listener would be asked which"
            yield Problem(trigger.where, "F017", message, "give one of the flows an `if:`")
