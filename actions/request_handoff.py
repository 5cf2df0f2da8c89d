"""action_request_handoff: tells the gateway, within the turn, that a person is needed. It queues the conversation."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.handoff_reasons import REASONS, reason_of


class RequestHandoff(Action):
    """Sends one event, and asks no service: a handoff must work when nothing else does."""

    def name(self) -> str:
        return "action_request_handoff"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        reason = reason_of(tracker.slots.get("handoff_reason"))
        dispatcher.utter_message(json_message={"type": "handoff", "reason": reason, "reason_text": REASONS[reason]})
        return []
