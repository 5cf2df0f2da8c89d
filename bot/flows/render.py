"""Turns a response into the text and buttons that a listener sees; which response is due is the engine's decision."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.flows.effects import Rendered, Say
from bot.flows.model import Bundle, Response, Variant

SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
PLACEHOLDER = re.compile(r"\{([A-Za-z_][\w.]*)\}")


def render(bundle: Bundle, say: Say, slots: Mapping[str, Any]) -> Rendered:
    """The first variant whose condition holds and whose placeholders are all known; buttons of the context follow."""
    response = bundle.responses.get(say.response)
    if response is None:
        return Rendered("")
    variant = choose(bundle, response, slots, say.context)
    if variant is None:
        return Rendered("")
    buttons = [
        {"title": fill(bundle, button.title, slots, say.context), "payload": button.payload}
        for button in variant.buttons
    ]
    offered = {button["payload"] for button in buttons}
    more = say.context.get("buttons", ())
    buttons += [dict(button) for button in more if button["payload"] not in offered]
    text = fill(bundle, variant.text, slots, say.context)
    return Rendered(question_of(text) if say.context.get("is_again") else text, tuple(buttons))


def question_of(text: str) -> str:
    """The last question of a text without what explains it; the whole text where it asks nothing."""
    questions = [sentence for sentence in SENTENCE_END.split(text) if sentence.endswith("?")]
    return questions[-1] if questions else text


def variant_number(bundle: Bundle, name: str, slots: Mapping[str, Any], context: Mapping[str, Any]) -> int:
    """Which variant of the response is said now, from 1; 0 where there is none."""
    response = bundle.responses.get(name)
    variant = choose(bundle, response, slots, context) if response else None
    return list(response.variants).index(variant) + 1 if response and variant else 0


def choose(bundle: Bundle, response: Response, slots: Mapping[str, Any], context: Mapping[str, Any]) -> Variant | None:
    holding = [v for v in response.variants if v.condition is None or v.condition.holds(slots, context)]
    complete = (
        variant
        for variant in holding
        if all(_lookup(bundle, name, slots, context) is not None for name in placeholders(variant.text))
    )
    return next(complete, holding[0] if holding else None)


def placeholders(text: str) -> Iterator[str]:
    return (found.group(1) for found in PLACEHOLDER.finditer(text))


def fill(bundle: Bundle, text: str, slots: Mapping[str, Any], context: Mapping[str, Any]) -> str:
    return PLACEHOLDER.sub(lambda found: spoken(_lookup(bundle, found.group(1), slots, context)), text)


def spoken(value: Any) -> str:
    """A value as people write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return ", ".join(spoken(item) for item in value) if isinstance(value, (list, tuple)) else str(value)


def _lookup(bundle: Bundle, name: str, slots: Mapping[str, Any], context: Mapping[str, Any]) -> Any:
    first, _, rest = name.partition(".")
    if first == "brand" and rest:
        return brand_value(bundle.brand, rest)
    if first == "context" and rest:
        return context.get(rest)
    return slots.get(name)


def brand_value(brand: Mapping[str, Any], path: str) -> Any:
    """The fact at `key.key`; null when there is none, or when it is a whole block of facts."""
    value: Any = brand
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return None if isinstance(value, Mapping) else value
