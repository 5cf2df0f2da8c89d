"""Listeners with their tokens, agents with their sessions. Secrets are stored hashed, never as they are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.tables import agent, agent_session, conversation, listener, listener_token
from handoff.domain.errors import NotFound
from handoff.domain.presence import CAPACITY, Presence, Workload
from handoff.service_layer.ports import Agent, AgentSession, Listener

_AGENT = (
    agent.c.agent_id,
    agent.c.name,
    agent.c.email,
    agent.c.password_hash,
    agent.c.presence,
    agent.c.lease_until,
    agent.c.disabled,
)


class SqlListeners:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, person: Listener, now: datetime) -> None:
        await self._connection.execute(
            listener.insert().values(
                listener_id=person.listener_id, account_id=person.account_id, name=person.name, created_at=now
            )
        )

    async def rename(self, listener_id: str, name: str) -> None:
        await self._connection.execute(listener.update().where(listener.c.listener_id == listener_id).values(name=name))

    async def by_account(self, account_id: str) -> Listener | None:
        return await self._first(sa.select(*self._columns()).where(listener.c.account_id == account_id))

    async def by_token(self, token_hash: str, now: datetime) -> Listener | None:
        return await self._first(
            sa.select(*self._columns())
            .join(listener_token, listener_token.c.listener_id == listener.c.listener_id)
            .where(listener_token.c.token_hash == token_hash, listener_token.c.expires_at > now)
        )

    async def _first(self, query: sa.Select[tuple[str, str, str | None]]) -> Listener | None:
        row = (await self._connection.execute(query)).one_or_none()
        return Listener(*row) if row else None

    @staticmethod
    def _columns() -> tuple[sa.Column[str], sa.Column[str], sa.Column[str | None]]:
        return (listener.c.listener_id, listener.c.name, listener.c.account_id)

    async def add_token(self, token_hash: str, listener_id: str, expires_at: datetime) -> None:
        await self._connection.execute(
            listener_token.insert().values(token_hash=token_hash, listener_id=listener_id, expires_at=expires_at)
        )

    async def extend_token(self, token_hash: str, expires_at: datetime) -> None:
        await self._connection.execute(
            listener_token.update().where(listener_token.c.token_hash == token_hash).values(expires_at=expires_at)
        )

    async def revoke_token(self, token_hash: str) -> None:
        await self._connection.execute(listener_token.delete().where(listener_token.c.token_hash == token_hash))


class SqlAgents:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, person: Agent) -> None:
        await self._connection.execute(
            agent.insert().values(
                agent_id=person.agent_id,
                email=person.email,
                name=person.name,
                password_hash=person.password_hash,
                capacity=CAPACITY,
                presence=person.presence,
                disabled=person.disabled,
                lease_until=person.lease_until,
            )
        )

    async def get(self, agent_id: str) -> Agent:
        row = (await self._connection.execute(sa.select(*_AGENT).where(agent.c.agent_id == agent_id))).one_or_none()
        if row is None:
            raise NotFound("There is no such agent.")
        return Agent(*row)

    async def by_email(self, email: str) -> Agent | None:
        row = (await self._connection.execute(sa.select(*_AGENT).where(agent.c.email == email))).one_or_none()
        return Agent(*row) if row else None

    async def set_password(self, agent_id: str, password_hash: str) -> None:
        await self._connection.execute(
            agent.update().where(agent.c.agent_id == agent_id).values(password_hash=password_hash)
        )

    async def disable(self, agent_id: str) -> None:
        await self._connection.execute(agent.update().where(agent.c.agent_id == agent_id).values(disabled=True))

    async def set_capacity(self, agent_id: str, capacity: int) -> None:
        await self._connection.execute(agent.update().where(agent.c.agent_id == agent_id).values(capacity=capacity))

    async def end_sessions(self, agent_id: str) -> list[str]:
        """Every session of the agent; returns their hashes."""
        statement = (
            agent_session.delete().where(agent_session.c.agent_id == agent_id).returning(agent_session.c.session_hash)
        )
        return list((await self._connection.execute(statement)).scalars())

    async def all(self) -> list[Agent]:
        return [Agent(*row) for row in await self._connection.execute(sa.select(*_AGENT).order_by(agent.c.email))]

    async def set_presence(self, agent_id: str, presence: Presence) -> None:
        await self._connection.execute(agent.update().where(agent.c.agent_id == agent_id).values(presence=presence))

    async def renew_lease(self, agent_ids: Sequence[str], until: datetime) -> None:
        await self._connection.execute(agent.update().where(agent.c.agent_id.in_(agent_ids)).values(lease_until=until))

    async def online_count(self, now: datetime) -> int:
        query = sa.select(sa.func.count()).where(
            agent.c.presence == "online", agent.c.lease_until > now, agent.c.disabled.is_(False)
        )
        return int((await self._connection.execute(query)).scalar_one())

    async def workload(self, agent_id: str) -> Workload:
        locked = sa.select(agent.c.capacity).where(agent.c.agent_id == agent_id).with_for_update()
        held = sa.select(sa.func.count()).where(
            conversation.c.assignee_id == agent_id, conversation.c.status.in_(("assigned", "awaiting_listener"))
        )
        capacity = (await self._connection.execute(locked)).scalar_one()
        return Workload((await self._connection.execute(held)).scalar_one(), capacity)

    async def add_session(self, session: AgentSession) -> None:
        await self._connection.execute(
            agent_session.insert().values(
                session_hash=session.session_hash,
                agent_id=session.agent.agent_id,
                csrf=session.csrf,
                created_at=session.created_at,
                seen_at=session.seen_at,
            )
        )

    async def session(self, session_hash: str) -> AgentSession | None:
        query = (
            sa.select(*_AGENT, agent_session.c.csrf, agent_session.c.created_at, agent_session.c.seen_at)
            .join(agent_session, agent_session.c.agent_id == agent.c.agent_id)
            .where(agent_session.c.session_hash == session_hash)
        )
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            return None
        return AgentSession(session_hash, Agent(*row[:7]), row.csrf, row.created_at, row.seen_at)

    async def see_session(self, session_hash: str, now: datetime) -> None:
        await self._connection.execute(
            agent_session.update().where(agent_session.c.session_hash == session_hash).values(seen_at=now)
        )

    async def end_session(self, session_hash: str) -> None:
        await self._connection.execute(agent_session.delete().where(agent_session.c.session_hash == session_hash))

    async def living_sessions(self, session_hashes: Collection[str]) -> set[str]:
        query = sa.select(agent_session.c.session_hash).where(agent_session.c.session_hash.in_(session_hashes))
        return set((await self._connection.execute(query)).scalars())

    async def stale_sessions(self, idle_before: datetime, created_before: datetime) -> list[str]:
        query = sa.select(agent_session.c.session_hash).where(
            sa.or_(agent_session.c.seen_at < idle_before, agent_session.c.created_at < created_before)
        )
        return list((await self._connection.execute(query)).scalars())
