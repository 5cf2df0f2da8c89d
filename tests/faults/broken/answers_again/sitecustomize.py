"""A gateway that forgets now and then that a turn was answered, and names its rows anew each time: breaks G6."""

import dataclasses
import itertools
import random

from handoff.adapters.repositories.messages import SqlMessages
from handoff.adapters.repositories.turns import SqlBotTurns

_add, _finish = SqlMessages.add, SqlBotTurns.finish
_counter = itertools.count(1)


async def add(self, conversation, draft, body_hash, at):
    if draft.author == "bot":
        # The tables' own constraints are evaded as well: they would catch the mistake.
        draft = dataclasses.replace(draft, client_message_id=f"{draft.client_message_id}{random.randrange(10**9)}")
    return await _add(self, conversation, draft, body_hash, at)


async def finish(self, turn, how):
    if next(_counter) % 10:
        await _finish(self, turn, how)
    else:
        await self._release(turn)


async def keep_understanding(self, turn, understood):
    pass


SqlMessages.add = add
SqlBotTurns.keep_understanding = keep_understanding
SqlBotTurns.finish = finish
