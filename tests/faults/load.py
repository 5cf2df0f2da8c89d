"""A busy hour in short: listeners with the bot, listeners with agents, and some between both, all talking at once."""

from __future__ import annotations

import asyncio
import itertools
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import aiohttp

from soundcheck.bench.measures import DIAGNOSTICS
from tests.faults import pages
from tests.faults.pages import Client
from tests.faults.rows import owner_after
from tests.waiting import until

#: A patient listener goes on without an answer after this; that it never came is the checker's to say.
ANSWER_SECONDS = 90.0


@dataclass(frozen=True)
class Line:
    """What a listener says to the bot, and words that the answer must hold."""

    text: str
    expects: str = ""


@dataclass(frozen=True)
class Load:
    """Who talks, and how much."""

    with_bot: int = 8
    #: How often each of them begins anew, and what they say, by turns; every third does not wait for answers.
    episodes: int = 1
    stories: Sequence[Sequence[Line]] = ((),)
    with_agent: int = 4
    #: Of each side, to a person.
    messages: int = 20
    #: Conversations that an agent takes from the bot and gives back, and how often.
    contested: int = 0
    rounds: int = 10
    #: Between two messages of one person.
    pace_seconds: float = 0.0
    #: Whether even patient listeners wait.
    waits: bool = True

    @property
    def total(self) -> int:
        told = sum(len(story) for story in self.episodes_of_one)
        return self.with_bot * told + self.with_agent * 2 * self.messages + self.contested * self.rounds * 3

    @property
    def episodes_of_one(self) -> Sequence[Sequence[Line]]:
        return list(itertools.islice(itertools.cycle(self.stories), self.episodes))


@dataclass(frozen=True)
class Talk:
    """One conversation, and the token that proves its listener."""

    conversation: str
    token: str
    expected: Mapping[str, str] = field(default_factory=dict)


class Crowd:
    """Everybody who talks through one address of the gateway."""

    def __init__(self, load: Load, listeners: Sequence[tuple[Client, str]], staff: Sequence[Client]) -> None:
        self.talks: list[Talk] = []
        self.everyone = [client for client, _ in listeners] + list(staff)
        self._load = load
        self._listeners = listeners
        self._staff = itertools.cycle(staff)

    @property
    def said(self) -> int:
        return sum(len(client.sent) for client in self.everyone)

    async def gather(self) -> list[asyncio.Task[None]]:
        """Begin every conversation that a person has from the start; what everybody says from now on."""
        load, rest = self._load, iter(self._listeners)
        speaking = [self._tell(*next(rest), hasty=number % 3 == 2) for number in range(load.with_bot)]
        for _ in range(load.with_agent):
            listener, token = next(rest)
            agent = next(self._staff)
            talk = await self._begin(listener, token)
            await listener.ask("request_handoff", conversation_id=talk.conversation)
            await _accept(agent, talk.conversation)
            speaking += [self._chat(listener, talk), self._chat(agent, talk)]
        for listener, token in rest:
            speaking.append(self._contest(listener, next(self._staff), await self._begin(listener, token)))
        return [asyncio.create_task(one) for one in speaking]

    async def _begin(self, listener: Client, token: str, expected: Mapping[str, str] | None = None) -> Talk:
        started = await listener.ask(
            "start_conversation", client_conversation_id=uuid.uuid4().hex, diagnostics=DIAGNOSTICS
        )
        talk = Talk(started["conversation_id"], token, expected or {})
        await listener.follow(talk.conversation)
        self.talks.append(talk)
        return talk

    async def _chat(self, client: Client, talk: Talk) -> None:
        for number in range(self._load.messages):
            await client.say(talk.conversation, f"{client.name} {talk.conversation} {number}")
            await asyncio.sleep(self._load.pace_seconds)

    async def _tell(self, listener: Client, token: str, hasty: bool) -> None:
        """The same trouble again and again, each time in a conversation of its own."""
        for story in self._load.episodes_of_one:
            talk = await self._begin(listener, token, {line.text: line.expects for line in story})
            for line in story:
                await self._say(listener, talk, line.text, waits=not hasty)

    async def _contest(self, listener: Client, agent: Client, talk: Talk) -> None:
        """An agent steps in while the bot is thinking, and leaves again."""
        await agent.follow(talk.conversation)
        for number in range(self._load.rounds):
            await self._say(listener, talk, f"my songs keep skipping, {number} times now", waits=number % 2 == 0)
            await listener.say(talk.conversation, f"it skipped again just now, that makes {number + 1}")
            await agent.say(talk.conversation, f"{agent.name} {talk.conversation} {number}")
            await agent.ask("hand_back_conversation", conversation_id=talk.conversation)
            await asyncio.sleep(self._load.pace_seconds)

    async def _say(self, listener: Client, talk: Talk, text: str, waits: bool) -> None:
        await listener.say(talk.conversation, text)
        asked = listener.sent[-1].acknowledged or 0
        if waits and self._load.waits:
            await _heard_of(listener, talk.conversation, asked)
        await asyncio.sleep(self._load.pace_seconds)


async def _heard_of(listener: Client, conversation: str, asked: int) -> None:
    deadline = asyncio.get_running_loop().time() + ANSWER_SECONDS
    await until(
        lambda: (
            any(
                row.seq > asked and (row.author == "bot" or (row.author == "system" and owner_after(row.text)))
                for row in listener.rows(conversation)
            )
            or asyncio.get_running_loop().time() > deadline
        ),
        2 * ANSWER_SECONDS,
    )


async def _accept(agent: Client, conversation: str) -> None:
    try:
        await agent.ask("accept_conversation", conversation_id=conversation)
    except pages.Refused as refusal:
        if "already_assigned" not in str(refusal):
            raise
    await agent.follow(conversation)


async def crowd(
    http: aiohttp.ClientSession, url: str, through: str, logins: Sequence[tuple[str, str, str]], load: Load
) -> Crowd:
    """Listeners and agents who are not connected yet."""
    count = load.with_bot + load.with_agent + load.contested
    listeners = [await pages.listener(http, url, f"listener-{number}", through) for number in range(count)]
    return Crowd(load, listeners, [await pages.agent(url, *login, through=through) for login in logins])
