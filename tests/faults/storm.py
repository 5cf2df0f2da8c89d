"""Faults that come over a busy desk, and the verdict when all is quiet again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from tests.faults import pages, turns, witness
from tests.faults.history import Findings, History, check
from tests.faults.load import Crowd, Load, crowd
from tests.faults.processes import Part
from tests.faults.proxy import Proxy
from tests.faults.rows import with_owners
from tests.waiting import until

#: The longest that a talk may take from one fault to the next.
TALK_SECONDS = 240.0


@dataclass
class World:
    """Everything a fault can hit, and where it leaves its traces."""

    url: str
    data: Path
    gateway: Part
    bot: Part
    proxy: Proxy


Fault = Callable[[World], Awaitable[None]]


@dataclass
class Run:
    """What a run leaves."""

    findings: Findings
    messages: int
    #: Messages of listeners that the bot owned and answered, and those that it left to a person.
    answered: int
    handed_over: int
    #: Commands whose fate stayed unknown to the page, so that it sent them again.
    unanswered: int
    kills: dict[str, int]
    seconds_to_agree: float
    history: History = field(repr=False)


async def run(
    world: World, agents: Sequence[tuple[str, str, str]], load: Load, faults: Sequence[Fault], patience: float = 60.0
) -> Run:
    """Let everybody talk while the faults happen one after the other; judge when all is quiet again."""
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(aiohttp.ClientSession())
        people = await crowd(http, world.url, f"http://127.0.0.1:{world.proxy.port}", agents, load)
        for client in people.everyone:
            await stack.enter_async_context(client)
        for agent in people.everyone[-len(agents) :]:
            await agent.ask("open_inbox")
            await agent.ask("set_presence", presence="online")
        speaking = await people.gather()
        await _injure(world, faults, speaking, people, load)
        await asyncio.gather(*speaking)
        return await _judge(http, world, people, patience)


async def _injure(
    world: World, faults: Sequence[Fault], speaking: list[asyncio.Task[None]], people: Crowd, load: Load
) -> None:
    """Spread the faults over the talk by how much was said, so that none comes after the end."""
    for place, fault in enumerate(faults, 1):
        due = load.total * place // (len(faults) + 1)
        await until(lambda due=due: people.said >= due or _failed(speaking), TALK_SECONDS, "the talk")
        await fault(world)


def _failed(speaking: list[asyncio.Task[None]]) -> bool:
    return any(task.done() and task.exception() for task in speaking)


async def _judge(http: aiohttp.ClientSession, world: World, people: Crowd, patience: float) -> Run:
    """Wait until every page shows what is stored and nothing is amiss; what still is after `patience` are findings."""
    loop = asyncio.get_running_loop()
    quiet_since = loop.time()
    while True:
        history = History(
            sent=[message for client in people.everyone for message in client.sent],
            stored={
                talk.conversation: await pages.stored(http, world.url, talk.token, talk.conversation)
                for talk in people.talks
            },
            pages=[page for client in people.everyone for page in client.pages()],
            records=witness.records(world.data, {talk.conversation: talk.expected for talk in people.talks}),
        )
        findings = check(history)
        waited = loop.time() - quiet_since
        if not findings or waited > patience:
            answered, owed = _answered(history)
            return Run(
                findings=findings,
                messages=len(history.sent),
                answered=answered,
                handed_over=owed - answered,
                unanswered=sum(client.unanswered for client in people.everyone),
                kills={"gateway": world.gateway.kills, "bot": world.bot.kills},
                seconds_to_agree=waited,
                history=history,
            )
        await asyncio.sleep(0.25)


def _answered(history: History) -> tuple[int, int]:
    """How many messages the bot owned and answered, and how many it owned."""
    answered = owed = 0
    for conversation, rows in history.stored.items():
        said = turns.replies(rows, history.records[conversation])
        owned = [row.seq for row, owner in with_owners(rows) if row.author == "listener" and owner == "bot"]
        owed += len(owned)
        answered += sum(seq in said for seq in owned)
    return answered, owed


async def kill_gateway(world: World) -> None:
    await world.gateway.kill()
    await world.gateway.back()


async def kill_bot(world: World) -> None:
    """The talk goes on, and other faults come, while the bot is away."""
    await world.bot.kill()


async def bot_is_back(world: World) -> None:
    await world.bot.back()


async def cut_sockets(world: World) -> None:
    world.proxy.cut()


async def stall_sockets(world: World) -> None:
    """Longer than a page waits for an acknowledgement, so that it sends again what may have arrived."""
    world.proxy.stall()
    await asyncio.sleep(1.5 * pages.ACK_SECONDS)
    world.proxy.flow()
