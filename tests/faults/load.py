"""A busy hour in short: listeners with the bot, listeners with agents, all talking while faults come over them."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

import aiohttp

from tests.faults import pages
from tests.faults.history import Findings, History, check
from tests.faults.pages import Client
from tests.faults.processes import Process
from tests.faults.proxy import Proxy
from tests.waiting import until

Fault = Callable[["World"], Awaitable[None]]


@dataclass
class World:
    """Everything a fault can hit."""

    gateway: Process
    bot: Process
    proxy: Proxy


@dataclass
class Load:
    """Who talks, and how much each of them says in each of their conversations."""

    with_bot: int = 8
    with_agent: int = 4
    messages: int = 20


@dataclass
class Talk:
    """One conversation and who takes part."""

    conversation: str
    token: str
    listener: Client
    agent: Client | None = None


@dataclass
class Run:
    """What a run leaves."""

    findings: Findings
    messages: int
    unanswered: int
    seconds_to_agree: float
    history: History = field(repr=False)


async def run(
    world: World, url: str, agents: list[tuple[str, str, str]], load: Load, faults: list[Fault], patience: float = 60.0
) -> Run:
    """Let everybody talk while the faults happen one after the other; judge when all is quiet again."""
    through = f"http://127.0.0.1:{world.proxy.port}"
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(aiohttp.ClientSession())
        staff = [await stack.enter_async_context(await pages.agent(url, *login, through=through)) for login in agents]
        for agent in staff:
            await agent.ask("open_inbox")
            await agent.ask("set_presence", presence="online")
        talks = []
        for number in range(load.with_bot + load.with_agent):
            client, token = await pages.listener(http, url, f"listener-{number}", through)
            listener = await stack.enter_async_context(client)
            started = await listener.ask("start_conversation", client_conversation_id=uuid.uuid4().hex)
            talks.append(Talk(started["conversation_id"], token, listener))
            await listener.follow(talks[-1].conversation)
        for number, talk in enumerate(talks[load.with_bot :]):
            talk.agent = staff[number % len(staff)]
            await _hand_over(talk)

        speaking = [asyncio.create_task(_speak(talk.listener, talk, load.messages)) for talk in talks]
        speaking += [asyncio.create_task(_speak(talk.agent, talk, load.messages)) for talk in talks if talk.agent]
        await _injure(world, faults, speaking, [talk.listener for talk in talks] + staff, load)
        await asyncio.gather(*speaking)

        return await _judge(http, url, talks, staff, patience)


async def _hand_over(talk: Talk) -> None:
    assert talk.agent
    await talk.listener.ask("request_handoff", conversation_id=talk.conversation)
    try:
        await talk.agent.ask("accept_conversation", conversation_id=talk.conversation)
    except pages.Refused as refusal:
        if "already_assigned" not in str(refusal):
            raise
    await talk.agent.follow(talk.conversation)


async def _speak(client: Client, talk: Talk, messages: int) -> None:
    for number in range(messages):
        await client.say(talk.conversation, f"{client.name} {talk.conversation} {number}")


async def _injure(
    world: World, faults: list[Fault], speaking: list[asyncio.Task[None]], clients: list[Client], load: Load
) -> None:
    """Spread the faults over the talk by how much was said, so that none comes after the end."""
    total = len(speaking) * load.messages
    for place, fault in enumerate(faults, 1):
        due = total * place // (len(faults) + 1)
        await until(
            lambda due=due: sum(len(client.sent) for client in clients) >= due or _failed(speaking), 240, "the talk"
        )
        await fault(world)


def _failed(speaking: list[asyncio.Task[None]]) -> bool:
    return any(task.done() and task.exception() for task in speaking)


async def _judge(http: aiohttp.ClientSession, url: str, talks: list[Talk], staff: list[Client], patience: float) -> Run:
    """Wait until every page shows what is stored and nothing is amiss; what still is after `patience` are findings."""
    loop = asyncio.get_running_loop()
    quiet_since = loop.time()
    everyone = [talk.listener for talk in talks] + staff
    while True:
        history = History(
            sent=[message for client in everyone for message in client.sent],
            stored={talk.conversation: await pages.stored(http, url, talk.token, talk.conversation) for talk in talks},
            pages=[page for client in everyone for page in client.pages()],
            all_bot=frozenset(talk.conversation for talk in talks if talk.agent is None),
        )
        findings = check(history)
        waited = loop.time() - quiet_since
        if not findings or waited > patience:
            return Run(findings, len(history.sent), sum(client.unanswered for client in everyone), waited, history)
        await asyncio.sleep(0.25)


async def kill_gateway(world: World) -> None:
    await world.gateway.restart()


async def kill_bot(world: World) -> None:
    await world.bot.restart()


async def cut_sockets(world: World) -> None:
    world.proxy.cut()


async def stall_sockets(world: World) -> None:
    """Longer than a page waits for an acknowledgement, so that it sends again what may have arrived."""
    world.proxy.stall()
    await asyncio.sleep(1.5 * pages.ACK_SECONDS)
    world.proxy.flow()
