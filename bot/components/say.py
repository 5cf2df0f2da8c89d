"""Carries what the engine wants said from the policy to the response generator, as plain JSON in one slot."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from bot.flows import Outcome, Say


def say_to_slot(say: Say, message_id: str | None) -> dict[str, Any]:
    return {
        "message_id": message_id,
        "response": say.response,
        "flow": say.flow,
        "step": say.step,
        "context": dict(say.context),
        "metadata": dict(say.metadata),
        "outcome": asdict(say.outcome) if say.outcome else None,
    }


def say_from_slot(value: dict[str, Any]) -> Say:
    outcome = value.get("outcome")
    return Say(
        response=value["response"],
        flow=value["flow"],
        step=value["step"],
        context=value.get("context") or {},
        metadata=value.get("metadata") or {},
        outcome=Outcome(**outcome) if outcome else None,
    )


def failure_say(times: int, message_id: str | None) -> dict[str, Any]:
    """What the policy leaves in place of an engine's wish that failed; `times` counts failures in a row."""
    return {"message_id": message_id, "failed": times}
