"""A message as the database or a page has it, and who owned the conversation when it was stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from handoff.domain import wording

Owner = Literal["bot", "queue", "agent", "nobody"]


@dataclass(frozen=True)
class Row:
    seq: int
    author: str
    text: str
    client_message_id: str | None = None


def with_owners(rows: Iterable[Row]) -> Iterator[tuple[Row, Owner]]:
    """Each row with the owner at that moment; a notice that changes the owner has the new one.

    A change of owner and its notice are one transaction, so the rows tell it exactly.
    """
    owner: Owner = "bot"
    for row in rows:
        if row.author == "system":
            owner = owner_after(row.text) or owner
        yield row, owner


def owner_after(notice: str) -> Owner | None:
    """Whom a notice names the owner; null where it is about something else."""
    if notice in (wording.HANDED_BACK, wording.LEFT_QUEUE, wording.REOPENED_WITH_BOT):
        return "bot"
    if notice.endswith(wording.joined("")):
        return "agent"
    if notice == wording.solved():
        return "nobody"
    # Every word of the queue names the ticket.
    return "queue" if "ticket" in notice else None
