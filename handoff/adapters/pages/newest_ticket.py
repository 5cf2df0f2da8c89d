"""Which ticket of a conversation pages show: the open one, else the newest."""

from __future__ import annotations

import sqlalchemy as sa

from handoff.adapters.tables import conversation, ticket

_candidate = ticket.alias()
#: Its number, inside a query that reads `conversation`.
NEWEST_TICKET = (
    sa.select(_candidate.c.number)
    .where(_candidate.c.conversation_id == conversation.c.conversation_id)
    .order_by(_candidate.c.status != "open", _candidate.c.opened_at.desc())
    .limit(1)
    .scalar_subquery()
)
