"""What the gateway tells pages. Names are past tense; an event goes to its audience and nowhere else."""

from __future__ import annotations

from typing import ClassVar

from handoff.protocol.commands import AGENT, BOTH, LISTENER
from handoff.protocol.values import AgentSummary, Author, ConversationState, InboxRow, Message, Note
from handoff.protocol.wire import Event, Id, Seq

_MESSAGE: dict[str, object] = {
    "seq": 3,
    "at": "2026-11-25T09:30:00.000Z",
    "author": "bot",
    "kind": "text",
    "text": "Which device are you using?",
    "buttons": [{"title": "Phone"}, {"title": "Computer"}],
}
_STATE: dict[str, object] = {
    "conversation_id": "c1",
    "version": 4,
    "status": "queued",
    "last_seq": 7,
    "started_at": "2026-11-25T09:30:00.000Z",
    "title": "my songs keep skipping",
    "ticket": {"number": "T-1001"},
    "queue": {"position": 2, "wait_seconds": 180, "agents_online": 3},
}
_AGENT: dict[str, object] = {
    "agent_id": "a1",
    "name": "Maya",
    "presence": "online",
    "open_conversations": 1,
    "capacity": 4,
}


class MessagePosted(Event):
    """Someone wrote. Also sent to the author's other tabs."""

    name: ClassVar[str] = "message_posted"
    audience = BOTH
    example: ClassVar[dict[str, object]] = {"conversation_id": "c1", "message": _MESSAGE}
    conversation_id: Id
    message: Message


class ConversationChanged(Event):
    """The listener's view of the conversation changed: status, queue place, assignee, ticket, rating."""

    name: ClassVar[str] = "conversation_changed"
    audience = LISTENER
    example: ClassVar[dict[str, object]] = {"state": _STATE}
    state: ConversationState


class TypingStarted(Event):
    """Someone is writing. Forget it after five seconds or when their message comes."""

    name: ClassVar[str] = "typing_started"
    audience = BOTH
    example: ClassVar[dict[str, object]] = {"conversation_id": "c1", "author": "bot", "author_name": None}
    conversation_id: Id
    author: Author
    author_name: str | None = None


class TipsTold(Event):
    """Every 25 seconds: the last seq of each joined conversation. A page that has less asks for the rest."""

    name: ClassVar[str] = "tips_told"
    audience = BOTH
    example: ClassVar[dict[str, object]] = {"tips": {"c1": 7}}
    tips: dict[Id, Seq]


class NoteAdded(Event):
    """An agent left an internal note."""

    name: ClassVar[str] = "note_added"
    audience = AGENT
    example: ClassVar[dict[str, object]] = {
        "conversation_id": "c1",
        "note": {
            "note_seq": 1,
            "after_seq": 7,
            "at": "2026-11-25T09:30:00.000Z",
            "author_name": "Maya",
            "text": "Known on 8.9.12",
            "client_note_id": "n1",
        },
    }
    conversation_id: Id
    note: Note


class InboxChanged(Event):
    """A conversation came into the inbox or changed there. Its card may have changed too: open it again if shown."""

    name: ClassVar[str] = "inbox_changed"
    audience = AGENT
    example: ClassVar[dict[str, object]] = {
        "row": {
            "conversation_id": "c1",
            "version": 4,
            "status": "queued",
            "last_seq": 7,
            "listener_name": "Sam",
            "topic": "playback_interrupted",
            "topic_title": "Music stops or skips",
            "urgency": "normal",
            "ticket_number": "T-1001",
            "assignee_id": None,
            "assignee_name": None,
            "preview": "I want a person",
            "last_author": "listener",
            "started_at": "2026-11-25T09:30:00.000Z",
            "waiting_since": "2026-11-25T09:31:00.000Z",
        }
    }
    row: InboxRow


class PresenceChanged(Event):
    """A colleague came, left, or has more or less to do."""

    name: ClassVar[str] = "presence_changed"
    audience = AGENT
    example: ClassVar[dict[str, object]] = {"agent": _AGENT}
    agent: AgentSummary


EVENTS: tuple[type[Event], ...] = (
    MessagePosted,
    ConversationChanged,
    TypingStarted,
    TipsTold,
    NoteAdded,
    InboxChanged,
    PresenceChanged,
)
