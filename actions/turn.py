"""What a tracker says about the turn that runs an action. The only place that knows where Rasa keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker


def pending_call(slots: Mapping[str, Any]) -> Mapping[str, Any]:
    """The call that the flow engine waits for: `call_id`, `action`, `metadata`. Empty if it waits for none."""
    stack = slots.get("dialogue_stack")
    pending = stack.get("pending") if isinstance(stack, Mapping) else None
    return pending if isinstance(pending, Mapping) else {}


def step_metadata(tracker: Tracker) -> Mapping[str, Any]:
    """The `metadata` of the flow's step."""
    metadata = pending_call(tracker.slots).get("metadata")
    return metadata if isinstance(metadata, Mapping) else {}


def cause_id(tracker: Tracker) -> str:
    """The id of the message that began the turn: the idempotency key of everything the turn causes.

    Raises KeyError where the channel gave none: acting without it could act twice."""
    return str(tracker.latest_message["metadata"]["message_id"])
