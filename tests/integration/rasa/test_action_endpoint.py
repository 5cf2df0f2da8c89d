"""Rasa's calls of the action server, against a real one."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

from bot.components.action_endpoint import ImpatientEndpoint

pytestmark = pytest.mark.rasa

CALL: dict[str, Any] = {
    "next_action": "action_search_articles",
    "sender_id": "c1",
    "tracker": {
        "sender_id": "c1",
        "slots": {"problem": "no sound", "song": None, "is_offline": False, "songs": 0},
        "latest_message": {"text": "no sound", "metadata": {"message_id": "m1"}},
        "events": [
            {"event": "action", "name": "action_listen"},
            {"event": "user", "text": "no sound", "metadata": {"payload": None}, "parse_data": {"intent_ranking": []}},
            {"event": "slot", "name": "problem", "value": "no sound"},
            {"event": "bot", "text": "On which device?"},
        ],
    },
}


class Actions:
    """Keeps what it was asked, and the other end of each connection."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []
        self.connections: set[object] = set()
        self.status, self.waits = 200, 0.0

    async def run(self, request: web.Request) -> web.Response:
        self.calls.append(await request.json())
        self.connections.add(request.transport)
        await asyncio.sleep(self.waits)
        return web.json_response({"events": [], "responses": []}, status=self.status)


@pytest.fixture
async def actions() -> AsyncIterator[tuple[Actions, ImpatientEndpoint]]:
    actions, app = Actions(), web.Application()
    app.router.add_post("/webhook", actions.run)
    async with TestServer(app) as server:
        plain = EndpointConfig(str(server.make_url("/webhook")), enable_selective_domain=True)
        endpoint = ImpatientEndpoint.like(plain, timeout_seconds=2)
        yield actions, endpoint
        await endpoint.close()


async def test_an_action_hears_what_is_known_and_what_was_said(actions: tuple[Actions, ImpatientEndpoint]) -> None:
    server, endpoint = actions
    before = json.dumps(CALL)

    answer = await endpoint.request(json=CALL, timeout=300, compress=False)

    assert answer == {"events": [], "responses": []}
    (call,) = server.calls
    assert (call["next_action"], call["tracker"]["sender_id"]) == ("action_search_articles", "c1")
    assert call["tracker"]["latest_message"] == CALL["tracker"]["latest_message"]
    assert call["tracker"]["slots"] == {"problem": "no sound", "is_offline": False, "songs": 0}
    assert call["tracker"]["events"] == [
        {"event": "user", "text": "no sound", "metadata": {"payload": None}},
        {"event": "bot", "text": "On which device?"},
    ]
    assert json.dumps(CALL) == before


async def test_the_connection_stays_open_until_the_server_goes(actions: tuple[Actions, ImpatientEndpoint]) -> None:
    server, endpoint = actions
    for _ in range(3):
        await endpoint.request(json=CALL)
    assert len(server.connections) == 1

    (connection,) = server.connections
    connection.close()  # type: ignore[attr-defined]
    await asyncio.sleep(0.05)
    await endpoint.request(json=CALL)

    assert len(server.connections) == 2


async def test_a_refusal_is_rasas_own_error(actions: tuple[Actions, ImpatientEndpoint]) -> None:
    server, endpoint = actions
    server.status = 500

    with pytest.raises(ClientResponseError) as refused:
        await endpoint.request(json=CALL)

    assert refused.value.status == 500


async def test_patience_ends(actions: tuple[Actions, ImpatientEndpoint]) -> None:
    server, endpoint = actions
    server.waits, endpoint.timeout_seconds = 5, 0.1

    with pytest.raises(asyncio.TimeoutError):
        await endpoint.request(json=CALL)


async def test_nobody_there_is_aiohttps_error() -> None:
    endpoint = ImpatientEndpoint("http://127.0.0.1:9/webhook")
    with pytest.raises(aiohttp.ClientConnectionError):
        await endpoint.request(json=CALL)
    await endpoint.close()


def test_another_loop_gets_a_connection_of_its_own() -> None:
    endpoint = ImpatientEndpoint("http://127.0.0.1:9/webhook")

    async def session() -> aiohttp.ClientSession:
        return endpoint.session()

    async def twice() -> bool:
        return endpoint.session() is endpoint.session()

    first, second = asyncio.run(session()), asyncio.run(session())

    assert first is not second
    assert asyncio.run(twice())
