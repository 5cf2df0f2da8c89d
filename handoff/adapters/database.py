"""Engines for SQLite and PostgreSQL. Durable before fast: an acknowledged commit survives a power cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from handoff.adapters.sqlite_thread import connector

#: FULL: what was acknowledged survives a power cut, not only a crash. What is deleted is overwritten.
_DURABLE = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON", "secure_delete=ON")


@dataclass(frozen=True)
class Database:
    """`writer` is for units of work, `reader` for pages; on PostgreSQL both are one pool."""

    writer: AsyncEngine
    reader: AsyncEngine

    async def close(self) -> None:
        await self.writer.dispose()
        await self.reader.dispose()


def connect(url: str) -> Database:
    """Nothing is opened before the first use. Errors do not quote what was to be written: it is not for logs."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        engine = create_async_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True, hide_parameters=True)
        return Database(engine, engine)
    # One writer: writers of one SQLite file exclude each other, and waiting in line here beats polling for the lock.
    writer = create_async_engine(
        url,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=1,
        max_overflow=0,
        # A unit of work ends its transaction itself. To roll back nothing would be another visit to SQLite's thread.
        pool_reset_on_return=None,
        async_creator=connector(address),
        hide_parameters=True,
    )
    # Readers hold no transaction: each statement sees the newest commit, and nobody waits for a BEGIN or a ROLLBACK.
    reader = create_async_engine(
        url,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=4,
        max_overflow=0,
        pool_reset_on_return=None,
        isolation_level="AUTOCOMMIT",
        skip_autocommit_rollback=True,
        async_creator=connector(address),
        hide_parameters=True,
    )
    _set_pragmas(writer, *_DURABLE)
    _set_pragmas(reader, *_DURABLE, "query_only=ON")
    _begin_immediately(writer)
    return Database(writer, reader)


def _set_pragmas(engine: AsyncEngine, *pragmas: str) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        # The driver's own BEGIN is deferred: two readers that both want to write would then fail instead of waiting.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()


def _begin_immediately(engine: AsyncEngine) -> None:
    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
