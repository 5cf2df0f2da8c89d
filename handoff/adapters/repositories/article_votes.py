"""Votes on articles: one per visitor and article, the last word counts."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.tables import article_vote as table
from handoff.service_layer.ports import ArticleVote, VoteCount


class SqlArticleVotes:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, vote: ArticleVote) -> None:
        mine = (table.c.slug == vote.slug) & (table.c.visitor_hash == vote.visitor_hash)
        # Replaced in one transaction: an upsert is spelled differently by each database.
        await self._connection.execute(table.delete().where(mine))
        await self._connection.execute(
            table.insert().values(
                slug=vote.slug,
                visitor_hash=vote.visitor_hash,
                helpful=vote.helpful,
                reason=vote.reason,
                comment=vote.comment,
                at=vote.at,
            )
        )

    async def counts(self) -> list[VoteCount]:
        yes = sa.func.sum(sa.case((table.c.helpful, 1), else_=0))
        query = sa.select(table.c.slug, yes, sa.func.count()).group_by(table.c.slug)
        return [VoteCount(slug, int(y), int(n) - int(y)) for slug, y, n in await self._connection.execute(query)]

    async def against(self) -> list[ArticleVote]:
        query = table.select().where(~table.c.helpful).order_by(table.c.at.desc())
        return [ArticleVote(**row) for row in (await self._connection.execute(query)).mappings()]
