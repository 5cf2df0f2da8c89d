"""`soundcheck listeners`, over a gateway's real database."""

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from handoff.service_layer import identity, listener
from handoff.service_layer.ports import Identity
from soundcheck import settings
from soundcheck.__main__ import app
from tests.builders import a_desk


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    config = settings.load({"SOUNDCHECK_DATA_DIR": str(tmp_path)})

    async def somebody() -> None:
        async with a_desk(config["DATABASE_URL"]) as desk:
            session = await identity.open_listener_session(desk.desk, Identity("acc-1", "Sam Lee"), None)
            await listener.start(desk.desk, session.listener.listener_id, "k1", None)

    asyncio.run(somebody())
    return dict(config.environment)


def said(environment: dict[str, str], *words: str, answer: str | None = None) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["listeners", *words], env=environment, input=answer)
    return done.exit_code, done.output


def test_a_copy_is_json(environment: dict[str, str]) -> None:
    status, output = said(environment, "export", "--account", "acc-1")

    assert status == 0
    assert json.loads(output)["name"] == "Sam Lee"


def test_nothing_is_deleted_without_a_yes(environment: dict[str, str]) -> None:
    status, output = said(environment, "erase", "--account", "acc-1", answer="n\n")

    assert (status, "Delete Sam Lee with 1 conversation for good?" in output) == (1, True)
    assert said(environment, "export", "--account", "acc-1")[0] == 0

    status, output = said(environment, "erase", "--account", "acc-1", answer="y\n")

    assert (status, output.splitlines()[-1]) == (0, "Deleted 1 conversation. Copies of the desk still have them.")
    assert said(environment, "export", "--account", "acc-1") == (1, "Nothing is kept of the account acc-1.\n")


@pytest.mark.parametrize("whom", [(), ("--account", "acc-1", "--ticket", "SC-1")])
def test_one_way_to_say_who_it_is(environment: dict[str, str], whom: tuple[str, ...]) -> None:
    status, output = said(environment, "erase", *whom)

    assert status == 2
    assert "--account or by --ticket" in " ".join(output.split())


def test_what_is_old_is_forgotten_and_no_day_is_too_short(environment: dict[str, str]) -> None:
    assert said(environment, "forget", "--days", "30") == (0, "Deleted 0 conversations.\n")
    assert said(environment, "forget", "--days", "0") == (1, "Conversations are kept for one day at least.\n")
