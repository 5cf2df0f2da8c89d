"""A gateway with a mistake in it is found out, and a whole one passes the same run. A scripted bot stands for Rasa."""

from __future__ import annotations

import pytest

from tests.faults import processes, storm
from tests.faults.history import DUPLICATED, HOLE, LOST
from tests.faults.load import Line, Load
from tests.faults.proxy import Proxy
from tests.faults.storm import Run, World, bot_is_back, cut_sockets, kill_bot, kill_gateway, stall_sockets
from tests.faults.turns import LATE, TURN_DOUBLED

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]

#: Enough to make every page send something twice.
SQUALL = [cut_sockets, stall_sockets]
#: And enough for every part to take up what it was killed in.
GALE = [cut_sockets, kill_gateway, kill_bot, bot_is_back, stall_sockets, kill_gateway]
FEW = Load(
    with_bot=6,
    stories=[[Line(f"message {number}") for number in range(25)]],
    with_agent=2,
    messages=25,
    contested=3,
    rounds=12,
    waits=False,
)


async def a_run(directory, faults, broken: str | None = None, patience: float = 60.0) -> Run:
    """Two agents and a few listeners before a gateway that is whole or `broken`."""
    environment = processes.environment(directory, broken)
    url = f"http://127.0.0.1:{environment['SOUNDCHECK_GATEWAY_PORT']}"
    agents = [(name, *processes.add_agent(environment, name)) for name in ("Maya", "Noor")]
    async with (
        processes.scripted_bot(environment) as bot,
        processes.gateway(environment) as gateway,
        Proxy(int(environment["SOUNDCHECK_GATEWAY_PORT"])) as proxy,
    ):
        return await storm.run(World(url, directory, gateway, bot, proxy), agents, FEW, faults, patience)


async def test_a_whole_gateway_passes(tmp_path):
    run = await a_run(tmp_path, GALE)

    assert run.findings == {}
    assert run.unanswered > 0, "No fault hit anybody, so nothing was shown."


@pytest.mark.parametrize(
    ("broken", "kind"),
    [
        ("forgets_client_ids", DUPLICATED),
        ("numbers_from_one_counter", HOLE),
        ("acknowledges_before_commit", LOST),
        ("answers_again", TURN_DOUBLED),
        ("answers_after_takeover", LATE),
    ],
)
async def test_a_broken_gateway_is_found_out(tmp_path, broken, kind):
    """The same people find what is there to find: each of these gateways breaks one guarantee."""
    run = await a_run(tmp_path, SQUALL, broken, patience=3.0)

    assert kind in run.findings
