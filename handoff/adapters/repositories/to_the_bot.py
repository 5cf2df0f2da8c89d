"""What listeners typed to the bot, with what it understood and how the conversation went on. Only read."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.tables import bot_understanding, conversation, listener, message
from handoff.service_layer.to_the_bot import ToTheBot


class SqlToTheBot:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def since(self, instant: datetime) -> list[ToTheBot]:
        of_agent = message.alias()
        first_answer = (
            sa.select(sa.func.min(of_agent.c.seq))
            .where(of_agent.c.conversation_id == message.c.conversation_id, of_agent.c.author == "agent")
            .scalar_subquery()
        )
        same = sa.and_(
            bot_understanding.c.conversation_id == message.c.conversation_id, bot_understanding.c.seq == message.c.seq
        )
        corrected = conversation.c.topic_corrected_by.is_not(None)
        query = (
            sa.select(
                message.c.conversation_id,
                message.c.seq,
                message.c.text,
                bot_understanding.c.topic,
                bot_understanding.c.confidence,
                conversation.c.reason,
                sa.case((corrected, conversation.c.topic)).label("agent_topic"),
                first_answer.is_not(None).label("is_answered_by_agent"),
                sa.case((listener.c.account_id.is_not(None), listener.c.name)).label("listener_name"),
            )
            .join(conversation, conversation.c.conversation_id == message.c.conversation_id)
            .join(listener, listener.c.listener_id == conversation.c.listener_id)
            .outerjoin(bot_understanding, same)
            .where(
                message.c.at >= instant,
                message.c.author == "listener",
                message.c.kind == "text",
                # What is said to a person afterwards was never the bot's to understand.
                sa.or_(first_answer.is_(None), message.c.seq < first_answer),
            )
            .order_by(message.c.at, message.c.conversation_id, message.c.seq)
        )
        return [ToTheBot(**row) for row in (await self._connection.execute(query)).mappings()]
