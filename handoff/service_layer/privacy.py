"""What is kept of listeners, and for how long: a copy for one who asks, and deletion, on request or because it is old.

Decides when that is possible; what a listener is called outside, by account or ticket, is told by who asks.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from handoff.domain.errors import BadRequest, Conflict, NotFound
from handoff.service_layer.ports import Desk, Poke, UnitOfWork


async def copy_of(desk: Desk, account: str | None, ticket: str | None) -> dict[str, Any]:
    """Everything that is kept of the listener, as JSON. NotFound when nobody is known by that account or ticket."""
    async with desk.open() as tx:
        return await tx.kept_data.everything(await _listener(tx, account, ticket))


async def erase(desk: Desk, account: str | None, ticket: str | None) -> list[str]:
    """Delete everything that is kept of the listener; the ids of the conversations that are no more.

    Conflict while a person is at it or the assistant is asked: nobody's work is pulled away under their hands.
    """
    async with desk.open() as tx:
        listener_id = await _listener(tx, account, ticket)
        if numbers := await tx.kept_data.open_tickets(listener_id):
            raise Conflict(f"Ticket {', '.join(numbers)} is still open: have it resolved first.")
        if await tx.kept_data.is_asking(listener_id):
            raise Conflict("The assistant is just answering this listener: try again in a minute.")
        for token_hash in await tx.kept_data.token_hashes(listener_id):
            tx.poke(Poke("token_ended", token_hash))
        gone = await tx.kept_data.erase(listener_id)
        tx.poke(Poke("queue"))
        await tx.commit()
    return gone


async def erase_older(desk: Desk, days: int) -> list[str]:
    """Delete conversations in which so long nothing was said, but for those that wait for a person or have one.

    The ids of those that are no more; BadRequest for less than a day.
    """
    if days < 1:
        raise BadRequest("Conversations are kept for one day at least.")
    async with desk.open() as tx:
        gone = await tx.kept_data.erase_silent_since(desk.clock.now() - timedelta(days=days))
        await tx.commit()
    return gone


async def _listener(tx: UnitOfWork, account: str | None, ticket: str | None) -> str:
    if account is not None:
        known = await tx.listeners.by_account(account)
        listener_id = known.listener_id if known else None
    else:
        listener_id = await tx.kept_data.of_ticket(ticket or "")
    if listener_id is None:
        raise NotFound(f"Nothing is kept of {f'the account {account}' if account is not None else f'ticket {ticket}'}.")
    return listener_id
