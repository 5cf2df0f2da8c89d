"""What use cases need from outside, as protocols: storage in one unit of work, a clock, the assistant, the bus."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Literal, Protocol

from handoff.domain.bot_reply import BotReply, Understanding
from handoff.domain.bot_turn import BotTurn
from handoff.domain.conversation import Conversation
from handoff.domain.message import Button, Draft
from handoff.domain.presence import Presence, Workload
from handoff.domain.queue import Wait, Waiting
from handoff.domain.ticket import Ticket
from handoff.domain.triage import Mood
from handoff.service_layer.kept_data import KeptData
from handoff.service_layer.to_the_bot import MessagesToTheBot

PokeKind = Literal["conversation", "queue", "agent", "turn", "session_ended", "token_ended"]


@dataclass(frozen=True)
class Poke:
    """ "Look again at this": ids only, so that losing one costs time and never content."""

    kind: PokeKind
    id: str = ""


@dataclass(frozen=True)
class StoredMessage:
    """What was stored under a client's id."""

    seq: int
    at: datetime
    body_hash: str


@dataclass(frozen=True)
class Question:
    """The newest message that offers buttons, and whether the listener has spoken since."""

    seq: int
    author: str
    buttons: tuple[Button, ...]
    answered: bool


@dataclass(frozen=True)
class Listener:
    listener_id: str
    name: str
    account_id: str | None


@dataclass(frozen=True)
class Agent:
    agent_id: str
    name: str
    email: str
    password_hash: str
    presence: Presence
    lease_until: datetime | None
    disabled: bool = False


@dataclass(frozen=True)
class AgentSession:
    session_hash: str
    agent: Agent
    csrf: str
    created_at: datetime
    seen_at: datetime


class Conversations(Protocol):
    """Rights are in the lookup: there is no way to a conversation without saying for whom."""

    async def of_listener(self, listener_id: str, conversation_id: str) -> Conversation:
        """Locked for this unit of work; NotFound also when it is somebody else's."""

    async def any(self, conversation_id: str) -> Conversation:
        """For agents and for the desk itself."""

    async def started_as(self, listener_id: str, client_conversation_id: str) -> str | None: ...
    async def add(self, conversation: Conversation, client_conversation_id: str, diagnostics: str) -> None: ...
    async def save(self, conversation: Conversation) -> None: ...
    async def touch(self, conversation_ids: Sequence[str]) -> None: ...
    async def keep_turn(self, conversation_id: str, turn: str, mood: Mood) -> None: ...
    async def mood_of(self, conversation_id: str) -> Mood: ...
    async def diagnostics_of(self, conversation_id: str) -> str: ...
    async def waiting(self) -> list[Waiting]: ...
    async def attach_open(self, from_listener: str, to_listener: str) -> str | None: ...
    async def idle_since(self, before: datetime) -> list[str]: ...
    async def of_gone_agents(self, before: datetime) -> list[str]: ...


class Messages(Protocol):
    async def find_sent(self, conversation_id: str, sender: str, client_message_id: str) -> StoredMessage | None: ...
    async def add(self, conversation: Conversation, draft: Draft, body_hash: str, at: datetime) -> int: ...
    async def latest_question(self, conversation_id: str) -> Question | None: ...
    async def words_since_resolution(self, conversation_id: str) -> list[tuple[int, str]]: ...


class Notes(Protocol):
    async def find_sent(self, conversation_id: str, agent_id: str, client_note_id: str) -> StoredMessage | None: ...
    async def add(self, talk: Conversation, agent_id: str, client_note_id: str, text: str, at: datetime) -> int: ...


class Tickets(Protocol):
    async def next_number(self) -> int: ...
    async def of_conversation(self, conversation_id: str) -> Ticket | None:
        """The open ticket, else the newest."""

    async def by_cause(self, conversation_id: str, cause_id: str) -> Ticket | None: ...
    async def add(self, ticket: Ticket) -> None: ...
    async def save(self, ticket: Ticket) -> None: ...


class BotTurns(Protocol):
    async def add(self, conversation_id: str, seq: int, now: datetime) -> None: ...
    async def claim(self, now: datetime, lease_until: datetime) -> BotTurn | None: ...
    async def renew(self, turn: BotTurn, lease_until: datetime) -> None: ...
    async def is_pending(self, turn: BotTurn) -> bool: ...
    async def is_any_pending(self, conversation_id: str) -> bool: ...
    async def finish(self, turn: BotTurn, how: str) -> None: ...
    async def retry(self, turn: BotTurn, at: datetime) -> None: ...
    async def drop_all(self, conversation_id: str) -> None: ...
    async def keep_understanding(self, turn: BotTurn, understood: Understanding) -> None: ...


class Ratings(Protocol):
    async def find(self, conversation_id: str, resolution: int) -> tuple[int, str | None] | None: ...
    async def add(self, conversation: Conversation, score: int, comment: str | None, at: datetime) -> None: ...
    async def comment(self, conversation: Conversation, comment: str) -> None: ...


