"""What pages may ask. Names are imperative; each command is answered by its acknowledgement."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from handoff.protocol.replies import (
    AgentPage,
    Done,
    Inbox,
    ListenerConversations,
    ListenerPage,
    Started,
    Stored,
)
from handoff.protocol.values import Presence
from handoff.protocol.wire import Command, Id, Namespace, Reply, Seq, Text, Wire

LISTENER: frozenset[Namespace] = frozenset({"listener"})
AGENT: frozenset[Namespace] = frozenset({"agent"})
BOTH = LISTENER | AGENT

Sentence = Annotated[str, StringConstraints(max_length=1_000)]


class Choice(Wire):
    """A pressed button: which message offered it, and its index there."""

    seq: Seq
    button: Annotated[int, Field(ge=0, le=20)]


class StartConversation(Command):
    """Open a conversation. Idempotent by `client_conversation_id`.

    `diagnostics` is the app's report of itself, handed over by the host page: a JSON object of at most 32 kB, stored
    with the conversation and read by the actions. Its known keys are in `docs/diagnostics.md`.
    """

    name: ClassVar[str] = "start_conversation"
    namespaces = LISTENER
    reply = Started
    example: ClassVar[dict[str, object]] = {
        "client_conversation_id": "0f9c2c1e",
        "diagnostics": {"device": "iPhone 13", "os": "iOS 18.1", "app_version": "8.9.12"},
    }
    client_conversation_id: Id
    diagnostics: dict[str, object] | None = None


class ListConversations(Command):
    """The listener's own conversations, newest first, at most 20."""

    name: ClassVar[str] = "list_conversations"
    namespaces = LISTENER
    reply = ListenerConversations
    example: ClassVar[dict[str, object]] = {}


class JoinConversation(Command):
    """Enter the room, then read what is after `after_seq`: nothing falls between. Also the way to repair a gap."""

    name: ClassVar[str] = "join_conversation"
    namespaces = LISTENER
    reply = ListenerPage
    example: ClassVar[dict[str, object]] = {"conversation_id": "c1", "after_seq": 0}
    conversation_id: Id
    after_seq: Seq


class PostMessage(Command):
    """Say something. Exactly one of `text` and `choice`. Idempotent by `client_message_id`.

    Pages send one unacknowledged message a conversation at a time, so that they are stored in the order composed.
    Refused with `stale_choice` when the button belongs to an older question, with `closed` after the end.
    """

    name: ClassVar[str] = "post_message"
    namespaces = BOTH
    reply = Stored
    example: ClassVar[dict[str, object]] = {
        "conversation_id": "c1",
        "client_message_id": "m1",
        "text": "my songs keep skipping",
    }
    conversation_id: Id
    client_message_id: Id
    text: Text | None = None
    choice: Choice | None = None


class RequestHandoff(Command):
    """ "Talk to a person": opens the ticket and joins the queue without asking the bot."""

    name: ClassVar[str] = "request_handoff"
    namespaces = LISTENER
    reply = Done
    example: ClassVar[dict[str, object]] = {"conversation_id": "c1"}
    conversation_id: Id


class LeaveQueue(Command):
    """Stop waiting and go on with the bot. The ticket stays open."""

    name: ClassVar[str] = "leave_queue"
    namespaces = LISTENER
    reply = Done
    example: ClassVar[dict[str, object]] = {"conversation_id": "c1"}
    conversation_id: Id


class ReopenConversation(Command):
    """The same problem is back after it was resolved: to the queue if an agent resolved it, else to the bot."""

    name: ClassVar[str] = "reopen_conversation"
    namespaces = LISTENER
    reply = Done
    example: ClassVar[dict[str, object]] = {"conversation_id": "c1"}
    conversation_id: Id


class RateConversation(Command):
    """Rate the last resolution. The first score counts once; sending again with a comment adds the comment."""

    name: ClassVar[str] = "rate_conversation"
    namespaces = LISTENER
    reply = Done
    example: ClassVar[dict[str, object]] = {"conversation_id": "c1", "score": 5, "comment": None}
    conversation_id: Id
    score: Literal[1, 2, 3, 4, 5]
    comment: Sentence | None = None


