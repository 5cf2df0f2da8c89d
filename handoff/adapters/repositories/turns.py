"""The outbox of bot turns: one in flight per conversation, held by a fenced lease on the conversation's row."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.tables import bot_turn, bot_understanding, conversation, listener, message
from handoff.domain.bot_reply import Understanding
from handoff.domain.bot_turn import BotTurn


class SqlBotTurns:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, conversation_id: str, seq: int, now: datetime) -> None:
        await self._connection.execute(
            bot_turn.insert().values(conversation_id=conversation_id, seq=seq, asked_at=now, next_at=now, attempts=0)
        )

    async def claim(self, now: datetime, lease_until: datetime) -> BotTurn | None:
        """The oldest due turn of a conversation whose lease is free; within a conversation in order of seq."""
        earlier = bot_turn.alias()
        free = sa.or_(conversation.c.bot_lease_until.is_(None), conversation.c.bot_lease_until <= now)
        query = (
            sa.select(
                bot_turn.c.conversation_id,
                bot_turn.c.seq,
                bot_turn.c.asked_at,
                bot_turn.c.attempts,
                message.c.text,
                message.c.payload,
                conversation.c.diagnostics,
                listener.c.name,
            )
            .join(conversation, conversation.c.conversation_id == bot_turn.c.conversation_id)
            .join(
                message,
                sa.and_(message.c.conversation_id == bot_turn.c.conversation_id, message.c.seq == bot_turn.c.seq),
            )
            .join(listener, listener.c.listener_id == conversation.c.listener_id)
            .where(
                bot_turn.c.done.is_(None),
                bot_turn.c.next_at <= now,
                free,
                ~sa.exists().where(
                    earlier.c.conversation_id == bot_turn.c.conversation_id,
                    earlier.c.seq < bot_turn.c.seq,
                    earlier.c.done.is_(None),
                ),
            )
            .order_by(bot_turn.c.next_at)
            .limit(1)
            # Two processes that look at the same moment take different conversations.
            .with_for_update(of=[bot_turn, conversation], skip_locked=True)
        )
        row = (await self._connection.execute(query)).one_or_none()
        if row is None:
            return None
        statement = (
            conversation.update()
            .where(conversation.c.conversation_id == row.conversation_id, free)
            .values(bot_lease_until=lease_until, bot_fence=conversation.c.bot_fence + 1)
            .returning(conversation.c.bot_fence)
        )
        fence = (await self._connection.execute(statement)).scalar_one_or_none()
        if fence is None:
            return None
        return BotTurn(
            conversation_id=row.conversation_id,
            seq=row.seq,
            text=row.text,
            payload=row.payload,
            asked_at=row.asked_at,
            attempts=row.attempts,
            fence=fence,
            diagnostics=row.diagnostics,
            listener_name=row.name,
        )

    async def renew(self, turn: BotTurn, lease_until: datetime) -> None:
        """Only while nobody else has taken the turn over."""
        await self._connection.execute(
            conversation.update()
            .where(
                conversation.c.conversation_id == turn.conversation_id,
                conversation.c.bot_fence == turn.fence,
                conversation.c.bot_lease_until.is_not(None),
            )
            .values(bot_lease_until=lease_until)
        )

    async def is_pending(self, turn: BotTurn) -> bool:
        query = sa.select(bot_turn.c.done).where(*self._key(turn))
        row = (await self._connection.execute(query)).one_or_none()
        return row is not None and row.done is None

    async def finish(self, turn: BotTurn, how: str) -> None:
        await self._connection.execute(bot_turn.update().where(*self._key(turn)).values(done=how))
        await self._release(turn)

    async def retry(self, turn: BotTurn, at: datetime) -> None:
        await self._connection.execute(
            bot_turn.update().where(*self._key(turn)).values(next_at=at, attempts=turn.attempts + 1)
        )
        await self._release(turn)

    async def drop_all(self, conversation_id: str) -> None:
        """The bot lost the conversation: nothing it was asked is answered any more."""
        await self._connection.execute(
            bot_turn.update()
            .where(bot_turn.c.conversation_id == conversation_id, bot_turn.c.done.is_(None))
            .values(done="dropped")
        )
        await self._connection.execute(
            conversation.update().where(conversation.c.conversation_id == conversation_id).values(bot_lease_until=None)
        )

    async def keep_understanding(self, turn: BotTurn, understood: Understanding) -> None:
        await self._connection.execute(
            bot_understanding.insert().values(
                conversation_id=turn.conversation_id,
                seq=turn.seq,
                topic=understood.topic,
                confidence=understood.confidence,
            )
        )

    async def _release(self, turn: BotTurn) -> None:
        await self._connection.execute(
            conversation.update()
            .where(conversation.c.conversation_id == turn.conversation_id, conversation.c.bot_fence == turn.fence)
            .values(bot_lease_until=None)
        )

    @staticmethod
    def _key(turn: BotTurn) -> tuple[sa.ColumnElement[bool], ...]:
        return (bot_turn.c.conversation_id == turn.conversation_id, bot_turn.c.seq == turn.seq)
