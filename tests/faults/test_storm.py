"""The guarantees G1 to G6 on a whole desk, its Rasa real, while gateway and Rasa are killed and the network fails."""

from __future__ import annotations

import pytest

from tests.desk import running_desk
from tests.faults import processes, storm
from tests.faults.load import Line, Load
from tests.faults.proxy import Proxy
from tests.faults.storm import Fault, Run, World, bot_is_back, cut_sockets, kill_bot, kill_gateway, stall_sockets
from tests.faults.turns import TURN_DOUBLED

pytestmark = [pytest.mark.faults, pytest.mark.rasa, pytest.mark.timeout(900)]

#: Every kind several times, and some while Rasa is away.
STORM = [
    cut_sockets,
    kill_gateway,
    kill_bot,
    cut_sockets,
    kill_gateway,
    bot_is_back,
    stall_sockets,
    kill_gateway,
    cut_sockets,
    kill_bot,
    stall_sockets,
    bot_is_back,
    kill_gateway,
    cut_sockets,
    kill_bot,
    kill_gateway,
    bot_is_back,
    cut_sockets,
]
#: Each answer shows that the bot knows where it was.
TROUBLE = (
    Line("my songs keep skipping on my iphone when I'm offline", "start to download"),
    Line("yes they do", "downloaded?"),
    Line("yes, all of them", "Did that help?"),
)
STORIES = (
    (*TROUBLE, Line("yes, it works now", "Why it happened")),
    (*TROUBLE, Line("I want a person", "bringing in a person")),
)
CROWD = Load(
    with_bot=12, episodes=12, stories=STORIES, with_agent=6, messages=120, contested=3, rounds=12, pace_seconds=0.3
)
#: As many as it takes: nobody can have more than four conversations at once.
NAMES = ("Noor", "Ines", "Otto")


async def a_run(directory, load: Load, faults: list[Fault], broken: str | None = None, patience: float = 60.0) -> Run:
    """Agents and the listeners of `load` before a whole desk; `broken` names what is wrong with it."""
    with running_desk(directory, processes.hurried(broken)) as desk:
        agents = [(name, login.email, login.password) for name in NAMES if (login := desk.add_agent(name))]
        async with Proxy(desk.settings.port("gateway")) as proxy:
            world = World(
                desk.gateway,
                directory,
                processes.supervised_gateway(desk),
                processes.supervised_rasa(desk),
                proxy,
            )
            return await storm.run(world, agents, load, faults, patience)


async def test_nothing_is_lost_doubled_or_forgotten_while_everything_fails(tmp_path, record_testsuite_property):
    run = await a_run(tmp_path, CROWD, STORM)

    for name in ("messages", "answered", "handed_over", "unanswered", "kills", "seconds_to_agree"):
        record_testsuite_property(f"faults.{name}", getattr(run, name))
    assert run.findings == {}
    assert run.messages >= 2_000
    assert run.answered >= 300
    assert run.unanswered > 0, "No fault hit anybody, so nothing was shown."


async def test_a_bot_that_hears_everything_twice_is_found_out(tmp_path):
    few = Load(with_bot=8, episodes=3, stories=STORIES, with_agent=0, contested=2, rounds=6)

    run = await a_run(tmp_path, few, [kill_gateway, kill_gateway, kill_gateway], "repeats_turns", patience=3.0)

    assert TURN_DOUBLED in run.findings
