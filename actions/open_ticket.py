"""action_open_ticket: opens the conversation's ticket, once, with a summary of what happened so far."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.flow_progress import ReadProgress
from actions.gateway import Gateway, TicketRequest
from actions.handoff_reasons import reason_of
from actions.problem import told_problem
from actions.ticket_summary import summarise
from actions.turn import cause_id


class OpenTicket(Action):
    """The gateway keeps one open ticket per conversation, and one per turn however often the turn is repeated."""

    def __init__(self, gateway: Gateway, progress: ReadProgress) -> None:
        self._gateway = gateway
        self._progress = progress

    def name(self) -> str:
        return "action_open_ticket"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        progress = self._progress(tracker.slots)
        request = TicketRequest(
            cause_id=cause_id(tracker),
            topic=progress.topic,
            summary=summarise(told_problem(tracker.slots, tracker.events), progress),
            reason=reason_of(tracker.slots.get("handoff_reason")),
        )
        return [SlotSet("ticket_number", await self._gateway.open_ticket(tracker.sender_id, request))]
