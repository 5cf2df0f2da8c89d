"""The tables. Every change here comes with a file in `migrations/versions`."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import sqlalchemy as sa

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


class Instant(sa.TypeDecorator[datetime]):
    """Aware UTC as whole milliseconds, because SQLite has no zones and comparisons must agree on both engines."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:
        return None if value is None else (value - EPOCH) // timedelta(milliseconds=1)

    def process_result_value(self, value: Any | None, dialect: Any) -> datetime | None:
        return None if value is None else EPOCH + timedelta(milliseconds=int(value))


metadata = sa.MetaData()


def _conversation_id() -> sa.Column[str]:
    return sa.Column("conversation_id", sa.String(64), sa.ForeignKey("conversation.conversation_id"), primary_key=True)


listener = sa.Table(
    "listener",
    metadata,
    sa.Column("listener_id", sa.String(64), primary_key=True),
    sa.Column("account_id", sa.String(255), unique=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("created_at", Instant, nullable=False),
)

listener_token = sa.Table(
    "listener_token",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    sa.Column("listener_id", sa.ForeignKey("listener.listener_id"), nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
)

agent = sa.Table(
    "agent",
    metadata,
    sa.Column("agent_id", sa.String(64), primary_key=True),
    sa.Column("email", sa.String(255), nullable=False, unique=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("password_hash", sa.String(255), nullable=False),
    sa.Column("capacity", sa.Integer, nullable=False),
    sa.Column("presence", sa.String(16), nullable=False),
    sa.Column("disabled", sa.Boolean, nullable=False),
    sa.Column("lease_until", Instant),
)

agent_session = sa.Table(
    "agent_session",
    metadata,
    sa.Column("session_hash", sa.String(64), primary_key=True),
    sa.Column("agent_id", sa.ForeignKey("agent.agent_id"), nullable=False),
    sa.Column("csrf", sa.String(64), nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("seen_at", Instant, nullable=False),
)

conversation = sa.Table(
    "conversation",
    metadata,
    sa.Column("conversation_id", sa.String(64), primary_key=True),
    sa.Column("listener_id", sa.ForeignKey("listener.listener_id"), nullable=False),
    sa.Column("client_conversation_id", sa.String(160), nullable=False),
    sa.Column("status", sa.String(20), nullable=False),
    sa.Column("started_at", Instant, nullable=False),
    sa.Column("last_at", Instant, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("last_seq", sa.Integer, nullable=False),
    sa.Column("last_note", sa.Integer, nullable=False),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("assignee_id", sa.ForeignKey("agent.agent_id")),
    sa.Column("topic", sa.String(100)),
    # Without a foreign key, which SQLite cannot add to a table that exists.
    sa.Column("bot_topic", sa.String(100)),
    sa.Column("topic_corrected_by", sa.String(64)),
    sa.Column("urgency", sa.String(10), nullable=False),
    sa.Column("reason", sa.String(64)),
    sa.Column("queued_at", Instant),
    sa.Column("queued_place", sa.Integer),
    sa.Column("waiting_since", Instant),
    sa.Column("resolved_at", Instant),
    sa.Column("resolved_by", sa.String(10)),
    sa.Column("resolution", sa.Integer, nullable=False),
    sa.Column("cause", sa.Text),
    sa.Column("prevention", sa.Text),
    sa.Column("diagnostics", sa.Text, nullable=False),
    sa.Column("turn", sa.Text),
    sa.Column("sentiment", sa.Float),
    sa.Column("is_leaving", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("bot_fence", sa.Integer, nullable=False),
    sa.Column("bot_lease_until", Instant),
    sa.UniqueConstraint("listener_id", "client_conversation_id"),
    sa.Index("conversation_by_status", "status", "last_at"),
    sa.Index("conversation_by_listener", "listener_id", "started_at"),
)

message = sa.Table(
    "message",
    metadata,
    _conversation_id(),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("author", sa.String(10), nullable=False),
    sa.Column("sender", sa.String(80), nullable=False),
    sa.Column("author_name", sa.String(200)),
    sa.Column("kind", sa.String(10), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("buttons", sa.Text, nullable=False),
    sa.Column("choice_of", sa.Integer),
    sa.Column("payload", sa.Text),
    sa.Column("article", sa.Text),
    sa.Column("client_message_id", sa.String(64), nullable=False),
    sa.Column("body_hash", sa.String(64), nullable=False),
    sa.UniqueConstraint("conversation_id", "sender", "client_message_id"),
)

#: Notes live apart from messages, so that no query for a listener can return one.
note = sa.Table(
    "note",
    metadata,
    _conversation_id(),
    sa.Column("note_seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("after_seq", sa.Integer, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("agent_id", sa.ForeignKey("agent.agent_id"), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("client_note_id", sa.String(64), nullable=False),
    sa.UniqueConstraint("conversation_id", "agent_id", "client_note_id"),
)

ticket = sa.Table(
    "ticket",
    metadata,
    sa.Column("number", sa.String(20), primary_key=True),
    sa.Column("conversation_id", sa.ForeignKey("conversation.conversation_id"), nullable=False),
    sa.Column("cause_id", sa.String(160), nullable=False),
    sa.Column("topic", sa.String(100)),
    sa.Column("urgency", sa.String(10), nullable=False),
    sa.Column("summary", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("status", sa.String(10), nullable=False),
    sa.Column("opened_at", Instant, nullable=False),
    sa.Column("first_response_due", Instant, nullable=False),
    sa.Column("first_response_at", Instant),
    sa.UniqueConstraint("conversation_id", "cause_id"),
    sa.Index(
        "one_open_ticket",
        "conversation_id",
        unique=True,
        sqlite_where=sa.text("status = 'open'"),
        postgresql_where=sa.text("status = 'open'"),
    ),
)

counter = sa.Table(
    "counter",
    metadata,
    sa.Column("name", sa.String(20), primary_key=True),
    sa.Column("value", sa.Integer, nullable=False),
)

#: Outbox: messages that the assistant has still to answer, and how that went.
bot_turn = sa.Table(
    "bot_turn",
    metadata,
    _conversation_id(),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("asked_at", Instant, nullable=False),
    sa.Column("next_at", Instant, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("done", sa.String(10)),
    sa.Index(
        "bot_turn_due",
        "next_at",
        sqlite_where=sa.text("done IS NULL"),
        postgresql_where=sa.text("done IS NULL"),
    ),
)

#: What the bot took a typed message for, and how sure it was: from this writers learn what it does not know.
bot_understanding = sa.Table(
    "bot_understanding",
    metadata,
    _conversation_id(),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("topic", sa.String(100)),
    sa.Column("confidence", sa.Float, nullable=False),
)

rating = sa.Table(
    "rating",
    metadata,
    _conversation_id(),
    sa.Column("resolution", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("resolved_by", sa.String(10), nullable=False),
    sa.Column("score", sa.Integer, nullable=False),
    sa.Column("comment", sa.Text),
    sa.Column("at", Instant, nullable=False),
)

#: Waits that are over, from which the next ones are estimated.
wait = sa.Table(
    "wait",
    metadata,
    _conversation_id(),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("ended_at", Instant, nullable=False),
    sa.Column("seconds", sa.Integer, nullable=False),
    sa.Column("place", sa.Integer, nullable=False),
)

#: What visitors of the help centre thought of an article, one word per visitor; whoever voted stays unknown.
article_vote = sa.Table(
    "article_vote",
    metadata,
    sa.Column("slug", sa.String(200), primary_key=True),
    sa.Column("visitor_hash", sa.String(64), primary_key=True),
    sa.Column("helpful", sa.Boolean, nullable=False),
    sa.Column("reason", sa.String(20)),
    sa.Column("comment", sa.Text),
    sa.Column("at", Instant, nullable=False),
)
