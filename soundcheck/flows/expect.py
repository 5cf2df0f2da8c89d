"""Holds a turn against what a test expects of it: null when it is as expected, else what there is instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from soundcheck.flows.case import Expectation
from soundcheck.flows.conversation import Exchange, Said

#: Longer texts hide what is wrong with them.
MAX_SHOWN = 160


@dataclass(frozen=True)
class Miss:
    """What was expected, and what there is instead; both in words."""

    expected: str
    actual: str


def check(expectation: Expectation, exchange: Exchange) -> Miss | None:
    return CHECKS[expectation.kind](expectation.spec, exchange)


def _utter(name: str, exchange: Exchange) -> Miss | None:
    return None if name in exchange.responses else Miss(f"the bot says {name}", _heard_back(exchange))


def _bot(text: str, exchange: Exchange) -> Miss | None:
    if any(said.text.strip() == text for said in exchange.said):
        return None
    return Miss(f"the bot says “{text}”", _listed([f"“{_short(said.text)}”" for said in exchange.said]))


def _slot_was_set(slots: Sequence[tuple[str, tuple[Any, ...]]], exchange: Exchange) -> Miss | None:
    for name, value in slots:
        given = _values(exchange, name)
        if not any(_same(each, value) for each in given):
            return Miss(f"{name} is set{_to(value)}", _listed(_assigned(name, given), "it is not set in this turn"))
    return None


def _slot_was_not_set(slots: Sequence[tuple[str, tuple[Any, ...]]], exchange: Exchange) -> Miss | None:
    for name, value in slots:
        given = _values(exchange, name)
        if any(_same(each, value) for each in given):
            return Miss(f"{name} is not set{_to(value)}", _listed(_assigned(name, given)))
    return None


def _values(exchange: Exchange, slot: str) -> list[Any]:
    """The values that a slot is given in a turn; being emptied is none."""
    changes = [passed for passed in exchange.passed if passed.what == "set" and passed.name == slot]
    return [passed.value for passed in changes if passed.value is not None]


def _same(given: Any, expected: tuple[Any, ...]) -> bool:
    """In Python 1 equals true, in a flow it does not."""
    return not expected or (given == expected[0] and isinstance(given, bool) == isinstance(expected[0], bool))


def _to(value: tuple[Any, ...]) -> str:
    return f" to {value[0]!r}" if value else ""


def _assigned(name: str, values: Iterable[Any]) -> list[str]:
    return [f"{name} is set to {value!r}" for value in values]


def _flow_started(spec: tuple[bool, list[str]], exchange: Exchange) -> Miss | None:
    any_is_enough, flows = spec
    started = _flows(exchange, "started")
    holds = any(flow in started for flow in flows) if any_is_enough else all(flow in started for flow in flows)
    wanted = (" or " if any_is_enough else " and ").join(flows)
    return None if holds else Miss(f"{wanted} starts", _listed(started, "no flow starts"))


def _flow_over(what: str) -> Callable[[tuple[str, str | None], Exchange], Miss | None]:
    def look(spec: tuple[str, str | None], exchange: Exchange) -> Miss | None:
        flow, step = spec
        last = None
        for passed in exchange.passed:
            if passed.what == "step" and passed.name == flow:
                last = passed.value
            elif passed.what == what and passed.name == flow and (step is None or step == last):
                return None
        over = _listed(_flows(exchange, what), f"no flow is {what}")
        instead = f"its last step is {last}" if last and step and flow in _flows(exchange, what) else over
        return Miss(f"{flow} is {what}" + (f" at {step}" if step else ""), instead)

    return look


def _flows(exchange: Exchange, what: str) -> list[str]:
    return [passed.name for passed in exchange.passed if passed.what == what]


def _clarifies(flows: list[str], exchange: Exchange) -> Miss | None:
    offered = [flow for said in exchange.said for flow in said.clarifies]
    if all(flow in offered for flow in flows):
        return None
    return Miss(f"the bot asks whether it is {' or '.join(flows)}", _listed(offered, _heard_back(exchange)))


def _action(name: str, exchange: Exchange) -> Miss | None:
    done = [*exchange.actions, *exchange.responses]
    return None if name in done else Miss(f"{name} is run", _listed(exchange.actions, "no action is run"))


def _bot_uttered(spec: Mapping[str, Any], exchange: Exchange) -> Miss | None:
    if any(_fits(spec, said) for said in exchange.said):
        return None
    said = [_described(said, spec) for said in exchange.said]
    return Miss(f"the bot says {_wanted(spec)}", _listed(said, "it says nothing"))


def _bot_did_not_utter(spec: Mapping[str, Any], exchange: Exchange) -> Miss | None:
    said = next((said for said in exchange.said if _fits(spec, said)), None)
    return Miss(f"the bot does not say {_wanted(spec)}", _described(said, spec)) if said else None


def _fits(spec: Mapping[str, Any], said: Said) -> bool:
    buttons = [dict(button) for button in said.buttons]
    return (
        spec.get("utter_name") in (None, said.response)
        and ("text_matches" not in spec or spec["text_matches"].search(said.text) is not None)
        and all(any(wanted.items() <= button.items() for button in buttons) for wanted in spec.get("buttons", ()))
    )


def _wanted(spec: Mapping[str, Any]) -> str:
    parts = [spec["utter_name"]] if "utter_name" in spec else []
    parts += [f"what matches {spec['text_matches'].pattern!r}"] if "text_matches" in spec else []
    parts += ["buttons " + ", ".join(map(_button, spec["buttons"]))] if "buttons" in spec else []
    return " with ".join(parts)


def _described(said: Said, spec: Mapping[str, Any]) -> str:
    buttons = "".join(f" [{_button(button)}]" for button in said.buttons) if "buttons" in spec else ""
    text = f" “{_short(said.text)}”" if "text_matches" in spec or not said.response else ""
    return f"{said.response or 'an action:'}{text}{buttons}"


def _button(button: Mapping[str, str]) -> str:
    return " → ".join(button[key] for key in ("title", "payload") if key in button)


def _heard_back(exchange: Exchange) -> str:
    return _listed([said.response or f"“{_short(said.text)}”" for said in exchange.said], "it says nothing")


def _listed(items: Sequence[str], nothing: str = "nothing") -> str:
    return ", ".join(items) or nothing


def _short(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"


CHECKS: dict[str, Callable[[Any, Exchange], Miss | None]] = {
    "utter": _utter,
    "bot": _bot,
    "slot_was_set": _slot_was_set,
    "slot_was_not_set": _slot_was_not_set,
    "flow_started": _flow_started,
    "flow_completed": _flow_over("completed"),
    "flow_cancelled": _flow_over("cancelled"),
    "pattern_clarification_contains": _clarifies,
    "action_executed": _action,
    "bot_uttered": _bot_uttered,
    "bot_did_not_utter": _bot_did_not_utter,
}
