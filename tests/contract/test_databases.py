"""The same storage promises on SQLite and on PostgreSQL: a server that is named, or one of our own."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from handoff import logs
from handoff.adapters.database import connect
from handoff.adapters.tables import message, metadata, ticket
from handoff.domain.bot_reply import Understanding
from handoff.domain.errors import AlreadyAssigned, AtCapacity
from handoff.domain.presence import CAPACITY
from handoff.domain.triage import Mood
from handoff.service_layer import agent, bot_turns, deadlines, identity, listener, privacy
from tests.builders import TestDesk, a_desk, a_handoff, a_reply
from tests.contract.postgres import postgres, programs

NAMED = os.environ.get("SOUNDCHECK_TEST_POSTGRES_URL", "")


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if NAMED:
        yield NAMED
        return
    installed = programs()
    if installed is None:
        pytest.skip("no PostgreSQL server is installed, and SOUNDCHECK_TEST_POSTGRES_URL names none")
    with postgres(installed, tmp_path_factory.mktemp("postgres")) as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def desk(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[TestDesk]:
    url = f"sqlite+aiosqlite:///{tmp_path / 'desk.db'}"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_url")
        await _emptied(url)
    async with a_desk(url) as running:
        yield running


async def _emptied(url: str) -> None:
    database = connect(url)
    async with database.writer.begin() as connection:
        await connection.run_sync(metadata.drop_all)
        await connection.execute(sa.text("DROP TABLE IF EXISTS alembic_version"))
    await database.close()


async def test_the_migrations_make_the_tables_that_the_code_uses(desk: TestDesk) -> None:
    def found(connection: sa.Connection) -> dict[str, set[str]]:
        inspector = sa.inspect(connection)
        return {
            name: {column["name"] for column in inspector.get_columns(name)}
            for name in inspector.get_table_names()
            if name != "alembic_version"
        }

    async with desk.database.writer.connect() as connection:
        tables = await connection.run_sync(found)

    assert tables == {name: {column.name for column in table.columns} for name, table in metadata.tables.items()}


async def test_many_writers_leave_no_hole_and_no_double(desk: TestDesk) -> None:
    sam, talk = await desk.a_talk()

    receipts = await asyncio.gather(
        *(listener.post_message(desk.desk, sam, talk, f"m{n % 20}", f"word {n % 20}", None) for n in range(40)),
        return_exceptions=True,
    )

    # A writer that lost a race on the same id is told "unavailable" and sends again.
    assert sum(not isinstance(receipt, BaseException) for receipt in receipts) >= 20
    assert [row.seq for row in await desk.rows(message)] == list(range(1, 21))


async def test_of_many_agents_one_gets_the_conversation(desk: TestDesk) -> None:
    agents = [await desk.an_agent(f"Agent{n}") for n in range(8)]
    sam, talk = await desk.a_talk()
    await listener.request_handoff(desk.desk, sam, talk)

    results = await asyncio.gather(
        *(agent.accept(desk.desk, agent_id, talk) for agent_id in agents), return_exceptions=True
    )

    assert sum(isinstance(result, int) for result in results) == 1
    assert sum(isinstance(result, AlreadyAssigned) for result in results) == 7


async def test_who_accepts_many_at_once_gets_no_more_than_they_can_have(desk: TestDesk) -> None:
    maya = await desk.an_agent()
    talks = []
    for _ in range(CAPACITY + 2):
        sam, talk = await desk.a_talk()
        await listener.request_handoff(desk.desk, sam, talk)
        talks.append(talk)

    results = await asyncio.gather(*(agent.accept(desk.desk, maya, talk) for talk in talks), return_exceptions=True)

    assert sum(isinstance(result, int) for result in results) == CAPACITY
    assert sum(isinstance(result, AtCapacity) for result in results) == 2


async def test_workers_that_look_at_once_take_different_turns(desk: TestDesk) -> None:
    for n in range(4):
        sam, talk = await desk.a_talk()
        await listener.post_message(desk.desk, sam, talk, "m1", f"word {n}", None)

    claimed = [turn for turn in await asyncio.gather(*(bot_turns.claim(desk.desk) for _ in range(8))) if turn]
    while True:
        turn = await bot_turns.claim(desk.desk)
        if turn is None:
            break
        claimed.append(turn)

    assert len(claimed) == 4
    assert len({turn.conversation_id for turn in claimed}) == 4


async def test_a_turn_stored_twice_at_once_is_stored_once(desk: TestDesk) -> None:
    sam, talk = await desk.a_talk()
    await listener.post_message(desk.desk, sam, talk, "m1", "help", None)
    turn = await bot_turns.claim(desk.desk)
    assert turn is not None

    results = await asyncio.gather(*(bot_turns.store(desk.desk, turn, a_handoff()) for _ in range(4)))

    assert sorted(results) == ["dropped", "dropped", "dropped", "stored"]
    assert len(await desk.rows(ticket)) == 1


async def test_the_whole_way_from_bot_to_rating(desk: TestDesk) -> None:
    maya = await desk.an_agent()
    sam, talk = await desk.a_talk()
    await listener.post_message(desk.desk, sam, talk, "m1", "help", None)
    turn = await bot_turns.claim(desk.desk)
    assert turn is not None
    await bot_turns.store(desk.desk, turn, a_reply("Which device?", turn="{}", mood=Mood(0.2, is_leaving=True)))
    await listener.request_handoff(desk.desk, sam, talk)
    assert len(await deadlines.refresh_queue(desk.desk, {})) == 1
    await agent.accept(desk.desk, maya, talk)
    await agent.post_message(desk.desk, maya, talk, "r1", "Hi")
    await agent.add_note(desk.desk, maya, talk, "n1", "Known.")
    await agent.resolve_conversation(desk.desk, maya, talk, "It was Wi-Fi.", "")
    await listener.rate(desk.desk, sam, talk, 5, None)
    desk.clock.advance(days=8)
    await deadlines.end_stale_sessions(desk.desk)
    await deadlines.requeue_of_gone_agents(desk.desk)
    await deadlines.close_idle_conversations(desk.desk)

    assert (await desk.conversation(talk)).status == "closed"
    assert [row.urgency for row in await desk.rows(ticket)] == ["high"]


async def test_a_known_listener_is_one_row(desk: TestDesk) -> None:
    sam = identity.Identity("account-1", "Sam")

    sessions = [await identity.open_listener_session(desk.desk, sam, None) for _ in range(3)]

    assert len({session.listener.listener_id for session in sessions}) == 1


async def test_what_the_bot_did_not_know_is_found(desk: TestDesk) -> None:
    maya = await desk.an_agent()
    sam, talk = await desk.a_talk()
    await listener.post_message(desk.desk, sam, talk, "m1", "the thingy does the thing", None)
    turn = await bot_turns.claim(desk.desk)
    assert turn is not None
    await bot_turns.store(desk.desk, turn, a_reply("Sorry?", topic="lyrics", understood=Understanding("lyrics", 0.3)))
    await agent.set_topic(desk.desk, maya, talk, "local_files")
    await agent.post_message(desk.desk, maya, talk, "r1", "Hi, Maya here.")
    await listener.post_message(desk.desk, sam, talk, "m2", "hello Maya", None)

    async with desk.desk.open() as tx:
        [said] = await tx.to_the_bot.since(desk.clock.now())

    assert (said.text, said.topic, said.agent_topic) == ("the thingy does the thing", "lyrics", "local_files")
    assert (said.confidence, said.is_answered_by_agent, said.listener_name) == (0.3, True, None)


async def test_an_error_that_is_logged_does_not_hold_what_was_to_be_written(desk: TestDesk) -> None:
    # Not in one piece: a trace holds the lines of code that it went through.
    said = " ".join(("my", "secret"))
    with pytest.raises(sa.exc.DBAPIError) as failure:
        async with desk.database.writer.begin() as connection:
            await connection.execute(message.insert().values(conversation_id="nobody's", seq=1, text=said))

    told = logs.trace((failure.type, failure.value, failure.tb))
    assert "null" in told.lower()
    assert said not in told


async def test_what_is_kept_of_one_listener_is_copied_and_erased(desk: TestDesk) -> None:
    sam, talk = await desk.a_talk()
    await listener.post_message(desk.desk, sam, talk, "m1", "my songs skip", None)
    turn = await bot_turns.claim(desk.desk)
    assert turn is not None
    await bot_turns.store(desk.desk, turn, a_handoff())
    maya = await desk.an_agent()
    await agent.accept(desk.desk, maya, talk)
    await agent.resolve_conversation(desk.desk, maya, talk, "An old cache.", "")
    [row] = await desk.rows(ticket)

    copy = await privacy.copy_of(desk.desk, None, row.number)
    gone = await privacy.erase(desk.desk, None, row.number)

    assert copy["conversations"][0]["message"][0]["text"] == "my songs skip"
    assert gone == [talk]
    assert [len(await desk.rows(table)) for table in (message, ticket)] == [0, 0]
