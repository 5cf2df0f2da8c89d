"""Who somebody is: listeners by token, vouched for by the host or anonymous; agents by password and session."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import timedelta

from handoff.domain.errors import Unauthenticated
from handoff.domain.presence import LEASE, Presence
from handoff.service_layer.deadlines import SESSION_IDLE, SESSION_LIFE
from handoff.service_layer.ids import new_id, new_secret, secret_hash
from handoff.service_layer.ports import (
    AgentSession,
    Desk,
    Identity,
    Listener,
    Passwords,
    Poke,
    UnitOfWork,
)

ANONYMOUS_LIFE = timedelta(days=30)
#: Shorter: on a shared browser the next person must not find the account of the one before.
IDENTIFIED_LIFE = timedelta(hours=12)
GUEST = "Guest"


@dataclass(frozen=True)
class ListenerSession:
    token: str
    listener: Listener


async def open_listener_session(desk: Desk, identity: Identity | None, token: str | None) -> ListenerSession:
    """A token for the listener: known by the host's word, by an older anonymous token, or new.

    An anonymous token that becomes identified brings its own open conversation along and dies; an identified token
    alone proves nothing here, because the host no longer vouches for its bearer.
    """
    now = desk.clock.now()
    async with desk.open() as tx:
        older = await tx.listeners.by_token(secret_hash(token), now) if token else None
        if identity is None:
            if token and older and older.account_id is None:
                await tx.listeners.extend_token(secret_hash(token), now + ANONYMOUS_LIFE)
                await tx.commit()
                return ListenerSession(token, older)
            listener = Listener(new_id(), GUEST, None)
            await tx.listeners.add(listener, now)
        else:
            listener = await _identified(desk, tx, identity)
            if token and older and older.account_id is None:
                attached = await tx.conversations.attach_open(older.listener_id, listener.listener_id)
                if attached:
                    tx.poke(Poke("conversation", attached))
                await tx.listeners.revoke_token(secret_hash(token))
                tx.poke(Poke("token_ended", secret_hash(token)))
            elif token and older and older.listener_id == listener.listener_id:
                await tx.listeners.extend_token(secret_hash(token), now + IDENTIFIED_LIFE)
                await tx.commit()
                return ListenerSession(token, listener)
        fresh = new_secret()
        life = ANONYMOUS_LIFE if identity is None else IDENTIFIED_LIFE
        await tx.listeners.add_token(secret_hash(fresh), listener.listener_id, now + life)
        await tx.commit()
    return ListenerSession(fresh, listener)


async def _identified(desk: Desk, tx: UnitOfWork, identity: Identity) -> Listener:
    known = await tx.listeners.by_account(identity.account_id)
    if known is None:
        known = Listener(new_id(), identity.name, identity.account_id)
        await tx.listeners.add(known, desk.clock.now())
    elif known.name != identity.name:
        await tx.listeners.rename(known.listener_id, identity.name)
        known = Listener(known.listener_id, identity.name, known.account_id)
    return known


async def listener_of(desk: Desk, token: str | None) -> Listener:
    """Whose token this is, or Unauthenticated."""
    async with desk.open() as tx:
        listener = await tx.listeners.by_token(secret_hash(token), desk.clock.now()) if token else None
    if listener is None:
        raise Unauthenticated
    return listener


async def close_listener_session(desk: Desk, token: str) -> None:
    """Forget the token and disconnect its pages."""
    async with desk.open() as tx:
        await tx.listeners.revoke_token(secret_hash(token))
        tx.poke(Poke("token_ended", secret_hash(token)))
        await tx.commit()


async def sign_in(desk: Desk, passwords: Passwords, email: str, password: str) -> tuple[str, AgentSession]:
    """A session's secret and the session, or Unauthenticated, which never says what was wrong."""
    async with desk.open() as tx:
        agent = await tx.agents.by_email(email.strip().lower())
    # Verified outside the transaction: it takes long on purpose.
    if not await passwords.verify(agent.password_hash if agent else None, password) or agent is None or agent.disabled:
        raise Unauthenticated("E-mail address or password is wrong.")
    now = desk.clock.now()
    secret = new_secret()
    session = AgentSession(secret_hash(secret), agent, new_secret(), now, now)
    async with desk.open() as tx:
        await tx.agents.add_session(session)
        await tx.commit()
    return secret, session


async def agent_session(desk: Desk, secret: str | None, csrf: str | None = None) -> AgentSession:
    """The living session of this cookie, seen now; with `csrf` given, also proven to come from our own page."""
    if not secret:
        raise Unauthenticated
    now = desk.clock.now()
    async with desk.open() as tx:
        session = await tx.agents.session(secret_hash(secret))
        if session is None or now - session.seen_at > SESSION_IDLE or now - session.created_at > SESSION_LIFE:
            raise Unauthenticated
        if csrf is not None and not hmac.compare_digest(session.csrf.encode(), csrf.encode()):
            raise Unauthenticated
        await tx.agents.see_session(session.session_hash, now)
        await tx.commit()
    return session


async def keep_session(desk: Desk, session_hash: str) -> bool:
    """A page of this session was used. False when the session is over."""
    async with desk.open() as tx:
        session = await tx.agents.session(session_hash)
        if session is not None:
            await tx.agents.see_session(session_hash, desk.clock.now())
            await tx.commit()
    return session is not None


async def ended_sessions(desk: Desk, session_hashes: list[str]) -> set[str]:
    """Those of them that are over. Looking does not count as using them."""
    async with desk.open() as tx:
        return set(session_hashes) - await tx.agents.living_sessions(session_hashes)


async def is_token_living(desk: Desk, token_hash: str) -> bool:
    async with desk.open() as tx:
        return await tx.listeners.by_token(token_hash, desk.clock.now()) is not None


async def sign_out(desk: Desk, session: AgentSession) -> None:
    """End the session and disconnect its pages."""
    async with desk.open() as tx:
        await tx.agents.end_session(session.session_hash)
        # Who signs out is gone at once; a page that merely vanished keeps its lease for a while.
        await tx.agents.renew_lease([session.agent.agent_id], desk.clock.now())
        tx.poke(Poke("session_ended", session.session_hash), Poke("agent", session.agent.agent_id), Poke("queue"))
        await tx.commit()


async def set_presence(desk: Desk, agent_id: str, presence: Presence) -> None:
    async with desk.open() as tx:
        await tx.agents.set_presence(agent_id, presence)
        tx.poke(Poke("agent", agent_id), Poke("queue"))
        await tx.commit()


async def come_online(desk: Desk, agent_id: str) -> None:
    """A page of this agent opened. What they chose before, online or away, still holds."""
    async with desk.open() as tx:
        await tx.agents.renew_lease([agent_id], desk.clock.now() + LEASE)
        tx.poke(Poke("agent", agent_id), Poke("queue"))
        await tx.commit()


async def renew_leases(desk: Desk, agent_ids: list[str]) -> None:
    """These agents have a page open."""
    async with desk.open() as tx:
        await tx.agents.renew_lease(agent_ids, desk.clock.now() + LEASE)
        await tx.commit()
