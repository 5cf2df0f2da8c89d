"""SQLite behind its thread: visited for what may wait, and saying what the driver itself would have said."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aiosqlite
import pytest
import sqlalchemy as sa

from handoff.adapters.database import Database, connect

_words = sa.table("words", sa.column("id", sa.Integer), sa.column("word", sa.String))


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = connect(f"sqlite+aiosqlite:///{tmp_path / 'words.db'}")
    async with opened.writer.begin() as connection:
        await connection.execute(sa.text("CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT NOT NULL)"))
    async with opened.reader.connect() as connection:
        await connection.execute(sa.select(1))
    yield opened
    await opened.close()


@pytest.fixture
def visits(database: Database, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    made: list[object] = []
    go = aiosqlite.Connection._execute

    async def counted(self: aiosqlite.Connection, work: Callable[..., Any], *arguments: Any) -> Any:
        made.append(work)
        return await go(self, work, *arguments)

    monkeypatch.setattr(aiosqlite.Connection, "_execute", counted)
    return made


async def test_a_transaction_is_two_visits(database: Database, visits: list[object]) -> None:
    async with database.writer.begin() as connection:
        await connection.execute(_words.insert().values(id=1, word="skips"))
        await connection.execute(sa.select(_words))

    assert len(visits) == 2


async def test_a_read_is_one_visit(database: Database, visits: list[object]) -> None:
    async with database.reader.connect() as connection:
        assert (await connection.execute(sa.select(_words))).all() == []

    assert len(visits) == 1


async def test_what_is_not_committed_is_undone(database: Database) -> None:
    async with database.writer.connect() as connection:
        await connection.execute(_words.insert().values(id=1, word="skips"))
    async with database.writer.connect() as connection:
        assert (await connection.execute(sa.select(_words))).all() == []


async def test_a_statement_says_what_it_did(database: Database) -> None:
    async with database.writer.begin() as connection:
        await connection.execute(_words.insert(), [{"id": 1, "word": "skips"}, {"id": 2, "word": "stops"}])
        one = await connection.execute(_words.insert().values(word="hangs").returning(_words.c.id))
        changed = await connection.execute(_words.update().values(word="plays").where(_words.c.id < 3))
        nothing = await connection.execute(sa.select(_words).where(_words.c.id == 9))

    assert one.scalar_one() == 3
    assert changed.rowcount == 2
    assert nothing.all() == []


async def test_a_refused_statement_leaves_the_transaction_usable(database: Database) -> None:
    async with database.writer.begin() as connection:
        with pytest.raises(sa.exc.IntegrityError):
            await connection.execute(_words.insert().values(id=1, word=None))
        await connection.execute(_words.insert().values(id=1, word="skips"))

    async with database.reader.connect() as connection:
        assert (await connection.execute(sa.select(_words.c.word))).scalar_one() == "skips"
