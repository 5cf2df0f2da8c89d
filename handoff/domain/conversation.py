"""The lifecycle of a conversation: one table, one owner at a time. Leaves storing and telling to others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from handoff.domain.errors import ConversationClosed, InvalidTransition
from handoff.domain.triage import Urgency

Status = Literal["with_bot", "queued", "assigned", "awaiting_listener", "resolved", "closed"]
LifecycleEvent = Literal[
    "request_handoff",
    "take_over",
    "assign",
    "abandon",
    "leave_queue",
    "transfer",
    "hand_back",
    "await_listener",
    "listener_replied",
    "resolve",
    "reopen",
    "reopen_with_bot",
    "close",
]

WITH_BOT: Final = "with_bot"
QUEUED: Final = "queued"
ASSIGNED: Final = "assigned"
AWAITING_LISTENER: Final = "awaiting_listener"
RESOLVED: Final = "resolved"
CLOSED: Final = "closed"

#: Anything that is not in this table is refused. Both `assigned` and `awaiting_listener` belong to the assignee;
#: they differ in who has the word.
TRANSITIONS: Final[dict[tuple[Status, LifecycleEvent], Status]] = {
    (WITH_BOT, "request_handoff"): QUEUED,
    (WITH_BOT, "take_over"): ASSIGNED,  # an agent steps in without being asked
    (WITH_BOT, "resolve"): RESOLVED,  # the bot was enough
    (WITH_BOT, "close"): CLOSED,  # nobody said anything for a week
    (QUEUED, "assign"): ASSIGNED,
    (QUEUED, "leave_queue"): WITH_BOT,
    (QUEUED, "abandon"): CLOSED,
    (ASSIGNED, "assign"): ASSIGNED,  # to a colleague
    (ASSIGNED, "transfer"): QUEUED,
    (ASSIGNED, "hand_back"): WITH_BOT,
    (ASSIGNED, "await_listener"): AWAITING_LISTENER,
    (ASSIGNED, "resolve"): RESOLVED,
    (AWAITING_LISTENER, "listener_replied"): ASSIGNED,
    (AWAITING_LISTENER, "assign"): ASSIGNED,
    (AWAITING_LISTENER, "transfer"): QUEUED,
    (AWAITING_LISTENER, "hand_back"): WITH_BOT,
    (AWAITING_LISTENER, "resolve"): RESOLVED,
    (RESOLVED, "reopen"): QUEUED,
    (RESOLVED, "reopen_with_bot"): WITH_BOT,
    (RESOLVED, "close"): CLOSED,
}

#: After this time a resolved conversation, or one that nobody uses, takes no more messages.
CLOSES_AFTER: Final = timedelta(days=7)
#: How many characters of the listener's first words make the title.
TITLE_LENGTH: Final = 80


@dataclass
class Conversation:
    """One episode of one problem. `version` and `last_seq` are counted by the database alone."""

    conversation_id: str
    listener_id: str
    status: Status
    started_at: datetime
    version: int = 1
    last_seq: int = 0
    title: str = ""
    assignee_id: str | None = None
    topic: str | None = None
    #: What the bot had taken it for, and the agent who knew better; their word stands from then on.
    bot_topic: str | None = None
    topic_corrected_by: str | None = None
    urgency: Urgency = "normal"
    reason: str | None = None
    queued_at: datetime | None = None
    queued_place: int | None = None
    waiting_since: datetime | None = None
    resolved_at: datetime | None = None
    resolved_by: Literal["bot", "agent"] | None = None
    #: Counts resolutions, so that each is rated once.
    resolution: int = 0
    cause: str | None = None
    prevention: str | None = None
    bot_fence: int = 0

    @property
    def is_with_agent(self) -> bool:
        return self.status in (ASSIGNED, AWAITING_LISTENER)

    def refuse_if_closed(self) -> None:
        if self.status == CLOSED:
            raise ConversationClosed

    def move(self, event: LifecycleEvent) -> None:
        """Change the status by the table, or raise InvalidTransition."""
        target = TRANSITIONS.get((self.status, event))
        if target is None:
            raise InvalidTransition(self.status, event)
        if self.status == WITH_BOT and target != WITH_BOT:
            # A turn that is still being computed carries the old fence and will be dropped.
            self.bot_fence += 1
        self.status = target

    def queue(self, event: LifecycleEvent, now: datetime) -> None:
        """Join the queue. A conversation that comes back to it keeps its original place."""
        self.move(event)
        self.assignee_id = None
        if event == "reopen" or self.queued_at is None:
            self.queued_at = now
        self.waiting_since = self.waiting_since or now

    def assign_to(self, agent_id: str) -> None:
        self.move("take_over" if self.status == WITH_BOT else "assign")
        self.assignee_id = agent_id

    def give_to_bot(self, event: LifecycleEvent) -> None:
        self.move(event)
        self.assignee_id = None
        self.queued_at = None
        self.waiting_since = None

    def understood_as(self, topic: str | None) -> None:
        """The bot has a view of the topic. It does not overrule an agent's."""
        if topic and self.topic_corrected_by is None:
            self.topic = topic

    def correct_topic(self, topic: str, agent_id: str) -> None:
        if self.topic_corrected_by is None:
            self.bot_topic = self.topic
        self.topic_corrected_by = agent_id
        self.topic = topic

    def agent_replied(self) -> None:
        self.waiting_since = None
        if self.status == ASSIGNED:
            self.move("await_listener")

    def listener_wrote(self, text: str, now: datetime) -> None:
        if not self.title:
            self.title = " ".join(text.split())[:TITLE_LENGTH]
        if self.status == AWAITING_LISTENER:
            self.move("listener_replied")
        if self.is_with_agent:
            self.waiting_since = self.waiting_since or now

    def resolve(self, by: Literal["bot", "agent"], cause: str, prevention: str, now: datetime) -> None:
        self.move("resolve")
        self.resolved_at = now
        self.resolved_by = by
        self.resolution += 1
        self.cause = cause
        self.prevention = prevention
        self.queued_at = None
        self.waiting_since = None
