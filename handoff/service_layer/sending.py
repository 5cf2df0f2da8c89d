"""What makes sending safe to repeat: one client id is one message, for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from handoff.domain.errors import Conflict
from handoff.domain.instant import written
from handoff.service_layer.ports import StoredMessage, UnitOfWork


@dataclass(frozen=True)
class Receipt:
    """The message is committed under this seq."""

    seq: int
    at: datetime
    duplicate: bool = False

    @property
    def written_at(self) -> str:
        return written(self.at)


async def already_sent(
    tx: UnitOfWork, conversation_id: str, sender: str, client_message_id: str, digest: str
) -> Receipt | None:
    """The receipt of an earlier sending under this client id; Conflict when it said something else."""
    return _receipt(await tx.messages.find_sent(conversation_id, sender, client_message_id), digest)


async def already_noted(
    tx: UnitOfWork, conversation_id: str, agent_id: str, client_note_id: str, text: str
) -> Receipt | None:
    """The same for internal notes."""
    return _receipt(await tx.notes.find_sent(conversation_id, agent_id, client_note_id), text)


def _receipt(stored: StoredMessage | None, body: str) -> Receipt | None:
    if stored is None:
        return None
    if stored.body_hash != body:
        raise Conflict
    return Receipt(stored.seq, stored.at, duplicate=True)
