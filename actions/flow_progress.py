"""How far the conversation's flow has come, as the flow engine reports it from the state that Rasa keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from actions.ticket_summary import Progress, Remedy

#: From the slots of a conversation to its progress.
ReadProgress = Callable[[Mapping[str, Any]], Progress]
#: The engine's own report of a state and its slots.
Report = Callable[[Mapping[str, Any], Mapping[str, Any]], Any]


def progress_from(report: Report) -> ReadProgress:
    """Reads the slots through the engine: the state's shape is the engine's own business."""

    def read(slots: Mapping[str, Any]) -> Progress:
        told = report(slots.get("dialogue_stack") or {}, slots)
        return Progress(
            topic=told.topic,
            flow_name=told.flow_name,
            tried=[Remedy(step["remedy"], step["result"]) for step in told.steps_tried],
        )

    return read
