"""The record of a problem: one open ticket per conversation, numbered T-1001 and on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from handoff.domain.sla import first_response_due
from handoff.domain.triage import Mood, Urgency, rank, urgency_of


@dataclass
class Ticket:
    number: str
    conversation_id: str
    cause_id: str
    topic: str | None
    urgency: Urgency
    summary: str
    reason: str
    opened_at: datetime
    first_response_due: datetime
    status: Literal["open", "resolved"] = "open"
    first_response_at: datetime | None = None

    @property
    def promise(self) -> datetime | None:
        """The promise that is still to be kept."""
        return self.first_response_due if self.first_response_at is None and self.status == "open" else None

    def triage_again(self, topic: str, mood: Mood, now: datetime) -> None:
        """It is about something else. An answer that was promised is never put off, only brought forward."""
        self.topic = topic
        self.urgency = urgency_of(topic, mood)
        self._promise_no_later(now)

    def hear_mood(self, mood: Mood, now: datetime) -> None:
        """Who has become upset since it was opened, or leaves, is served sooner; who is calm now is not put back."""
        self.urgency = max(self.urgency, urgency_of(self.topic, mood), key=rank)
        self._promise_no_later(now)

    def _promise_no_later(self, now: datetime) -> None:
        if self.promise:
            self.first_response_due = min(self.first_response_due, first_response_due(self.urgency, now))


def open_ticket(
    counter: int,
    conversation_id: str,
    cause_id: str,
    topic: str | None,
    mood: Mood,
    summary: str,
    reason: str,
    now: datetime,
) -> Ticket:
    """A new ticket, triaged."""
    urgency = urgency_of(topic, mood)
    return Ticket(
        number=f"T-{counter}",
        conversation_id=conversation_id,
        cause_id=cause_id,
        topic=topic,
        urgency=urgency,
        summary=summary,
        reason=reason,
        opened_at=now,
        first_response_due=first_response_due(urgency, now),
    )
