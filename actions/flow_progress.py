"""How far the conversation's flow has come, as the flow engine reports it from the state that Rasa keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from actions.ticket_summary import Progress, Remedy
from bot.flows import Engine, load_bundle

#: From the slots of a conversation to its progress.
ReadProgress = Callable[[Mapping[str, Any]], Progress]


def load_progress(flows: Path, brand: Mapping[str, Any]) -> ReadProgress:
    """Reads through the engine: the shape of its state is its own business. Raises FlowProblems."""
    engine = Engine(load_bundle(flows, brand))

    def read(slots: Mapping[str, Any]) -> Progress:
        report = engine.report(slots.get("dialogue_stack") or {}, slots)
        return Progress(
            topic=report["topic"],
            flow_name=report["flow_name"],
            tried=tuple(Remedy(step["remedy"], step["result"]) for step in report["steps_tried"]),
        )

    return read
