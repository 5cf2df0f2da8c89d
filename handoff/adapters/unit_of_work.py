"""A database transaction with its repositories; pokes leave after the commit, never before."""

from __future__ import annotations

from types import TracebackType

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from handoff.adapters.repositories.article_votes import SqlArticleVotes
from handoff.adapters.repositories.conversations import SqlConversations
from handoff.adapters.repositories.kept_data import SqlKeptData
from handoff.adapters.repositories.messages import SqlMessages, SqlNotes
from handoff.adapters.repositories.people import SqlAgents, SqlListeners
from handoff.adapters.repositories.tickets import SqlRatings, SqlTickets, SqlWaits
from handoff.adapters.repositories.to_the_bot import SqlToTheBot
from handoff.adapters.repositories.turns import SqlBotTurns
from handoff.service_layer.crash_points import crash_point
from handoff.service_layer.ports import Bus, Poke


class SqlUnitOfWork:
    def __init__(self, engine: AsyncEngine, bus: Bus) -> None:
        self._engine = engine
        self._bus = bus
        self._pokes: dict[Poke, None] = {}

    async def __aenter__(self) -> SqlUnitOfWork:
        self._connection: AsyncConnection = await self._engine.connect()
        self._transaction = await self._connection.begin()
        self.conversations = SqlConversations(self._connection)
        self.messages = SqlMessages(self._connection)
        self.notes = SqlNotes(self._connection)
        self.tickets = SqlTickets(self._connection)
        self.turns = SqlBotTurns(self._connection)
        self.ratings = SqlRatings(self._connection)
        self.waits = SqlWaits(self._connection)
        self.listeners = SqlListeners(self._connection)
        self.agents = SqlAgents(self._connection)
        self.article_votes = SqlArticleVotes(self._connection)
        self.to_the_bot = SqlToTheBot(self._connection)
        self.kept_data = SqlKeptData(self._connection)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._transaction.is_active:
                await self._transaction.rollback()
        finally:
            await self._connection.close()

    def poke(self, *pokes: Poke) -> None:
        self._pokes.update(dict.fromkeys(pokes))

    async def commit(self) -> None:
        crash_point("before_commit")
        await self._transaction.commit()
        for poke in self._pokes:
            self._bus.publish(poke)
        self._pokes.clear()