class Type(Command):
    """The author is writing. Never stored; shown for five seconds."""

    name: ClassVar[str] = "type"
    namespaces = BOTH
    reply = Reply
    example: ClassVar[dict[str, object]] = {"conversation_id": "c1"}
    conversation_id: Id


class OpenInbox(Command):
    """Everything the agent may see, as of now."""

    name: ClassVar[str] = "open_inbox"
    namespaces = AGENT
    reply = Inbox
    example: ClassVar[dict[str, object]] = {}


class OpenConversation(Command):
    """The agent's way of `join_conversation`: messages after `after_seq`, notes after `after_note`, and the card."""

    name: ClassVar[str] = "open_conversation"
    namespaces = AGENT
    reply = AgentPage
    example: ClassVar[dict[str, object]] = {"conversation_id": "c1", "after_seq": 0, "after_note": 0}
    conversation_id: Id
    after_seq: Seq
    after_note: Seq


class AcceptConversation(Command):
    """Become the assignee. Of two at once one wins; the other gets `already_assigned` with the winner's name.

    An agent who has as many as they can have gets `at_capacity`."""

    name: ClassVar[str] = "accept_conversation"
    namespaces = AGENT
    reply = Done
    example: ClassVar[dict[str, object]] = {"conversation_id": "c1"}
    conversation_id: Id


class AddNote(Command):
    """Leave an internal note. Idempotent by `client_note_id`."""

    name: ClassVar[str] = "add_note"
    namespaces = AGENT
    reply = Stored
    example: ClassVar[dict[str, object]] = {"conversation_id": "c1", "client_note_id": "n1", "text": "Known on 8.9.12"}
    conversation_id: Id
    client_note_id: Id
    text: Text


class HandBackConversation(Command):
    """Give the conversation back to the bot."""

    name: ClassVar[str] = "hand_back_conversation"
    namespaces = AGENT
    reply = Done
    example: ClassVar[dict[str, object]] = {"conversation_id": "c1"}
    conversation_id: Id


class TransferConversation(Command):
    """Give the conversation to a colleague, or back to the queue with its original place when `to_agent_id` is null."""

    name: ClassVar[str] = "transfer_conversation"
    namespaces = AGENT
    reply = Done
    example: ClassVar[dict[str, object]] = {"conversation_id": "c1", "to_agent_id": None}
    conversation_id: Id
    to_agent_id: Id | None = None


class ResolveConversation(Command):
    """Say why it happened and how to avoid it. Both reach the listener; then the rating is asked, once."""

    name: ClassVar[str] = "resolve_conversation"
    namespaces = AGENT
    reply = Done
    example: ClassVar[dict[str, object]] = {
        "conversation_id": "c1",
        "cause": "Offline sync was limited to Wi-Fi.",
        "prevention": "Let downloads finish before you leave.",
    }
    conversation_id: Id
    cause: Annotated[str, StringConstraints(min_length=1, max_length=1_000)]
    prevention: Sentence = ""


class SetTopic(Command):
    """Say what the conversation is really about: an id of `docs/topics.md`. Triages the ticket anew.

    The listener is told nothing. The bot's view is remembered, and it overrules the agent's no more.
    """

    name: ClassVar[str] = "set_topic"
    namespaces = AGENT
    reply = Done
    example: ClassVar[dict[str, object]] = {"conversation_id": "c1", "topic": "offline_downloads"}
    conversation_id: Id
    topic: Id


class SetPresence(Command):
    """Online agents get work; away and offline ones keep what they have."""

    name: ClassVar[str] = "set_presence"
    namespaces = AGENT
    reply = Reply
    example: ClassVar[dict[str, object]] = {"presence": "online"}
    presence: Presence


COMMANDS: tuple[type[Command], ...] = (
    StartConversation,
    ListConversations,
    JoinConversation,
    PostMessage,
    RequestHandoff,
    LeaveQueue,
    ReopenConversation,
    RateConversation,
    Type,
    OpenInbox,
    OpenConversation,
    AcceptConversation,
    AddNote,
    HandBackConversation,
    TransferConversation,
    ResolveConversation,
    SetTopic,
    SetPresence,
)
