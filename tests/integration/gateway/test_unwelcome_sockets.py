"""Sockets that cost without being anybody's page: compressed, nameless, unread, or whose grant has ended."""

from __future__ import annotations

import asyncio
from pathlib import Path

import aiohttp
import pytest

from handoff.adapters.clock import SystemClock
from handoff.adapters.database import connect
from handoff.adapters.local_bus import LocalBus
from handoff.bootstrap import build_desk
from handoff.entrypoints import protocol_namespace, socket_server
from handoff.service_layer import accounts, identity
from tests.integration.gateway.conftest import Page, Site, a_site

SOCKET = "/socket.io/?EIO=4&transport=websocket"


async def is_cut_off(socket: aiohttp.ClientWebSocketResponse) -> bool:
    while True:
        message = await socket.receive(timeout=5)
        if message.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR):
            return True


async def loses_its_socket(page: Page) -> bool:
    for _ in range(100):
        if page.namespace not in page.client.namespaces:
            return True
        await asyncio.sleep(0.05)
    return False


async def test_frames_are_not_compressed_even_when_asked_for(site: Site) -> None:
    async with site.http.ws_connect(SOCKET, compress=15) as socket:
        assert (await socket.receive_str(timeout=5)).startswith("0")
        assert not socket.compress


async def test_who_does_not_say_who_they_are_is_cut_off_and_others_stay(site: Site) -> None:
    page = await site.listener()
    async with site.http.ws_connect(SOCKET) as socket:
        await socket.receive_str(timeout=5)

        await site.gateway._sio.sweep()
        await site.gateway._sio.sweep()

        assert await is_cut_off(socket)
    assert (await page.ask("list_conversations"))["ok"] is True


async def test_who_does_not_read_is_cut_off(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket_server, "LONGEST_QUEUE", 20)
    async with site.http.ws_connect(SOCKET) as socket:
        await socket.receive_str(timeout=5)
        [eio_sid] = site.gateway._sio.eio.sockets
        request = site.gateway._sio.environ[eio_sid]["aiohttp.request"]
        assert socket._response.connection is not None
        socket._response.connection.transport.pause_reading()
        for _ in range(200):
            await site.gateway._sio.eio.send(eio_sid, "x" * 100_000)
            await asyncio.sleep(0)

        await site.gateway._sio.sweep()

        assert request.transport is None or request.transport.is_closing()


async def test_broken_commands_count_as_well(tmp_path: Path) -> None:
    async with a_site(tmp_path, rate_limit=3) as site:
        page = await site.listener()

        codes = [(await page.client.call("no_such_command", {}, namespace="/listener"))["code"] for _ in range(20)]

        assert codes[0] == "bad_request"
        assert codes[-1] == "rate_limited"


async def test_an_agent_who_is_disabled_by_another_process_hears_nothing_more(site: Site) -> None:
    agent = await site.agent()
    database = connect(site.settings.database)
    await accounts.disable_agent(build_desk(database, LocalBus(), SystemClock()), "maya@example.com")
    await database.close()

    await site.gateway._ticker._notice_ended_sessions()

    assert await loses_its_socket(agent)


async def test_a_token_that_has_ended_serves_no_page_for_longer_than_a_minute(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = (await site.token())["token"]
    page = await site.listener(token)
    database = connect(site.settings.database)
    await identity.close_listener_session(build_desk(database, LocalBus(), SystemClock()), token)
    await database.close()
    assert (await page.ask("list_conversations"))["ok"] is True

    monkeypatch.setattr(protocol_namespace, "_CHECK_EVERY", protocol_namespace._CHECK_EVERY * 0)

    await page.client.emit("list_conversations", {}, namespace="/listener")

    assert await loses_its_socket(page)
