"""The port to what listeners typed to the bot, apart from those of the desk's daily work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class ToTheBot:
    """A message typed to the bot, what it was taken for, and how the conversation went on."""

    conversation_id: str
    seq: int
    text: str
    topic: str | None
    confidence: float | None
    #: Of the handoff, if there was one.
    reason: str | None
    agent_topic: str | None
    is_answered_by_agent: bool
    listener_name: str | None


class MessagesToTheBot(Protocol):
    async def since(self, instant: datetime) -> list[ToTheBot]: ...
