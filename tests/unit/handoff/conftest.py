"""The desk over a fresh SQLite file; its schema is made once and copied."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handoff.adapters.database import connect
from handoff.adapters.migrate import migrate
from tests.builders import TestDesk, a_desk


@pytest.fixture(scope="session")
async def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("schema") / "desk.db"
    database = connect(f"sqlite+aiosqlite:///{path}")
    await migrate(database.writer)
    await database.close()
    return path


@pytest.fixture
async def desk(migrated: Path, tmp_path: Path) -> AsyncIterator[TestDesk]:
    shutil.copy(migrated, tmp_path / "desk.db")
    async with a_desk(f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}", is_migrated=True) as running:
        yield running
