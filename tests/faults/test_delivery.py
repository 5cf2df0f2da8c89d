"""The guarantees G1 to G6 under faults: nothing lost, doubled, reordered or numbered wrong, and every page agrees."""

from __future__ import annotations

import pytest

from tests.faults import load, processes
from tests.faults.history import DUPLICATED, HOLE, LOST
from tests.faults.load import Load, Run, World, cut_sockets, kill_bot, kill_gateway, stall_sockets
from tests.faults.proxy import Proxy

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]

#: Every kind several times, and gateway kills next to others.
STORM = [
    cut_sockets,
    kill_gateway,
    kill_bot,
    cut_sockets,
    kill_gateway,
    stall_sockets,
    kill_gateway,
    cut_sockets,
    kill_bot,
    kill_gateway,
    stall_sockets,
    cut_sockets,
    kill_gateway,
    kill_gateway,
    cut_sockets,
]
#: Enough to make every page send something twice.
SQUALL = [cut_sockets, stall_sockets]


async def a_run(
    directory, who: Load, faults, names=("Maya", "Noor"), broken: str | None = None, patience: float = 60.0
) -> Run:
    """The agents of these names and the listeners of `who`, before a gateway that is whole or `broken`."""
    environment = processes.environment(directory, broken)
    url = f"http://127.0.0.1:{environment['SOUNDCHECK_GATEWAY_PORT']}"
    agents = [(name, *processes.add_agent(environment, name)) for name in names]
    async with (
        processes.scripted_bot(environment) as bot,
        processes.gateway(environment) as gateway,
        Proxy(int(environment["SOUNDCHECK_GATEWAY_PORT"])) as proxy,
    ):
        return await load.run(World(gateway, bot, proxy), url, agents, who, faults, patience)


async def test_nothing_is_lost_doubled_or_reordered_while_everything_fails(tmp_path, record_testsuite_property):
    run = await a_run(tmp_path, Load(with_bot=8, with_agent=4, messages=130), STORM)

    for name in ("messages", "unanswered", "seconds_to_agree"):
        record_testsuite_property(f"faults.{name}", getattr(run, name))
    assert run.findings == {}
    assert run.messages >= 2_000
    assert run.unanswered > 0, "No fault hit anybody, so nothing was shown."


@pytest.mark.parametrize(
    ("broken", "kind"),
    [
        ("forgets_client_ids", DUPLICATED),
        ("numbers_from_one_counter", HOLE),
        ("acknowledges_before_commit", LOST),
    ],
)
async def test_a_broken_gateway_is_found_out(tmp_path, broken, kind):
    """The same run finds what it is there to find: each of these gateways breaks one guarantee."""
    run = await a_run(tmp_path, Load(with_bot=6, with_agent=2, messages=25), SQUALL, ["Maya"], broken, patience=3.0)

    assert kind in run.findings
