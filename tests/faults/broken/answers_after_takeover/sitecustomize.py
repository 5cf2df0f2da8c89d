"""A gateway that stores a bot's reply whoever owns the conversation by then: breaks the ownership."""

from handoff.service_layer import bot_turns


async def is_mine(tx, conversation, turn):
    return True


bot_turns._is_mine = is_mine
