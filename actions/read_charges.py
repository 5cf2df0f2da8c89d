"""action_read_charges: which kind of unusual charge there is. How that is told is `charges`' part."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.accounts import AccountService
from actions.charges import Explanation, explain
from actions.gateway import Gateway


class ReadCharges(Action):
    """Both slots are null for an anonymous listener, whose charges nobody can know."""

    def __init__(self, gateway: Gateway, accounts: AccountService) -> None:
        self._gateway = gateway
        self._accounts = accounts

    def name(self) -> str:
        return "action_read_charges"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        conversation = await self._gateway.conversation(tracker.sender_id)
        explanation = Explanation(None, None)
        if conversation.account_id is not None:
            explanation = explain(*await self._accounts.charges(conversation.account_id))
        return [SlotSet("charge_kind", explanation.kind), SlotSet("charge_text", explanation.text)]
