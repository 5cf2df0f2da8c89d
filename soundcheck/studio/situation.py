"""What a writer may pretend while trying a flow: the demo's scenarios, and the slots that the flow asks about."""

from __future__ import annotations

from typing import Any

from bot.flows import Bundle
from bot.flows.model import Action, Flow
from bot.flows.render import spoken
from demo.scenario import load_scenarios
from soundcheck.flows.openings import WORDS
from soundcheck.flows.situations import relevant, with_called
from soundcheck.flows.words import slot_words


def scenarios() -> list[dict[str, Any]]:
    return [
        {"id": scenario.scenario_id, "title": scenario.title, "story": scenario.story, "say": scenario.try_saying}
        for scenario in load_scenarios().values()
    ]


def facts(bundle: Bundle, flow: Flow) -> list[dict[str, Any]]:
    """The slots on which the flow, or one that it calls, branches, each with the values that matter."""
    values: dict[str, dict[str, Any]] = {}
    for fixture in relevant(bundle, flow, {}).values():
        for slot, value in fixture.items():
            values.setdefault(slot, {}).setdefault(repr(value), value)
    # What the listener wrote is what they write in the conversation.
    return [_fact(bundle, slot, list(found.values())) for slot, found in values.items() if slot not in WORDS]


def _fact(bundle: Bundle, name: str, values: list[Any]) -> dict[str, Any]:
    slot = bundle.slots[name]
    if slot.type == "bool":
        values = [True, False]
    elif slot.type == "categorical":
        values = list(slot.values)
    # A condition that only asks whether a text is known gives no value to choose from.
    values = [value for value in values if slot.type == "bool" or not isinstance(value, bool)]
    return {
        "slot": name,
        "words": slot_words(bundle, name),
        "free": slot.type in ("text", "float"),
        "values": [{"value": value, "words": spoken(value).replace("_", " ")} for value in values],
    }


def actions(bundle: Bundle, flow: Flow) -> list[str]:
    """The actions that the flow and those it calls may run; each may be made to fail."""
    deeds = (step.deed for part in with_called(bundle, flow) for step in part.steps.values())
    return list(dict.fromkeys(deed.name for deed in deeds if isinstance(deed, Action) and not deed.is_response))
