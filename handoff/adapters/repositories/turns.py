"""The outbox of bot turns: one in flight per conversation, held by a fenced lease on the conversation's row.

Statements are built once, here and wherever a bot turn passes: building one costs far more than running it.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.tables import bot_turn, bot_understanding, conversation, listener, message
from handoff.domain.bot_reply import Understanding
from handoff.domain.bot_turn import BotTurn

_NOW: sa.BindParameter[datetime] = sa.bindparam("now")
_FREE = sa.or_(conversation.c.bot_lease_until.is_(None), conversation.c.bot_lease_until <= _NOW)
_earlier = bot_turn.alias()
_DUE = (
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
        bot_turn.c.next_at <= _NOW,
        _FREE,
        ~sa.exists().where(
            _earlier.c.conversation_id == bot_turn.c.conversation_id,
            _earlier.c.seq < bot_turn.c.seq,
            _earlier.c.done.is_(None),
        ),
    )
    .order_by(bot_turn.c.next_at)
    .limit(1)
    # Two processes that look at the same moment take different conversations.
    .with_for_update(of=[bot_turn, conversation], skip_locked=True)
)
_OF_CONVERSATION = conversation.c.conversation_id == sa.bindparam("of")
_HELD = sa.and_(_OF_CONVERSATION, conversation.c.bot_fence == sa.bindparam("fence"))
_LEASE = (
    conversation.update()
    .where(_OF_CONVERSATION, _FREE)
    .values(bot_lease_until=sa.bindparam("until"), bot_fence=conversation.c.bot_fence + 1)
    .returning(conversation.c.bot_fence)
)
_RENEW = (
    conversation.update()
    .where(_HELD, conversation.c.bot_lease_until.is_not(None))
    .values(bot_lease_until=sa.bindparam("until"))
)
_RELEASE = conversation.update().where(_HELD).values(bot_lease_until=None)
_TURN = sa.and_(bot_turn.c.conversation_id == sa.bindparam("of"), bot_turn.c.seq == sa.bindparam("nth"))
_HOW_DONE = sa.select(bot_turn.c.done).where(_TURN)
_PENDING = sa.select(bot_turn.c.seq).where(bot_turn.c.conversation_id == sa.bindparam("of"), bot_turn.c.done.is_(None))
_FINISH = bot_turn.update().where(_TURN).values(done=sa.bindparam("how"))
_RETRY = bot_turn.update().where(_TURN).values(next_at=sa.bindparam("again_at"), attempts=bot_turn.c.attempts + 1)
_DROP_ALL = (
    bot_turn.update()
    .where(bot_turn.c.conversation_id == sa.bindparam("of"), bot_turn.c.done.is_(None))
    .values(done="dropped")
)
_RELEASE_ANY = conversation.update().where(_OF_CONVERSATION).values(bot_lease_until=None)
_ADD = bot_turn.insert()
_KEEP_UNDERSTANDING = bot_understanding.insert()


class SqlBotTurns:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, conversation_id: str, seq: int, now: datetime) -> None:
        values = {"conversation_id": conversation_id, "seq": seq, "asked_at": now, "next_at": now, "attempts": 0}
        await self._connection.execute(_ADD, values)

    async def claim(self, now: datetime, lease_until: datetime) -> BotTurn | None:
        """The oldest due turn of a conversation whose lease is free; within a conversation in order of seq."""
        row = (await self._connection.execute(_DUE, {"now": now})).one_or_none()
        if row is None:
            return None
        lease = {"of": row.conversation_id, "now": now, "until": lease_until}
        fence = (await self._connection.execute(_LEASE, lease)).scalar_one_or_none()
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
        await self._connection.execute(_RENEW, {**_held(turn), "until": lease_until})

    async def is_pending(self, turn: BotTurn) -> bool:
        row = (await self._connection.execute(_HOW_DONE, _key(turn))).one_or_none()
        return row is not None and row.done is None

    async def is_any_pending(self, conversation_id: str) -> bool:
        return (await self._connection.execute(_PENDING, {"of": conversation_id})).first() is not None

    async def finish(self, turn: BotTurn, how: str) -> None:
        await self._connection.execute(_FINISH, {**_key(turn), "how": how})
        await self._release(turn)

    async def retry(self, turn: BotTurn, at: datetime) -> None:
        await self._connection.execute(_RETRY, {**_key(turn), "again_at": at})
        await self._release(turn)

    async def drop_all(self, conversation_id: str) -> None:
        """The bot lost the conversation: nothing it was asked is answered any more."""
        await self._connection.execute(_DROP_ALL, {"of": conversation_id})
        await self._connection.execute(_RELEASE_ANY, {"of": conversation_id})

    async def keep_understanding(self, turn: BotTurn, understood: Understanding) -> None:
        values = {
            "conversation_id": turn.conversation_id,
            "seq": turn.seq,
            "topic": understood.topic,
            "confidence": understood.confidence,
        }
        await self._connection.execute(_KEEP_UNDERSTANDING, values)

    async def _release(self, turn: BotTurn) -> None:
        await self._connection.execute(_RELEASE, _held(turn))


def _key(turn: BotTurn) -> dict[str, object]:
    return {"of": turn.conversation_id, "nth": turn.seq}


def _held(turn: BotTurn) -> dict[str, object]:
    return {"of": turn.conversation_id, "fence": turn.fence}
