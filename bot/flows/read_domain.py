"""Reads the `responses:`, `slots:` and `topics:` blocks of a flow file."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flows.model import Button, Response, Slot, Variant
from bot.flows.problem import Where, did_you_mean
from bot.flows.read_condition import read_condition
from bot.flows.source import Node

SLOT_TYPES = ("text", "bool", "categorical", "float", "any", "list")
SLOT_KEYS = ("type", "values", "initial_value", "label", "entity")
# Rasa's own keys of a slot; the importer decides them for every slot alike.
SLOT_IGNORED = ("mappings", "influence_conversation", "min_value", "max_value")
VARIANT_KEYS = ("text", "buttons", "if")


def read_slots(block: Node, shared: bool) -> Iterator[Slot]:
    for name, key, node in block.pairs():
        node.only(*SLOT_KEYS, ignored=SLOT_IGNORED)
        kind, values = node.get("type"), node.get("values")
        label, entity, initial = node.get("label"), node.get("entity"), node.get("initial_value")
        type_name = kind.text() if kind else ""
        if type_name not in SLOT_TYPES:
            remedy = did_you_mean(type_name, SLOT_TYPES, "use one of " + ", ".join(SLOT_TYPES))
            (kind or key).problem("F008", f"slot `{name}` has no type that is known", remedy)
        names = tuple(str(value.plain()) for value in values.items()) if values else ()
        if type_name == "categorical" and len(names) < 2:
            node.problem("F008", f"categorical slot `{name}` needs two values or more", "list them in `values:`")
        yield Slot(
            name=name,
            type=type_name if type_name in SLOT_TYPES else "any",
            values=names,
            initial_value=initial.plain() if initial else None,
            label=label.text() if label else None,
            entity=entity.text() if entity else None,
            shared=shared,
            where=key.where,
        )


def read_responses(block: Node) -> Iterator[Response]:
    for name, key, node in block.pairs():
        if not name.startswith("utter_"):
            key.problem("F008", f"`{name}` is no name of a response", f"call it utter_{name}")
        yield Response(name, tuple(_variant(item) for item in node.items()), key.where)


def _variant(node: Node) -> Variant:
    node.only(*VARIANT_KEYS, ignored=("metadata",))
    text, condition, buttons = node.get("text"), node.get("if"), node.get("buttons")
    if text is None or (isinstance(text.value, str) and not text.value.strip()):
        node.problem("F008", "a variant needs `text:`")
    return Variant(
        text=text.text() if text else "",
        buttons=tuple(_buttons(buttons)) if buttons else (),
        condition=read_condition(condition) if condition else None,
        where=node.where,
    )


def _buttons(block: Node) -> Iterator[Button]:
    for item in block.items():
        item.only("title", "payload")
        title, payload = item.get("title"), item.get("payload")
        if title is None or payload is None:
            item.problem("F008", "a button needs `title:` and `payload:`")
        else:
            yield Button(title.text(), payload.text(), payload.where)


def read_topics(block: Node) -> Iterator[tuple[str, tuple[str, Where]]]:
    return ((topic, (title.text(), key.where)) for topic, key, title in block.pairs())
