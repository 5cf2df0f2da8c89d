"""Checks what listeners read: placeholders, buttons, length, and texts that would have a hole."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flows.condition import CANNOT
from bot.flows.model import Action, Bundle, Button, Collect, Flow, Response, Step, Variant
from bot.flows.payload import IntentPayload, SlotsPayload, parse_payload, typed
from bot.flows.problem import Problem, Where, did_you_mean, missing
from bot.flows.render import PLACEHOLDER, brand_value, placeholders
from bot.flows.topics import topic_of

MAX_TEXT = 600
ACTS = ("talk_to_human", "cancel_flow", "repeat_question", "none_of_these", "greeting", "goodbye")


def check(bundle: Bundle) -> Iterator[Problem]:
    spoken = _spoken(bundle)
    for response in bundle.responses.values():
        yield from _response(bundle, response, spoken.get(response.name, frozenset()))
    for flow in bundle.flows.values():
        for step in flow.steps.values():
            yield from _outcome_texts(bundle, flow, step)


def _response(bundle: Bundle, response: Response, known: frozenset[str]) -> Iterator[Problem]:
    if all(variant.condition for variant in response.variants):
        message = f"{response.name} has no variant without `if:`, so the bot may stay silent"
        yield Problem(response.where, "F014", message, "add one at the end")
    elif all(_holes(bundle, variant, known) for variant in response.variants if not variant.condition):
        variant = next(variant for variant in response.variants if not variant.condition)
        hole = _holes(bundle, variant, known)[0]
        message = f"{response.name} has a hole while {hole} is null"
        yield Problem(variant.where, "F022", message, f"add a variant without {{{hole}}}")
    for variant in response.variants:
        yield from _text(bundle, variant.text, variant.where)
        for button in variant.buttons:
            yield from _text(bundle, button.title, button.where)
            yield from _button(bundle, button)


def _spoken(bundle: Bundle) -> dict[str, frozenset[str]]:
    """For each response the slots that a flow which says it asks for or sets."""
    known: dict[str, frozenset[str]] = {}
    for flow in bundle.flows.values():
        own = frozenset(flow.own_slots())
        for step in flow.steps.values():
            deed = step.deed
            name = deed.utter if isinstance(deed, Collect) else deed.name if isinstance(deed, Action) else ""
            known[name] = known.get(name, frozenset()) | own
    return known


def _holes(bundle: Bundle, variant: Variant, known: frozenset[str]) -> list[str]:
    asked = variant.condition.slots() if variant.condition else frozenset()
    return _null_slots(bundle, variant.text, known | asked)


def _null_slots(bundle: Bundle, text: str, known: frozenset[str]) -> list[str]:
    slots = [bundle.slots[name] for name in placeholders(text) if name in bundle.slots]
    return [slot.name for slot in slots if slot.name not in known and slot.initial_value is None]


def _text(bundle: Bundle, text: str, where: Where) -> Iterator[Problem]:
    if len(text) > MAX_TEXT:
        message = f"{len(text)} characters are too long to be read in a chat"
        yield Problem(where, "F020", message, f"{MAX_TEXT} are the most; move the rest to an article")
    for name in placeholders(text):
        first, _, rest = name.partition(".")
        if first == "context" and rest:
            continue
        if first == "brand":
            if brand_value(bundle.brand, rest) is None:
                remedy = did_you_mean(rest, _brand_keys(bundle.brand), "see data/brand.yml")
                yield Problem(where, "F019", f"the brand has no `{rest}`", remedy)
        elif name not in bundle.slots:
            remedy = did_you_mean(name, bundle.slots, "write {slot} or {brand.key}")
            yield Problem(where, "F019", f"there is no slot `{name}`", remedy)
    if "{" in PLACEHOLDER.sub("", text) or "}" in PLACEHOLDER.sub("", text):
        yield Problem(where, "F019", "a brace that is no placeholder", "write {slot} or {brand.key}, without blanks")


def _brand_keys(brand: object, prefix: str = "") -> Iterator[str]:
    for key, value in brand.items() if hasattr(brand, "items") else ():
        yield from _brand_keys(value, f"{prefix}{key}.") if hasattr(value, "items") else (f"{prefix}{key}",)


def _button(bundle: Bundle, button: Button) -> Iterator[Problem]:
    payload = parse_payload(button.payload)
    if isinstance(payload, SlotsPayload):
        for name, value in payload.values.items():
            yield from _sets(bundle, button, name, value)
    elif isinstance(payload, IntentPayload):
        known = {*ACTS, *bundle.topics, *(flow.id for flow in bundle.flows.values() if not flow.is_pattern)}
        if payload.intent not in known and topic_of(payload.intent) not in bundle.topics:
            remedy = did_you_mean(payload.intent, known, "name a flow or a topic")
            yield Problem(button.where, "F018", f"nothing is started by `/{payload.intent}`", remedy)
    else:
        remedy = "write /SetSlots(slot=value) or /flow_id"
        yield Problem(button.where, "F018", f"`{button.payload}` is no payload", remedy)


def _sets(bundle: Bundle, button: Button, name: str, value: str) -> Iterator[Problem]:
    slot = bundle.slots.get(name)
    if slot is None:
        remedy = missing(name, bundle.slots, "add it under `slots:`")
        yield Problem(button.where, "F018", f"there is no slot `{name}`", remedy)
    elif slot.type == "list" or typed(slot, value) is None:
        values = slot.values or (("true", "false", CANNOT) if slot.type == "bool" else ())
        remedy = did_you_mean(value, values, "it has " + ", ".join(values) if values else f"it is a {slot.type}")
        yield Problem(button.where, "F018", f"`{value}` is no value of {name}", remedy)


def _outcome_texts(bundle: Bundle, flow: Flow, step: Step) -> Iterator[Problem]:
    outcome = step.metadata.get("outcome")
    for key in ("cause", "prevention"):
        text = outcome.get(key) if isinstance(outcome, dict) else None
        if not isinstance(text, str):
            continue
        where = step.at(f"metadata.outcome.{key}")
        yield from _text(bundle, text, where)
        for hole in _null_slots(bundle, text, frozenset(flow.own_slots())):
            yield Problem(where, "F022", f"the {key} has a hole while {hole} is null", "say it without the slot")
