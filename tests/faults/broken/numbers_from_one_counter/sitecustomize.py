"""A gateway that numbers the messages of all conversations by one counter: breaks G4."""

import sqlalchemy as sa

from handoff.adapters.repositories import messages
from handoff.adapters.tables import conversation


async def allocate_seq(connection, conversation_id, at):
    newest = sa.select(sa.func.max(conversation.c.last_seq)).scalar_subquery()
    statement = (
        conversation.update()
        .where(conversation.c.conversation_id == conversation_id)
        .values(last_seq=newest + 1, version=conversation.c.version + 1, last_at=at)
        .returning(conversation.c.last_seq, conversation.c.version)
    )
    row = (await connection.execute(statement)).one()
    return row.last_seq, row.version


messages.allocate_seq = allocate_seq
