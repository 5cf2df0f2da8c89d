"""Servers on loopback that an action server, or an action's client, talks to."""

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer


@pytest.fixture
async def serve():
    """Start an application; its address is the answer."""
    servers = []

    async def start(app: web.Application) -> str:
        server = TestServer(app)
        await server.start_server()
        servers.append(server)
        return str(server.make_url("")).rstrip("/")

    yield start
    for server in servers:
        await server.close()


@pytest.fixture
async def session():
    async with ClientSession() as open_session:
        yield open_session
