"""The only place where the parts of the gateway meet."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import structlog
from aiohttp import web

from handoff.adapters.argon2_passwords import Argon2Passwords
from handoff.adapters.clock import SystemClock
from handoff.adapters.database import Database, connect
from handoff.adapters.jwt_identities import JwtIdentities
from handoff.adapters.linked_articles import LinkedArticles
from handoff.adapters.local_bus import LocalBus
from handoff.adapters.migrate import migrate
from handoff.adapters.pages.agent_pages import AgentPages
from handoff.adapters.pages.desk_facts import DeskFacts
from handoff.adapters.pages.listener_pages import ListenerPages
from handoff.adapters.pages.messages import MessageReader
from handoff.adapters.pages.queue_places import QueuePlaces
from handoff.adapters.pages.reading import ConversationReader
from handoff.adapters.rasa_assistant import RasaAssistant
from handoff.adapters.socket_broadcaster import SocketBroadcaster
from handoff.adapters.unit_of_work import SqlUnitOfWork
from handoff.entrypoints.app import build_app
from handoff.entrypoints.articles import Library
from handoff.entrypoints.bot_worker import BotWorker
from handoff.entrypoints.conversation_locks import ConversationLocks
from handoff.entrypoints.internal_api import build_internal_app
from handoff.entrypoints.kicks import Kicks
from handoff.entrypoints.parts import Parts, Site
from handoff.entrypoints.rate_limits import RateLimits
from handoff.entrypoints.socket_server import build_server
from handoff.entrypoints.ticker import Ticker
from handoff.service_layer.ports import Assistant, Bus, Clock, Desk, Passwords
from handoff.settings import Settings

if TYPE_CHECKING:
    from bot.articles import Article, ArticleIndex

_LOG = structlog.get_logger(__name__)
#: How long what is under way may still take when the gateway stops; `soundcheck serve` waits eight for all of it.
_FINISH_SECONDS = 5
_FAREWELL_SECONDS = 2

ROOT = Path(__file__).resolve().parent.parent


def build_desk(database: Database, bus: Bus, clock: Clock) -> Desk:
    return Desk(open=lambda: SqlUnitOfWork(database.writer, bus), clock=clock)


class Worker(Protocol):
    async def run(self) -> None:
        """Until told to stop, and what was under way then has come to its end."""

    def stop(self) -> None:
        """Begin nothing more. Returns at once."""


class Gateway:
    """A running desk: two ports and the workers behind them. What is not given is real."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock | None = None,
        assistant: Assistant | None = None,
        passwords: Passwords | None = None,
    ) -> None:
        clock = clock or SystemClock()
        self._settings = settings
        self._database = connect(settings.database)
        self._assistant = assistant or RasaAssistant(settings.rasa_urls, settings.channel_secret)
        self.bus = bus = LocalBus()
        self.desk = build_desk(self._database, bus, clock)
        self.passwords = passwords or Argon2Passwords()
        reader = self._database.reader
        places = QueuePlaces(clock)
        library = _library(settings)
        messages = MessageReader(LinkedArticles(settings.own_origins, library))
        listener_pages = ListenerPages(reader, places, messages)
        agent_pages = AgentPages(reader, clock, messages)
        facts = DeskFacts(reader, places)
        sio = build_server(tuple(settings.own_origins))
        conversations = ConversationReader(reader, messages)
        self.broadcaster = SocketBroadcaster(sio, bus, conversations, listener_pages, agent_pages, facts)
        parts = Parts(
            desk=self.desk,
            bus=bus,
            listener_reads=listener_pages,
            agent_reads=agent_pages,
            facts=facts,
            passwords=self.passwords,
            identities=JwtIdentities(settings.identity_key),
            broadcaster=self.broadcaster,
            site=_site(settings),
            library=library,
        )
        self._sio = sio
        self._app, listeners, agents = build_app(parts, sio, RateLimits(settings.rate_limit), ConversationLocks())
        self._internal = build_internal_app(parts)
        self._ticker = Ticker(parts, agents, sio)
        self._workers: tuple[Worker, ...] = (
            BotWorker(self.desk, self._assistant, self.broadcaster, bus),
            self._ticker,
            Kicks(bus, listeners, agents),
            listeners,
            agents,
        )
        self._runners: list[web.AppRunner] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Migrate, open both ports, and take up what an earlier process left."""
        await migrate(self._database.writer)
        await self._listen(self._app, self._settings.host, self._settings.gateway_port)
        await self._listen(self._internal, "127.0.0.1", self._settings.internal_port)
        loop = asyncio.get_running_loop()
        self._tasks = [loop.create_task(worker.run()) for worker in self._workers]

    async def stop(self) -> None:
        """Begin nothing more, finish what is being written, then leave.

        A call to the database is never broken off: it can leave its connection waiting for ever.
        Only what is still at work after five seconds is.
        """
        for worker in self._workers:
            worker.stop()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=_FINISH_SECONDS)
            for task in late:
                task.cancel()
            if late:
                _LOG.warning("stopped_unfinished", workers=len(late))
                await asyncio.wait(late, timeout=1)
        await self.broadcaster.close()
        # Closed from below, so that pages take it for a lost line and come back by themselves.
        if self._sio.eio.sockets:
            with suppress(asyncio.TimeoutError):
                # A page that does not read does not hear the farewell either.
                await asyncio.wait_for(self._sio.eio.disconnect(), _FAREWELL_SECONDS)
        await self._sio.shutdown()
        for runner in self._runners:
            await runner.cleanup()
        await self._assistant.close()
        await self._database.close()

    async def _listen(self, app: web.Application, host: str, port: int) -> None:
        # No access log: it would hold addresses and conversation ids of everybody.
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=5)
        await runner.setup()
        self._runners.append(runner)
        await web.TCPSite(runner, host, port).start()


def _index_by_meaning(articles: Sequence[Article]) -> ArticleIndex | None:
    """None where the bot's packages are not installed: help is then searched by words."""
    try:
        from bot.components.article_index import index_by_meaning
    except ImportError:
        return None
    return index_by_meaning(articles, ROOT / "models")


def _library(settings: Settings) -> Library:
    build = _index_by_meaning if settings.help_vectors else lambda articles: None
    return Library(settings.articles_dir, ROOT / "data" / "brand.yml", build)


def _site(settings: Settings) -> Site:
    return Site(
        own_url=settings.own_url,
        own_origins=tuple(settings.own_origins),
        embedding_origins=tuple(settings.embedding_origins),
        proxies=settings.proxies,
        rate_limit=settings.rate_limit,
        internal_secret=settings.internal_secret,
        pages=ROOT / "handoff" / "web" / "dist",
    )
