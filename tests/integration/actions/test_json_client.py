"""How another service's trouble reaches an action."""

import asyncio

import aiohttp
import pytest
from aiohttp import web

from actions.errors import NotFound, ServiceRefused, ServiceUnreachable, UnexpectedAnswer
from actions.json_client import JsonClient


@pytest.fixture
async def service(serve, session):
    """A service that does what the last part of the path says, and counts how often it was asked."""
    asked: list[str] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        what = request.match_info["what"]
        asked.append(request.headers["Authorization"])
        if what == "drop" or (what == "drop-once" and len(asked) == 1):
            request.transport.abort()
        if what == "slow":
            await asyncio.sleep(5)
        status = int(what) if what.isdigit() else 200
        body = "[1]" if what == "list" else "<p>" if what == "html" else '{"code": "why"}'
        return web.Response(text=body, status=status, headers={"Location": "/elsewhere"})

    app = web.Application()
    app.router.add_route("*", "/{what}", answer)
    client = JsonClient(session, await serve(app), "a secret", aiohttp.ClientTimeout(total=0.2))
    return client, asked


async def test_the_secret_is_sent_and_the_object_is_returned(service):
    client, asked = service

    assert await client.get("/200") == {"code": "why"}
    assert asked == ["Bearer a secret"]


@pytest.mark.parametrize(
    ("what", "error", "times"),
    [
        ("404", NotFound, 1),
        ("401", ServiceRefused, 1),
        ("503", ServiceRefused, 1),
        ("302", ServiceRefused, 1),
        ("html", UnexpectedAnswer, 1),
        ("list", UnexpectedAnswer, 1),
        ("slow", ServiceUnreachable, 1),
        ("drop", ServiceUnreachable, 2),
    ],
)
async def test_trouble_is_an_error_with_a_name(service, what, error, times):
    client, asked = service

    with pytest.raises(error) as raised:
        await client.post(f"/{what}", {})

    assert type(raised.value) is error
    assert len(asked) == times


async def test_a_lost_connection_is_tried_once_more(service):
    client, asked = service

    assert await client.get("/drop-once") == {"code": "why"}
    assert len(asked) == 2


async def test_a_service_that_is_not_there_is_unreachable(session, unused_tcp_port):
    with pytest.raises(ServiceUnreachable):
        await JsonClient(session, f"http://127.0.0.1:{unused_tcp_port}", "s").get("/")
