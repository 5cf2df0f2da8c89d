"""The choices that a question can show as buttons, whether or not its text lists them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.flows.condition import CANNOT
from bot.flows.effects import Say
from bot.flows.model import Bundle, Collect, Slot, Step
from bot.flows.payload import SlotsPayload, parse_payload
from bot.flows.render import render
from bot.flows.turn import Question, Turn

Button = dict[str, str]


def options_of(bundle: Bundle, collect: Collect, step: Step) -> Sequence[Button]:
    """A button for every value of the slot that can be named; the words are the response's own where it has them."""
    slot = bundle.slots.get(collect.slot)
    if slot is None:
        return ()
    written = {button["payload"]: button for button in _written(bundle, collect)}
    titles = [(_payload(slot, value), title) for value, title in _values(slot, step)]
    return [written.get(payload, {"title": title, "payload": payload}) for payload, title in titles]


def offered(turn: Turn, question: Question) -> Sequence[Button]:
    """The buttons below the open question, as the listener sees them."""
    context = dict(question.frame.context)
    if question.frame.misses >= 2:
        more = options_of(turn.bundle, question.collect, question.step)
        context["buttons"] = [*context.get("buttons", ()), *more]
    say = Say(question.collect.utter, question.frame.flow, question.step.id, context)
    return [dict(button) for button in render(turn.bundle, say, turn.slots).buttons]


def text_of(turn: Turn, question: Question) -> str:
    """What the open question says in full."""
    say = Say(question.collect.utter, question.frame.flow, question.step.id, question.frame.context)
    return render(turn.bundle, say, turn.slots).text


def _written(bundle: Bundle, collect: Collect) -> list[Button]:
    response = bundle.responses.get(collect.utter)
    buttons = [button for variant in response.variants for button in variant.buttons] if response else []
    return [{"title": button.title, "payload": button.payload} for button in buttons]


def _values(slot: Slot, step: Step) -> list[tuple[str, str]]:
    if slot.type == "bool":
        cannot = [(CANNOT, "I can't do that")] if step.metadata.get("remedy") else []
        return [("true", "Yes"), ("false", "No"), *cannot]
    return [(value, _title(value)) for value in slot.values]


def _title(value: str) -> str:
    """A value as a name; "MMI" and "iDrive" are written as they are."""
    words = value.replace("_", " ")
    return words.capitalize() if words.islower() else words


def _payload(slot: Slot, value: str) -> str:
    return f"/SetSlots({slot.name}={value})"


def titles(turn: Turn, question: Question) -> dict[str, str]:
    """What a value is called on the question's buttons."""
    named: dict[str, str] = {}
    for button in _written(turn.bundle, question.collect):
        payload = parse_payload(button["payload"])
        if isinstance(payload, SlotsPayload) and question.slot.name in payload.values:
            named.setdefault(payload.values[question.slot.name], button["title"])
    return named
