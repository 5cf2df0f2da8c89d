"""A browser for all journeys, and a fresh person before it for each."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
import pytest_asyncio
from playwright.async_api import Browser, StorageState, async_playwright

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


@pytest.fixture(scope="session")
def sessions() -> dict[str, StorageState]:
    """The cookies of agents who have logged in: an agent who did so for every test would be taken for a burglar."""
    return {}


@pytest_asyncio.fixture(loop_scope="session")
async def agent_comes(chromium: Browser, desk: Desk, sessions: dict[str, StorageState]) -> AsyncIterator[AgentComes]:
    """An agent sits down before the console, by default the demo's."""
    agents: list[AgentPage] = []

    async def come(login: Login | None = None, **options: str) -> AgentPage:
        login = login or desk.demo_agent
        context = await chromium.new_context(storage_state=sessions.get(login.email), **options)
        agents.append(await AgentPage.open(context, desk))
        if login.email not in sessions:
            await agents[-1].log_in(login)
            sessions[login.email] = await context.storage_state()
        await agents[-1].is_at_work()
        return agents[-1]

    yield come
    for agent in agents:
        await agent.leave()


@pytest.fixture(scope="session")
def noor(desk: Desk) -> Login:
    """A second agent."""
    return desk.add_agent("Noor")
