"""Who uses a flow, response, slot, article, action or intent: what to look at before it is renamed or deleted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.flows.condition import Condition
from bot.flows.model import Action, Bundle, Call, Collect, Flow, Link, Response, SetSlots, Step
from bot.flows.payload import IntentPayload, SlotsPayload, parse_payload
from bot.flows.problem import Where
from bot.flows.render import placeholders


@dataclass(frozen=True, order=True)
class Use:
    where: Where
    sentence: str

    def __str__(self) -> str:
        return f"{self.where} {self.sentence}"


def kinds(bundle: Bundle, name: str) -> list[str]:
    """What the name is the name of."""
    slugs = {article for flow in bundle.flows.values() for s in flow.steps.values() for _, article in _articles(s)}
    known = {
        "flow": bundle.flows,
        "response": bundle.responses,
        "slot": bundle.slots,
        "action": bundle.actions,
        "intent": bundle.intents,
        "article": slugs,
    }
    return [kind for kind, names in known.items() if name in names]


def uses(bundle: Bundle, name: str) -> list[Use]:
    """Every place that refers to the name, in the order of files and lines."""
    found: set[Use] = set()
    for flow in bundle.flows.values():
        found.update(_of_flow(flow, name))
        for step in flow.steps.values():
            place = f"step {step.id} of {flow.id}"
            found.update(Use(where, f"{place} {verb}") for where, verb in _of_step(step, name))
    for response in bundle.responses.values():
        found.update(_of_response(response, name))
    return sorted(found)


def _of_flow(flow: Flow, name: str) -> Iterator[Use]:
    for trigger in flow.triggers:
        if trigger.intent == name:
            yield Use(trigger.where, f"{flow.id} is started by it")
    if flow.guard and name in flow.guard.slots():
        yield Use(flow.guard.where, f"{flow.id} has it in its `if:`")
    if name in flow.persisted_slots:
        yield Use(flow.persisted_slots[name], f"{flow.id} keeps it")
    for reply in flow.asked_meanwhile:
        if reply.utter == name:
            yield Use(reply.where, f"{flow.id} says it to a question in between")
        if name in reply.condition.slots():
            yield Use(reply.condition.where, f"{flow.id} answers questions in between by it")


def _of_step(step: Step, name: str) -> Iterator[tuple[Where, str]]:
    deed = step.deed
    if isinstance(deed, Collect):
        if deed.slot == name:
            yield step.at("collect"), "asks for it"
        if deed.utter == name:
            yield step.at("utter"), "asks with it"
        for rejection in deed.rejections:
            if rejection.utter == name:
                yield rejection.where, "says it to a refused answer"
            if name in rejection.condition.slots():
                yield rejection.condition.where, "refuses answers by it"
    elif isinstance(deed, Action) and deed.name == name:
        yield step.at("action"), "says it" if deed.is_response else "runs it"
    elif isinstance(deed, SetSlots) and name in deed.values:
        yield step.at(f"set_slots.{name}"), "sets it"
    elif isinstance(deed, (Link, Call)) and deed.flow == name:
        yield step.at("link" if isinstance(deed, Link) else "call"), "leads to it"
    for condition in _conditions(step):
        if name in condition.slots():
            yield condition.where, "branches by it"
    for key, article in _articles(step):
        if article == name:
            yield step.at(key), "shows it"
    yield from ((step.at(f"metadata.outcome.{key}"), "says its value") for key in _spoken(step, name))


def _conditions(step: Step) -> Iterator[Condition]:
    return (branch.condition for branch in step.next if branch.condition)


def _articles(step: Step) -> Iterator[tuple[str, str]]:
    outcome = step.metadata.get("outcome")
    places = {"metadata.article": step.metadata}
    if isinstance(outcome, dict):
        places["metadata.outcome.article"] = outcome
    for key, given in places.items():
        if isinstance(given.get("article"), str):
            yield key, given["article"]


def _spoken(step: Step, name: str) -> Iterator[str]:
    outcome = step.metadata.get("outcome")
    for key, text in outcome.items() if isinstance(outcome, dict) else ():
        if isinstance(text, str) and name in placeholders(text):
            yield key


def _of_response(response: Response, name: str) -> Iterator[Use]:
    for variant in response.variants:
        if variant.condition and name in variant.condition.slots():
            yield Use(variant.condition.where, f"{response.name} is said by it")
        if name in placeholders(variant.text):
            yield Use(variant.where, f"{response.name} says its value")
        for button in variant.buttons:
            payload = parse_payload(button.payload)
            sets = isinstance(payload, SlotsPayload) and name in payload.values
            starts = isinstance(payload, IntentPayload) and payload.intent == name
            if sets or starts:
                verb = "sets" if sets else "starts"
                yield Use(button.where, f"the button “{button.title}” of {response.name} {verb} it")
