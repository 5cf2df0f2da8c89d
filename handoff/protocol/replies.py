"""What an acknowledgement carries: the result of a command, or a refusal with a code."""

from __future__ import annotations

from typing import Literal

from handoff.protocol.values import AgentSummary, ContextCard, ConversationState, InboxRow, Message, Note, TopicGroup
from handoff.protocol.wire import Id, Instant, Reply, Seq, Wire

Code = Literal[
    "bad_request",
    "unauthenticated",
    "not_found",
    "too_large",
    "rate_limited",
    "conflict",
    "already_assigned",
    "at_capacity",
    "invalid_transition",
    "stale_choice",
    "closed",
    "unavailable",
]

#: A page must keep the text and try again on these; all other codes are final and shown with the text kept.
RETRYABLE: frozenset[str] = frozenset({"rate_limited", "unavailable", "unauthenticated"})


class Refusal(Wire):
    """The command was not carried out. No acknowledgement at all means *unknown*: send the same command again."""

    ok: Literal[False] = False
    code: Code
    #: A sentence for people.
    message: str
    retry_after_ms: int | None = None


class Stored(Reply):
    """The message or note is committed under this seq. `duplicate` says that it already was."""

    seq: Seq
    at: Instant
    duplicate: bool = False


class Started(Reply):
    conversation_id: Id


class ListenerConversations(Reply):
    conversations: tuple[ConversationState, ...]


class ListenerPage(Reply):
    """Messages after the asked seq, oldest first, at most 200; ask again while `more`."""

    state: ConversationState
    messages: tuple[Message, ...]
    more: bool


class AgentPage(Reply):
    """The agent's view of one conversation: messages, notes, and the card."""

    row: InboxRow
    card: ContextCard
    messages: tuple[Message, ...]
    notes: tuple[Note, ...]
    more: bool


class Inbox(Reply):
    me: AgentSummary
    colleagues: tuple[AgentSummary, ...]
    rows: tuple[InboxRow, ...]
    #: What a conversation may be about, for `set_topic`.
    topics: tuple[TopicGroup, ...]


class Done(Reply):
    """The transition is committed; `version` is the conversation's new one."""

    version: int
