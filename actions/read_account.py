"""action_read_account: plan, status and country as the account service knows them."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.accounts import AccountService
from actions.gateway import Gateway


class ReadAccount(Action):
    """The account overrules what the app reported: an app may not know yet that a plan has changed."""

    def __init__(self, gateway: Gateway, accounts: AccountService) -> None:
        self._gateway = gateway
        self._accounts = accounts

    def name(self) -> str:
        return "action_read_account"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        conversation = await self._gateway.conversation(tracker.sender_id)
        if conversation.account_id is None:
            return [SlotSet("account_status", "unknown")]
        account = await self._accounts.account(conversation.account_id)
        return [
            SlotSet("plan", account.plan),
            SlotSet("account_status", account.status),
            SlotSet("country", account.country),
        ]
