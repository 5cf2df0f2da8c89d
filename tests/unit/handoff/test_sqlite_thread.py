"""SQLite behind its thread: one visit a statement, and what comes back is what the driver itself would have said."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aiosqlite
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.database import connect

_words = sa.table("words", sa.column("id", sa.Integer), sa.column("word", sa.String))


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[AsyncConnection]:
    database = connect(f"sqlite+aiosqlite:///{tmp_path / 'words.db'}")
    async with database.writer.connect() as opened:
        await opened.execute(sa.text("CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT NOT NULL)"))
        yield opened
    await database.close()


async def test_a_statement_is_one_visit(connection: AsyncConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    visits = []
    go = aiosqlite.Connection._execute

    async def counted(self: aiosqlite.Connection, work: Callable[..., Any], *arguments: Any) -> Any:
        visits.append(work)
        return await go(self, work, *arguments)

    monkeypatch.setattr(aiosqlite.Connection, "_execute", counted)
    await connection.execute(_words.insert().values(id=1, word="skips"))
    rows = (await connection.execute(sa.select(_words))).all()

    assert [tuple(row) for row in rows] == [(1, "skips")]
    assert len(visits) == 2


async def test_a_statement_says_what_it_did(connection: AsyncConnection) -> None:
    await connection.execute(_words.insert(), [{"id": 1, "word": "skips"}, {"id": 2, "word": "stops"}])
    one = await connection.execute(_words.insert().values(word="hangs").returning(_words.c.id))
    changed = await connection.execute(_words.update().values(word="plays").where(_words.c.id < 3))
    nothing = await connection.execute(sa.select(_words).where(_words.c.id == 9))

    assert one.scalar_one() == 3
    assert changed.rowcount == 2
    assert nothing.all() == []


async def test_a_refused_statement_leaves_the_transaction_usable(connection: AsyncConnection) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        await connection.execute(_words.insert().values(id=1, word=None))
    await connection.execute(_words.insert().values(id=1, word="skips"))
    await connection.commit()

    assert (await connection.execute(sa.select(_words.c.word))).scalar_one() == "skips"