class Waits(Protocol):
    async def recent(self) -> list[Wait]: ...
    async def add(self, conversation: Conversation, ended_at: datetime, seconds: int) -> None: ...


class Listeners(Protocol):
    async def add(self, listener: Listener, now: datetime) -> None: ...
    async def rename(self, listener_id: str, name: str) -> None: ...
    async def by_account(self, account_id: str) -> Listener | None: ...
    async def by_token(self, token_hash: str, now: datetime) -> Listener | None: ...
    async def add_token(self, token_hash: str, listener_id: str, expires_at: datetime) -> None: ...
    async def extend_token(self, token_hash: str, expires_at: datetime) -> None: ...
    async def revoke_token(self, token_hash: str) -> None: ...


class Agents(Protocol):
    async def add(self, agent: Agent) -> None: ...
    async def get(self, agent_id: str) -> Agent: ...
    async def by_email(self, email: str) -> Agent | None: ...
    async def set_password(self, agent_id: str, password_hash: str) -> None: ...
    async def disable(self, agent_id: str) -> None: ...
    async def set_capacity(self, agent_id: str, capacity: int) -> None: ...
    async def end_sessions(self, agent_id: str) -> list[str]: ...
    async def all(self) -> list[Agent]: ...
    async def set_presence(self, agent_id: str, presence: Presence) -> None: ...
    async def renew_lease(self, agent_ids: Sequence[str], until: datetime) -> None: ...
    async def online_count(self, now: datetime) -> int: ...
    async def workload(self, agent_id: str) -> Workload:
        """Holds until the transaction ends: nobody else gives the agent another conversation meanwhile."""
        ...

    async def add_session(self, session: AgentSession) -> None: ...
    async def session(self, session_hash: str) -> AgentSession | None: ...
    async def see_session(self, session_hash: str, now: datetime) -> None: ...
    async def end_session(self, session_hash: str) -> None: ...
    async def living_sessions(self, session_hashes: Collection[str]) -> set[str]: ...
    async def stale_sessions(self, idle_before: datetime, created_before: datetime) -> list[str]: ...


@dataclass(frozen=True)
class ArticleVote:
    """What one visitor thinks of one article."""

    slug: str
    visitor_hash: str
    helpful: bool
    reason: str | None
    comment: str | None
    at: datetime


@dataclass(frozen=True)
class VoteCount:
    slug: str
    yes: int
    no: int


class ArticleVotes(Protocol):
    async def put(self, vote: ArticleVote) -> None:
        """Instead of what the same visitor said of the same article before."""

    async def counts(self) -> list[VoteCount]: ...
    async def against(self) -> list[ArticleVote]: ...


class UnitOfWork(Protocol):
    """One transaction. Leaving the block without `commit()` undoes everything."""

    @property
    def conversations(self) -> Conversations: ...
    @property
    def messages(self) -> Messages: ...
    @property
    def notes(self) -> Notes: ...
    @property
    def tickets(self) -> Tickets: ...
    @property
    def turns(self) -> BotTurns: ...
    @property
    def ratings(self) -> Ratings: ...
    @property
    def waits(self) -> Waits: ...
    @property
    def listeners(self) -> Listeners: ...
    @property
    def agents(self) -> Agents: ...
    @property
    def article_votes(self) -> ArticleVotes: ...
    @property
    def to_the_bot(self) -> MessagesToTheBot: ...
    @property
    def kept_data(self) -> KeptData: ...

    async def __aenter__(self) -> UnitOfWork: ...
    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def poke(self, *pokes: Poke) -> None:
        """To be told once the transaction is committed."""

    async def commit(self) -> None: ...


class Clock(Protocol):
    def now(self) -> datetime: ...


class Bus(Protocol):
    """Carries pokes to every process that has pages connected."""

    def publish(self, poke: Poke) -> None: ...
    def subscribe(self, receive: Callable[[Poke], None]) -> None: ...


@dataclass(frozen=True)
class BotRequest:
    conversation_id: str
    message_id: str
    text: str
    payload: str | None
    context: dict[str, str | None]


class Assistant(Protocol):
    """Whatever answers the listener until an agent does."""

    async def reply(self, request: BotRequest) -> BotReply:
        """The answer to one message, the same for the same message id; AssistantUnavailable when there is none."""

    async def close(self) -> None: ...


class Passwords(Protocol):
    async def hash(self, password: str) -> str: ...
    async def verify(self, password_hash: str | None, password: str) -> bool:
        """As slow for an unknown account as for a known one."""


@dataclass(frozen=True)
class Identity:
    """Whom the host app vouches for."""

    account_id: str
    name: str


class Identities(Protocol):
    def verify(self, token: str) -> Identity:
        """Unauthenticated when the token is not to be trusted."""


@dataclass(frozen=True)
class Desk:
    """What every use case works with."""

    open: Callable[[], UnitOfWork]
    clock: Clock
