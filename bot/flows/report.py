"""What an agent should know when they take over: where we are, what was tried, and the facts with their labels."""

from __future__ import annotations

from typing import Any

from bot.flows.render import spoken
from bot.flows.stack import Frame
from bot.flows.turn import Turn


def report(turn: Turn) -> dict[str, Any]:
    group = turn.dialogue.group()
    flow = turn.bundle.flows.get(turn.dialogue.last_flow or "")
    if group:
        flow = turn.bundle.flows.get(group[0].flow)
    return {
        "topic": turn.slots.get("topic"),
        "flow": flow.id if flow else None,
        "flow_name": turn.name(group[0]) if group else flow.name if flow else None,
        "step": _step(group),
        "steps_tried": turn.dialogue.tried,
        "facts": _facts(turn),
    }


def _step(group: list[Frame]) -> str | None:
    return (group[-1].open or group[-1].step) if group else None


def _facts(turn: Turn) -> list[dict[str, str]]:
    # First, because nothing else on the card says that there is a second problem.
    also = ", ".join(turn.waiting_names() or turn.dialogue.handed_over)
    facts = [{"slot": "also", "label": "Also asked about", "value": also}] if also else []
    for name, label in turn.bundle.labels.items():
        value = turn.slots.get(name)
        if value is None:
            value = turn.dialogue.facts.get(name)
        if value is not None:
            facts.append({"slot": name, "label": label, "value": spoken(value).replace("_", " ")})
    return facts
