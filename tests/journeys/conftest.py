"""A browser for all journeys, and a fresh person before it for each."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from soundcheck import browser
from soundcheck.demo_agent import Login
from tests.desk import Desk
from tests.journeys.people import AgentPage, ListenerPage

ListenerComes = Callable[..., Awaitable[ListenerPage]]
AgentComes = Callable[..., Awaitable[AgentPage]]

#: The demo's listener whose downloads wait for Wi-Fi: the model case of the whole project.
SKIPS_OFFLINE = "skips-offline"


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=browser.path(), args=list(browser.ARGUMENTS))
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="session")
async def listener_comes(chromium: Browser, desk: Desk) -> AsyncIterator[ListenerComes]:
    """A new listener opens the demo app and the widget."""
    contexts = []

    async def come(scenario: str | None = SKIPS_OFFLINE, **options: str) -> ListenerPage:
        contexts.append(await chromium.new_context(**options))
        return await ListenerPage.open(contexts[-1], desk, scenario)

    yield come
    for context in contexts:
        await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def agent_comes(chromium: Browser, desk: Desk) -> AsyncIterator[AgentComes]:
    """An agent logs in to the console, by default the demo's."""
    agents: list[AgentPage] = []

    async def come(login: Login | None = None, **options: str) -> AgentPage:
        agents.append(await AgentPage.log_in(chromium, desk, login or desk.demo_agent, **options))
        return agents[-1]

    yield come
    for agent in agents:
        await agent.leave()


@pytest.fixture(scope="session")
def noor(desk: Desk) -> Login:
    """A second agent."""
    return desk.add_agent("Noor")
