"""The port to all that is kept of one listener."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol


class KeptData(Protocol):
    async def of_ticket(self, number: str) -> str | None:
        """The listener whose ticket this is."""

    async def everything(self, listener_id: str) -> dict[str, Any]:
        """The listener and their conversations with all that belongs to them, as JSON, but for what is technical."""

    async def open_tickets(self, listener_id: str) -> list[str]:
        """The numbers of tickets that nobody resolved yet."""

    async def is_asking(self, listener_id: str) -> bool:
        """Whether a message of theirs waits for the assistant."""

    async def token_hashes(self, listener_id: str) -> list[str]: ...

    async def erase(self, listener_id: str) -> list[str]:
        """Delete all of it, in every table; the ids of the conversations that are no more."""

    async def erase_silent_since(self, instant: datetime) -> list[str]:
        """Delete conversations in which nothing happened since, but for those that wait for a person or have one.

        And listeners of whom nothing else is kept, neither a conversation nor a token that lived since.
        """
