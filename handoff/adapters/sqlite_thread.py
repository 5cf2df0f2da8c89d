"""SQLite's driver for SQLAlchemy, whose thread is visited only for what may wait: once a read, twice a transaction.

A visit wakes two threads, which costs more than most statements do. As it comes, the driver makes four for each: for a
cursor, the statement, its rows, and the cursor's end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import aiosqlite
from sqlalchemy.engine import URL


def connector(url: URL) -> Callable[[], Awaitable[aiosqlite.Connection]]:
    """For `async_creator` of `create_async_engine`: opens what the URL names, with the URL's own options."""
    arguments, options = url.get_dialect()().create_connect_args(url)

    async def connect() -> aiosqlite.Connection:
        connection = _Connection(partial(sqlite3.connect, *arguments, **options), iter_chunk_size=64)
        # As SQLAlchemy does: a connection that nobody closed must not keep the process alive.
        connection._thread.daemon = True
        return await connection

    return connect


class _Connection(aiosqlite.Connection):
    async def cursor(self) -> _Cursor:  # type: ignore[override]
        return _Cursor(self)

    async def do(self, work: Callable[..., None], *arguments: Any) -> None:
        """Have this done, with SQLite's own connection before the arguments."""
        if self.in_transaction:
            # BEGIN IMMEDIATE has waited for the lock, COMMIT will wait for the disk: in between nothing waits.
            work(self._conn, *arguments)
        else:
            await self._execute(work, self._conn, *arguments)  # type: ignore[no-untyped-call]


class _Cursor:
    """What SQLAlchemy asks of a cursor. It keeps the rows of its statement, and nothing of SQLite."""

    description: Any = None
    lastrowid: int | None = None
    rowcount = -1

    def __init__(self, connection: _Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []

    async def execute(self, sql: str, parameters: Any = ()) -> None:
        await self._connection.do(self._run, "execute", sql, parameters)

    async def executemany(self, sql: str, parameters: Any) -> None:
        await self._connection.do(self._run, "executemany", sql, parameters)

    async def fetchall(self) -> list[Any]:
        return self._rows

    async def close(self) -> None:
        self._rows = []

    def _run(self, connection: sqlite3.Connection, how: str, sql: str, parameters: Any) -> None:
        cursor = connection.cursor()
        try:
            getattr(cursor, how)(sql, parameters)
            self._rows = cursor.fetchall()
            self.description, self.lastrowid, self.rowcount = cursor.description, cursor.lastrowid, cursor.rowcount
        finally:
            cursor.close()
