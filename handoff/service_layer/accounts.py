"""Agents' accounts, as whoever runs the desk manages them."""

from __future__ import annotations

from handoff.domain.errors import BadRequest, Conflict, NotFound
from handoff.service_layer.ids import new_id
from handoff.service_layer.ports import Agent, Desk, Passwords, Poke, UnitOfWork

SHORTEST_PASSWORD = 10
#: Nobody can talk to more people at once and still read what they write.
MOST_AT_ONCE = 20


async def create_agent(desk: Desk, passwords: Passwords, email: str, name: str, password: str) -> str:
    """Add an agent and return their id; Conflict when the address is taken."""
    email = email.strip().lower()
    if "@" not in email or not name.strip():
        raise BadRequest("An agent has an e-mail address and a name.")
    hashed = await _hashed(passwords, password)
    agent = Agent(new_id(), name.strip(), email, hashed, "online", None)
    async with desk.open() as tx:
        if await tx.agents.by_email(email):
            raise Conflict(f"There is already an agent {email}.")
        await tx.agents.add(agent)
        await tx.commit()
    return agent.agent_id


async def set_password(desk: Desk, passwords: Passwords, email: str, password: str) -> None:
    """Whoever knew the old password is signed out."""
    hashed = await _hashed(passwords, password)
    async with desk.open() as tx:
        agent = await _by_email(tx, email)
        await tx.agents.set_password(agent.agent_id, hashed)
        await _sign_out_everywhere(tx, agent)
        await tx.commit()


async def disable_agent(desk: Desk, email: str) -> None:
    """End an agent's access; what they wrote stays."""
    async with desk.open() as tx:
        agent = await _by_email(tx, email)
        await tx.agents.disable(agent.agent_id)
        await _sign_out_everywhere(tx, agent)
        await tx.commit()


async def set_capacity(desk: Desk, email: str, capacity: int) -> None:
    """How many conversations an agent may have at once; who has more keeps them, and gets none before some are over."""
    if not 1 <= capacity <= MOST_AT_ONCE:
        raise BadRequest(f"An agent has at least 1 conversation at once and at most {MOST_AT_ONCE}.")
    async with desk.open() as tx:
        agent = await _by_email(tx, email)
        await tx.agents.set_capacity(agent.agent_id, capacity)
        await tx.commit()


async def list_agents(desk: Desk) -> list[Agent]:
    async with desk.open() as tx:
        return await tx.agents.all()


async def _hashed(passwords: Passwords, password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise BadRequest(f"A password has at least {SHORTEST_PASSWORD} characters.")
    return await passwords.hash(password)


async def _by_email(tx: UnitOfWork, email: str) -> Agent:
    agent = await tx.agents.by_email(email.strip().lower())
    if agent is None:
        raise NotFound(f"There is no agent {email}.")
    return agent


async def _sign_out_everywhere(tx: UnitOfWork, agent: Agent) -> None:
    for session_hash in await tx.agents.end_sessions(agent.agent_id):
        tx.poke(Poke("session_ended", session_hash))
