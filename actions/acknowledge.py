"""Shapes what the server answers to Rasa, so that the flow engine always learns how a call ended.

Rasa hides a failed action from policies; the slot `flow_call_result` is how the engine knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk.events import SlotSet

from actions.turn import pending_call

#: These would wipe or bypass the stack of flows, whichever action returned them.
FORBIDDEN_EVENTS = frozenset({"reset_slots", "restart", "followup"})


def succeeded(call: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:
    """The action's own events and messages, then the acknowledgement."""
    events = [event for event in answer["events"] if event["event"] not in FORBIDDEN_EVENTS]
    return {"events": [*events, _result(call, ok=True)], "responses": answer["responses"]}


def failed(call: Mapping[str, Any]) -> dict[str, Any]:
    """No message and no slot: the engine says so once, and the flow asks instead."""
    return {"events": [_result(call, ok=False)], "responses": []}


def _result(call: Mapping[str, Any], ok: bool) -> dict[str, Any]:
    call_id = pending_call(call["tracker"].get("slots") or {}).get("call_id")
    event: dict[str, Any] = SlotSet("flow_call_result", {"call_id": call_id, "ok": ok})
    return event
