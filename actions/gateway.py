"""The gateway's internal API as the actions see it: a port, and its HTTP client."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote

from actions.errors import UnexpectedAnswer
from actions.json_client import JsonClient


@dataclass(frozen=True)
class Conversation:
    """What the actions need to know of one. `account_id` is null for an anonymous listener."""

    conversation_id: str
    account_id: str | None
    diagnostics: Mapping[str, Any]


@dataclass(frozen=True)
class TicketRequest:
    """`cause_id` is the turn that asked: the same turn again opens no second ticket."""

    cause_id: str
    topic: str | None
    summary: str
    reason: str


class Gateway(Protocol):
    """The gateway. Its methods raise ServiceError."""

    async def conversation(self, conversation_id: str) -> Conversation: ...

    async def open_ticket(self, conversation_id: str, request: TicketRequest) -> str:
        """The number of the conversation's open ticket, opened now if there was none."""
        ...


class HttpGateway:
    """The gateway over its internal API."""

    def __init__(self, client: JsonClient) -> None:
        self._client = client

    async def conversation(self, conversation_id: str) -> Conversation:
        answer = await self._client.get(_path(conversation_id))
        listener, diagnostics = answer.get("listener"), answer.get("diagnostics")
        if not isinstance(listener, dict) or not isinstance(diagnostics, (dict, type(None))):
            raise UnexpectedAnswer("a conversation without listener or diagnostics")
        return Conversation(conversation_id, listener.get("account_id"), diagnostics or {})

    async def open_ticket(self, conversation_id: str, request: TicketRequest) -> str:
        answer = await self._client.post(
            f"{_path(conversation_id)}/ticket",
            {
                "cause_id": request.cause_id,
                "topic": request.topic,
                "summary": request.summary,
                "reason": request.reason,
            },
        )
        number = answer.get("number")
        if not isinstance(number, str):
            raise UnexpectedAnswer("a ticket without a number")
        return number


def _path(conversation_id: str) -> str:
    return f"/internal/v1/conversations/{quote(conversation_id, safe='')}"
