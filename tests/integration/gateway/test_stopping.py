"""The gateway stops while the database is at work: no call is broken off, nothing is begun, no connection is kept."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from handoff.adapters.database import Database, connect
from handoff.adapters.tables import bot_turn, conversation, message
from handoff.service_layer.ports import Poke
from tests.integration.gateway.conftest import Site, a_site


class Watch:
    """Holds the next database call that speaks of `text`, and notices every one that is broken off."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.broken_off: list[str] = []
        #: Connections of writer and reader that were still in use when the database was closed.
        self.kept: list[int] = []
        self._text = ""
        self._is_at_work = asyncio.Event()
        self._go_on = asyncio.Event()
        execute = AsyncConnection.execute
        close = Database.close

        async def watched(connection: AsyncConnection, statement: Any, *given: Any, **more: Any) -> Any:
            try:
                if self._text and self._text in " ".join(str(statement).split()):
                    self._is_at_work.set()
                    await self._go_on.wait()
                return await execute(connection, statement, *given, **more)
            except asyncio.CancelledError:
                self.broken_off.append(str(statement))
                raise

        async def counted(database: Database) -> None:
            self.kept += [engine.sync_engine.pool.checkedout() for engine in (database.writer, database.reader)]  # type: ignore[attr-defined]
            await close(database)

        monkeypatch.setattr(AsyncConnection, "execute", watched)
        monkeypatch.setattr(Database, "close", counted)

    async def hold(self, text: str) -> None:
        """Until such a call is at work."""
        self._text = text
        await asyncio.wait_for(self._is_at_work.wait(), 20)

    def go_on(self) -> None:
        self._text = ""
        self._go_on.set()


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    return Watch(monkeypatch)


async def stop_while_held(site: Site, watch: Watch) -> None:
    stopping = asyncio.ensure_future(site.stop())
    await asyncio.sleep(0.3)
    assert not stopping.done()
    watch.go_on()
    await stopping


async def rows(site: Site, table: sa.Table) -> list[Any]:
    database = connect(site.settings.database)
    async with database.reader.connect() as connection:
        found = list(await connection.execute(table.select()))
    await database.writer.dispose()
    await database.reader.dispose()
    return found


@pytest.mark.parametrize(
    "call",
    [
        pytest.param("FROM bot_turn JOIN", id="the worker looks for a turn"),
        pytest.param("UPDATE bot_turn SET done", id="the worker stores a reply"),
        pytest.param("FROM wait", id="the ticker refreshes the queue"),
        pytest.param(
            "SELECT conversation.conversation_id, conversation.last_seq FROM",
            id="the ticker makes up for lost broadcasts",
        ),
        pytest.param("INSERT INTO message", id="a listener's message is stored"),
    ],
)
async def test_what_the_database_is_at_is_finished(site: Site, watch: Watch, call: str) -> None:
    page, talk = await site.listener_with_talk()
    held = asyncio.ensure_future(watch.hold(call))
    posting = asyncio.ensure_future(page.post(talk, "hello"))
    site.gateway.bus.publish(Poke("queue", ""))
    await held

    await stop_while_held(site, watch)

    assert (watch.broken_off, watch.kept) == ([], [0, 0])
    posting.cancel()
    await asyncio.gather(posting, return_exceptions=True)


async def test_an_answer_does_not_break_off_the_sign_of_life_that_is_being_written(
    site: Site, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handoff.entrypoints.bot_worker._SIGN_SECONDS", 0.05)
    site.assistant.hold()
    page, talk = await site.listener_with_talk()
    await page.post(talk, "hello")
    await watch.hold("bot_lease_until IS NOT NULL")

    site.assistant.release()
    await asyncio.sleep(0.1)
    watch.go_on()

    await page.sees_message("You said: hello")
    assert watch.broken_off == []


async def test_nothing_is_begun_any_more(site: Site, watch: Watch) -> None:
    page, talk = await site.listener_with_talk()
    first = asyncio.ensure_future(page.post(talk, "first"))
    await watch.hold("INSERT INTO message")
    stopping = asyncio.ensure_future(site.stop())
    await asyncio.sleep(0.1)

    second = asyncio.ensure_future(page.post(talk, "second"))
    await asyncio.sleep(0.1)
    watch.go_on()

    assert (await first)["ok"] is True
    assert (await second)["code"] == "unavailable"
    await stopping
    assert [row.text for row in await rows(site, message)] == ["first"]
    assert [row.done for row in await rows(site, bot_turn)] == [None]


async def test_a_turn_that_waits_for_the_assistant_is_let_go_and_free_for_another_process(tmp_path: Path) -> None:
    async with a_site(tmp_path) as site:
        site.assistant.hold()
        page, talk = await site.listener_with_talk()
        await page.post(talk, "hello")
        await page.sees("typing_started")

        began = asyncio.get_running_loop().time()
        await site.stop()

        assert asyncio.get_running_loop().time() - began < 2
        [leased] = await rows(site, conversation)
        assert leased.bot_lease_until <= site.gateway.desk.clock.now()
        [turn] = await rows(site, bot_turn)
        assert (turn.done, turn.attempts) == (None, 0)


async def test_a_call_that_never_ends_does_not_keep_the_gateway(
    site: Site, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handoff.bootstrap._FINISH_SECONDS", 0.3)
    await watch.hold("FROM bot_turn JOIN")

    await asyncio.wait_for(site.stop(), 5)

    assert len(watch.broken_off) == 1
