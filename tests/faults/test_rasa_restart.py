"""Real Rasa dies: the bot remembers where each conversation was, and who writes meanwhile is not left alone."""

from __future__ import annotations

import asyncio
import os
import signal
import uuid
from contextlib import AsyncExitStack

import aiohttp
import pytest

from soundcheck.bench.measures import DIAGNOSTICS, PROBLEM
from tests.desk import Desk
from tests.faults import pages
from tests.faults.history import Row
from tests.faults.pages import Client
from tests.waiting import until

pytestmark = [pytest.mark.faults, pytest.mark.rasa, pytest.mark.timeout(600)]

LISTENERS = 4
TURN_SECONDS = 60
RASA = "bot.components.serve"


def said(client: Client, conversation: str, words: str) -> list[Row]:
    """What the page shows of the bot's with these words."""
    return [row for row in client.rows(conversation) if row.author == "bot" and words in row.text]


async def test_a_restart_of_rasa_forgets_and_doubles_nothing(desk: Desk):
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(aiohttp.ClientSession())
        talks = [await _talk(stack, http, desk, number) for number in range(LISTENERS + 1)]
        *patient, (hasty, hasty_conversation) = talks
        for client, conversation in talks:
            await client.say(conversation, PROBLEM)
        for client, conversation in talks:
            await until(lambda c=client, k=conversation: said(c, k, "start to download"), TURN_SECONDS, "the question")

        before = desk.pids()[RASA]
        os.kill(before, signal.SIGKILL)
        await hasty.say(hasty_conversation, "hello? are you there?")
        await until(lambda: desk.pids().get(RASA, before) != before, TURN_SECONDS, "another Rasa")
        await until(lambda: _is_ready(http, desk), 240, "Rasa to be ready")

        await asyncio.gather(*(client.say(conversation, "yes they do") for client, conversation in patient))
        for client, conversation in patient:
            await until(lambda c=client, k=conversation: said(c, k, "downloaded?"), TURN_SECONDS, "the next question")
            assert len(said(client, conversation, "start to download")) == 1
            assert len(said(client, conversation, "downloaded?")) == 1
        asked = hasty.sent[-1].acknowledged or 0
        await until(lambda: hasty.rows(hasty_conversation)[-1].seq > asked, TURN_SECONDS, "an answer, or a person")


async def _talk(stack: AsyncExitStack, http: aiohttp.ClientSession, desk: Desk, number: int) -> tuple[Client, str]:
    client, _ = await pages.listener(http, desk.gateway, f"listener-{number}", desk.gateway)
    client = await stack.enter_async_context(client)
    started = await client.ask(
        "start_conversation", client_conversation_id=uuid.uuid4().hex, diagnostics=dict(DIAGNOSTICS)
    )
    await client.follow(started["conversation_id"])
    return client, started["conversation_id"]


async def _is_ready(http: aiohttp.ClientSession, desk: Desk) -> bool:
    try:
        async with http.get(f"{desk.settings['RASA_URL']}/webhooks/soundcheck/health") as answer:
            return answer.status == 200
    except aiohttp.ClientError:
        return False
