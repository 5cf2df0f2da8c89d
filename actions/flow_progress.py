"""How far the conversation's flow has come, as the flow engine reports it from the state that Rasa keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from actions.ticket_summary import Progress, Remedy
from bot.flows import Engine

#: From the slots of a conversation to its progress.
ReadProgress = Callable[[Mapping[str, Any]], Progress]
#: From the state of a conversation to the engine of the flows that it began with.
EngineFor = Callable[[Mapping[str, Any]], Engine]


def progress_by(engine_for: EngineFor) -> ReadProgress:
    """Reads through the engine: the shape of its state is its own business."""

    def read(slots: Mapping[str, Any]) -> Progress:
        state = slots.get("dialogue_stack") or {}
        report = engine_for(state).report(state, slots)
        return Progress(
            topic=report["topic"],
            flow_name=report["flow_name"],
            also=next((fact["value"] for fact in report["facts"] if fact["slot"] == "also"), None),
            tried=tuple(Remedy(step["remedy"], step["result"]) for step in report["steps_tried"]),
        )

    return read
