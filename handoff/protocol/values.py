"""The shapes that commands, replies and events share: message, note, conversation, ticket, card."""

from __future__ import annotations

from typing import Literal

from handoff.protocol.wire import Id, Instant, Seq, Wire

Status = Literal["with_bot", "queued", "assigned", "awaiting_listener", "resolved", "closed"]
Author = Literal["listener", "bot", "agent", "system"]
Urgency = Literal["low", "normal", "high", "urgent"]
Presence = Literal["online", "away", "offline"]


class Button(Wire):
    """One answer a message offers. What it means to the bot stays on the server; a page sends only its index."""

    title: str


class ArticleCard(Wire):
    """An article shown in the conversation. The body is read from `GET /api/articles/{slug}`."""

    slug: str
    title: str
    summary: str


class Message(Wire):
    """One public message. `seq` is 1, 2, 3 … within its conversation, without holes."""

    seq: Seq
    at: Instant
    author: Author
    #: The agent's display name; null for the others.
    author_name: str | None = None
    #: `notice` is a line of the lifecycle ("Maya joined"), `choice` a pressed button, `article` carries a card.
    kind: Literal["text", "choice", "article", "notice"]
    text: str
    #: Sanitised HTML of a bot's or agent's Markdown; null where the text is to be shown as it is.
    html: str | None = None
    buttons: tuple[Button, ...] = ()
    #: The seq of the question that this choice answers.
    choice_of: Seq | None = None
    article: ArticleCard | None = None
    #: The articles of the help centre that the text links to, each once; who cannot show them shows the links.
    linked_articles: tuple[ArticleCard, ...] = ()
    #: The sender's own id of the message, so that a page can match it with what it has pending.
    client_message_id: Id | None = None


class Note(Wire):
    """An internal note. It lives apart from messages and has no listener in any audience."""

    note_seq: Seq
    #: The seq of the message after which it was written.
    after_seq: Seq
    at: Instant
    author_name: str
    text: str
    client_note_id: Id


class TicketSummary(Wire):
    """What a listener may know of the ticket."""

    number: str
    #: The latest instant of the first human reply that was promised.
    first_response_due: Instant | None = None


class QueuePlace(Wire):
    """Where a queued conversation stands. `wait_seconds` is null when no honest estimate exists."""

    position: int
    wait_seconds: int | None
    agents_online: int


class Rating(Wire):
    """A CSAT rating of one resolution."""

    score: Literal[1, 2, 3, 4, 5]
    comment: str | None = None


class ConversationState(Wire):
    """Everything a listener's page shows besides the messages. A higher `version` replaces a lower one."""

    conversation_id: Id
    version: int
    status: Status
    last_seq: Seq
    started_at: Instant
    #: The first words of the listener, for the list of conversations.
    title: str
    assignee_name: str | None = None
    ticket: TicketSummary | None = None
    queue: QueuePlace | None = None
    #: Whether the last resolution still waits for a rating, and the rating it got.
    can_rate: bool = False
    rating: Rating | None = None


class AgentSummary(Wire):
    """An agent as colleagues see them."""

    agent_id: Id
    name: str
    presence: Presence
    open_conversations: int
    capacity: int


class Topic(Wire):
    topic: str
    title: str


class TopicGroup(Wire):
    """Topics that belong together, in the order of `docs/topics.md`."""

    title: str
    topics: tuple[Topic, ...]


class InboxRow(Wire):
    """One conversation in the console's inbox. A higher `version` replaces a lower one."""

    conversation_id: Id
    version: int
    status: Status
    last_seq: Seq
    listener_name: str
    topic: str | None
    topic_title: str | None
    urgency: Urgency
    ticket_number: str | None
    assignee_id: Id | None
    assignee_name: str | None
    #: What a person or the bot said last, shortened to one line; the desk's own notices are left out.
    preview: str
    last_author: Author | None
    started_at: Instant
    #: Since when the listener waits for a person; null when nobody waits.
    waiting_since: Instant | None
    first_response_due: Instant | None = None
    #: As on the card, for agents who choose whom to take first.
    is_upset: bool = False
    is_leaving: bool = False


class StepTried(Wire):
    """A remedy the bot guided through, and how it went."""

    remedy: str
    result: Literal["worked", "did_not_help", "not_possible", "unanswered"]


class Finding(Wire):
    """Something the app's diagnostics or the account says about the problem."""

    finding_id: str
    text: str


class KnownFact(Wire):
    """A slot with a label for people."""

    slot: str
    label: str
    value: str


class OtherConversation(Wire):
    """Another conversation of the same listener."""

    conversation_id: Id
    title: str
    topic_title: str | None
    status: Status
    started_at: Instant


class ContextCard(Wire):
    """All that is known at a handoff, on one card."""

    #: The problem in the listener's own words, of a long message its beginning.
    problem: str
    summary: str
    topic: str | None
    topic_title: str | None
    topic_confidence: float | None
    #: What the bot had taken it for, where an agent corrected that.
    bot_topic_title: str | None = None
    is_topic_corrected: bool = False
    urgency: Urgency
    #: Whether the bot last heard anger: a ticket opened then is more urgent than by its topic alone.
    is_upset: bool = False
    #: Whether the listener said in this conversation that they leave the service, or are about to.
    is_leaving: bool = False
    ticket_number: str | None
    reason: str | None
    flow: str | None
    flow_name: str | None
    step: str | None
    #: What the bot asked last, as plain text, of a long one its end; null where it asked nothing.
    last_question: str | None = None
    steps_tried: tuple[StepTried, ...] = ()
    facts: tuple[KnownFact, ...] = ()
    findings: tuple[Finding, ...] = ()
    articles_shown: tuple[ArticleCard, ...] = ()
    listener_name: str
    #: Whether the host app vouched for who they are.
    identified: bool
    #: How the conversation ended before, if it was resolved.
    cause: str | None = None
    prevention: str | None = None
    #: The listener's latest other conversations, newest first.
    others: tuple[OtherConversation, ...] = ()
