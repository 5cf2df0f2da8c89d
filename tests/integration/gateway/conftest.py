"""A gateway on loopback with a scripted assistant, and people who use it through a real Socket.IO client."""

from __future__ import annotations

import asyncio
import socket
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
import socketio

from handoff.adapters.scripted_assistant import ScriptedAssistant
from handoff.bootstrap import Gateway
from handoff.service_layer import accounts
from handoff.settings import Settings
from tests.builders import PASSWORD
from tests.fakes import PlainPasswords

if TYPE_CHECKING:
    from playwright.async_api import Browser

KEY = "k" * 40
INTERNAL_SECRET = "internal-secret-of-the-test"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Page:
    """A page with one socket: sends commands, keeps the events it got."""

    def __init__(self, site: Site, namespace: str) -> None:
        self._site = site
        self.namespace = namespace
        self.client = socketio.AsyncClient(reconnection=False)
        self.events: list[tuple[str, Any]] = []
        self._came = asyncio.Event()
        self.client.on("*", self._keep, namespace=namespace)

    async def _keep(self, name: str, event: Any) -> None:
        self.events.append((name, event))
        self._came.set()

    async def connect(self, auth: dict[str, str], headers: dict[str, str] | None = None) -> None:
        await self.client.connect(
            self._site.url,
            namespaces=[self.namespace],
            transports=["websocket"],
            auth=auth,
            # The client takes the cookie out of the mapping it is given.
            headers=dict(headers or {}),
            wait_timeout=10,
        )

    async def ask(self, name: str, **fields: Any) -> Any:
        return await self.client.call(name, fields, namespace=self.namespace, timeout=10)

    async def sees(self, name: str, is_meant: Callable[[Any], bool] = lambda event: True, seconds: float = 10) -> Any:
        """The first such event, waited for."""

        async def look() -> Any:
            while True:
                for known, event in self.events:
                    if known == name and is_meant(event):
                        return event
                self._came.clear()
                await self._came.wait()

        return await asyncio.wait_for(look(), seconds)

    async def sees_message(self, text: str, seconds: float = 10) -> Any:
        event = await self.sees("message_posted", lambda event: text in event["message"]["text"], seconds)
        return event["message"]

    async def post(self, conversation_id: str, text: str, client_message_id: str | None = None) -> Any:
        key = client_message_id or uuid.uuid4().hex
        return await self.ask("post_message", conversation_id=conversation_id, client_message_id=key, text=text)

    async def close(self) -> None:
        await self.client.disconnect()


class Site:
    """The running gateway, and how people come to it."""

    def __init__(self, settings: Settings, assistant: ScriptedAssistant) -> None:
        self.settings = settings
        self.assistant = assistant
        self.gateway = Gateway(settings, assistant=assistant, passwords=PlainPasswords())
        self.url = settings.own_url
        self.http = aiohttp.ClientSession(settings.own_url)
        self.pages: list[Page] = []
        self._is_running = True

    async def stop(self) -> None:
        """Stop the gateway, once: what is left to a test that wants to see it stop."""
        if self._is_running:
            self._is_running = False
            await self.gateway.stop()

    async def token(self, identity: str | None = None, token: str | None = None) -> dict[str, Any]:
        async with self.http.post("/api/listener/session", json={"identity": identity, "token": token}) as answer:
            assert answer.status == 200, await answer.text()
            return dict(await answer.json())

    async def listener(self, token: str | None = None) -> Page:
        page = Page(self, "/listener")
        self.pages.append(page)
        await page.connect({"token": token or (await self.token())["token"]})
        return page

    async def listener_with_talk(self) -> tuple[Page, str]:
        page = await self.listener()
        started = await page.ask("start_conversation", client_conversation_id=uuid.uuid4().hex)
        conversation_id = started["conversation_id"]
        await page.ask("join_conversation", conversation_id=conversation_id, after_seq=0)
        return page, conversation_id

    async def sign_in(self, name: str = "Maya") -> tuple[aiohttp.ClientSession, str]:
        email = f"{name.lower()}@example.com"
        if email not in {agent.email for agent in await accounts.list_agents(self.gateway.desk)}:
            await accounts.create_agent(self.gateway.desk, self.gateway.passwords, email, name, PASSWORD)
        session = aiohttp.ClientSession(self.url, cookie_jar=aiohttp.CookieJar(unsafe=True))
        async with session.post("/api/agent/login", json={"email": email, "password": PASSWORD}) as answer:
            assert answer.status == 200, await answer.text()
            return session, (await answer.json())["csrf"]

    async def agent(self, name: str = "Maya") -> Page:
        session, csrf = await self.sign_in(name)
        cookie = "; ".join(f"{one.key}={one.value}" for one in session.cookie_jar)
        await session.close()
        page = Page(self, "/agent")
        self.pages.append(page)
        await page.connect({"csrf": csrf}, {"Origin": self.url, "Cookie": cookie})
        return page

    async def close(self) -> None:
        for page in self.pages:
            await page.close()
        await self.http.close()
        await self.stop()


@asynccontextmanager
async def a_site(directory: Path, assistant: ScriptedAssistant | None = None, **changes: Any) -> AsyncIterator[Site]:
    settings = Settings(
        **{
            "data_dir": directory,
            "gateway_port": free_port(),
            "internal_port": free_port(),
            "channel_secret": "channel-secret-of-the-test",
            "internal_secret": INTERNAL_SECRET,
            "identity_key": KEY,
            "rate_limit": 10_000,
            # Loading every real article at every start would be most of the work.
            "articles_dir": directory / "no-articles",
            # And so would the encoder.
            "help_vectors": False,
            **changes,
        }
    )
    site = Site(settings, assistant or ScriptedAssistant())
    await site.gateway.start()
    try:
        yield site
    finally:
        await site.close()


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with a_site(tmp_path) as running:
        yield running


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    # Here, because the gateway's tests also run where nothing that drives a browser is installed.
    from playwright.async_api import async_playwright

    from soundcheck import browser

    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=browser.path(), args=list(browser.ARGUMENTS))
        yield started
        await started.close()
