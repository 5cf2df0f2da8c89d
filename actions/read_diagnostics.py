"""action_read_diagnostics: what the app reports about itself becomes slots. What it means is `findings`' part."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.diagnostics import Bundle, facts
from actions.findings import RULES, find
from actions.gateway import Gateway
from actions.limits import Limits


class ReadDiagnostics(Action):
    """Fills the facts that nobody has told yet: what the listener said stands.

    Where the app reported nothing at all, no finding is false: it is null, as nobody knows."""

    def __init__(self, gateway: Gateway, limits: Limits) -> None:
        self._gateway = gateway
        self._limits = limits

    def name(self) -> str:
        return "action_read_diagnostics"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        conversation = await self._gateway.conversation(tracker.sender_id)
        bundle = Bundle(conversation.diagnostics)
        found = find(bundle, self._limits)
        holds = {finding.finding_id for finding in found}
        new_facts = {
            slot: value
            for slot, value in facts(bundle).items()
            if value is not None and tracker.slots.get(slot) in (None, "")
        }
        return [
            SlotSet("findings", [{"finding_id": finding.finding_id, "text": finding.text} for finding in found]),
            *(SlotSet(f"finding_{finding_id}", finding_id in holds if bundle.raw else None) for finding_id in RULES),
            *(SlotSet(slot, value) for slot, value in new_facts.items()),
        ]
