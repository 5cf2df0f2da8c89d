"""Engines for SQLite and PostgreSQL. Durable before fast: an acknowledged commit survives a power cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool


@dataclass(frozen=True)
class Database:
    """`writer` is for units of work, `reader` for pages; on PostgreSQL both are one pool."""

    writer: AsyncEngine
    reader: AsyncEngine

    async def close(self) -> None:
        await self.writer.dispose()
        await self.reader.dispose()


def connect(url: str) -> Database:
    """Nothing is opened before the first use."""
    if make_url(url).get_backend_name() != "sqlite":
        engine = create_async_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True)
        return Database(engine, engine)
    # One writer: writers of one SQLite file exclude each other, and waiting in line here beats polling for the lock.
    writer = create_async_engine(
        url, poolclass=AsyncAdaptedQueuePool, pool_size=1, max_overflow=0, connect_args={"timeout": 5}
    )
    reader = create_async_engine(
        url, poolclass=AsyncAdaptedQueuePool, pool_size=4, max_overflow=0, connect_args={"timeout": 5}
    )
    _prepare_sqlite(writer, begin="BEGIN IMMEDIATE", query_only=False)
    _prepare_sqlite(reader, begin="BEGIN", query_only=True)
    return Database(writer, reader)


def _prepare_sqlite(engine: AsyncEngine, begin: str, query_only: bool) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        # The driver's own BEGIN is deferred: two readers that both want to write would then fail instead of waiting.
        connection.isolation_level = None
        cursor = connection.cursor()
        pragmas = ["journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON"]
        for pragma in [*pragmas, *(["query_only=ON"] if query_only else [])]:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin_explicitly(connection: Any) -> None:
        connection.exec_driver_sql(begin)
