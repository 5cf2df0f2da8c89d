"""Services that live in memory, and trackers as Rasa sends them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker

from actions.accounts import Account
from actions.charges import Charge, Subscription
from actions.errors import NotFound
from actions.gateway import Conversation, TicketRequest


@dataclass
class FakeGateway:
    """Keeps one open ticket per conversation, as the gateway does."""

    conversations: dict[str, Conversation]
    tickets: dict[str, str] = field(default_factory=dict)
    requests: list[TicketRequest] = field(default_factory=list)

    async def conversation(self, conversation_id: str) -> Conversation:
        if conversation_id not in self.conversations:
            raise NotFound(404, "conversation_not_found")
        return self.conversations[conversation_id]

    async def open_ticket(self, conversation_id: str, request: TicketRequest) -> str:
        await self.conversation(conversation_id)
        self.requests.append(request)
        return self.tickets.setdefault(conversation_id, f"T-{1001 + len(self.tickets)}")


@dataclass
class FakeAccounts:
    accounts: dict[str, Account]
    statements: dict[str, tuple[list[Charge], Subscription]]

    async def account(self, account_id: str) -> Account:
        if account_id not in self.accounts:
            raise NotFound(404, "not_found")
        return self.accounts[account_id]

    async def charges(self, account_id: str) -> tuple[list[Charge], Subscription]:
        await self.account(account_id)
        return self.statements[account_id]


def a_tracker_state(slots: dict[str, Any] | None = None, said: str = "my songs skip", **metadata: Any) -> dict:
    """What Rasa sends as `tracker`. `metadata` is that of the flow's step."""
    message = {"text": said, "metadata": {"message_id": "c1:3"}}
    pending = {"action": "action_any", "call_id": "call-1", "metadata": metadata}
    return {
        "sender_id": "c1",
        "slots": {"dialogue_stack": {"pending": pending}, **(slots or {})},
        "latest_message": message,
        "events": [{"event": "user", **message}],
    }


def a_tracker(slots: dict[str, Any] | None = None, said: str = "my songs skip", **metadata: Any) -> Tracker:
    return Tracker.from_dict(a_tracker_state(slots, said, **metadata))
