"""A bot that takes a message that comes again for another one: breaks the idempotency of its channel."""

import sys

if "bot.components.serve" in sys.orig_argv:
    from bot.components.rasa_environment import import_rasa_quietly, prepare_environment

    prepare_environment(threads=1)
    import_rasa_quietly()

    from bot.components import channel

    async def answer(self, agent, turn):
        if agent is None:
            raise channel.TurnUnavailable("no_model")
        async with self._locks.setdefault(turn.conversation_id, channel.asyncio.Lock()):
            await agent.handle_message(await channel._message_of(agent, turn))
            return channel.answer_for(agent.tracker_store.look(turn.conversation_id), turn.message_id)

    channel.SoundcheckInput.answer = answer
