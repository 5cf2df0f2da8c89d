"""A gateway that does not know a message when it comes again: breaks G2."""

import dataclasses
import uuid

from handoff.adapters.repositories.messages import SqlMessages

_add = SqlMessages.add


async def find_sent(self, conversation_id, sender, client_message_id):
    return None


async def add(self, conversation, draft, body_hash, at):
    # The table's own constraint is evaded as well: it would catch the mistake.
    again = dataclasses.replace(draft, client_message_id=uuid.uuid4().hex)
    return await _add(self, conversation, again, body_hash, at)


SqlMessages.find_sent = find_sent
SqlMessages.add = add
