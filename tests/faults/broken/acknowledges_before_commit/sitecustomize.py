"""A gateway that says "stored" and commits later, all at once if it lives that long: breaks G1."""

import itertools

from handoff.adapters.repositories.messages import SqlMessages
from handoff.adapters.unit_of_work import SqlUnitOfWork

_add, _commit = SqlMessages.add, SqlUnitOfWork.commit
_counter = itertools.count(1)


async def add(self, conversation, draft, body_hash, at):
    seq = await _add(self, conversation, draft, body_hash, at)
    if draft.author == "listener" and next(_counter) % 25 == 0:
        self._connection.info["lost"] = True
    return seq


async def commit(self):
    # The crash between acknowledgement and commit, at a place that can be counted on.
    if self._connection.info.pop("lost", False):
        await self._transaction.rollback()
        return
    await _commit(self)


SqlMessages.add = add
SqlUnitOfWork.commit = commit
