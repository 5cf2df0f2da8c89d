"""The studio's web server: who may ask, what it answers, and that a saved file is told at once."""

import asyncio

import pytest_asyncio
from aiohttp.test_utils import TestClient, TestServer

from soundcheck.studio.server import build_app

PLAY = {"flow": "lyrics", "inputs": [{"text": "no lyrics", "intent": "lyrics"}]}


@pytest_asyncio.fixture
async def client(workspace):
    async with TestClient(TestServer(build_app(workspace))) as client:
        yield client


async def test_a_foreign_host_name_is_refused(client):
    for host in ("evil.example", "evil.example:8070", "127.0.0.1.evil.example", "localhost:80:80", "localhost:"):
        assert (await client.get("/api/overview", headers={"Host": host})).status == 421
    for host in ("127.0.0.1:8070", "localhost:8070", "localhost"):
        assert (await client.get("/api/overview", headers={"Host": host})).status == 200


async def test_another_page_can_neither_play_nor_save(client):
    assert (await client.post("/api/play", json=PLAY, headers={"Origin": "http://evil.example"})).status == 403
    form = await client.post("/api/play", data="{}", headers={"Content-Type": "text/plain"})
    assert form.status == 403


async def test_the_page_may_run_only_its_own_files(client):
    answer = await client.get("/")

    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "<style" not in await answer.text()


async def test_everything_that_the_page_needs_is_served(client):
    for path in ("/colours.css", "/theme.css", "/page/studio.js", "/page/studio.css", "/page/icon.svg"):
        assert (await client.get(path)).status == 200
    assert (await client.get("/page/../server.py")).status == 404


async def test_a_flow_and_a_conversation(client):
    assert (await (await client.get("/api/flow?id=lyrics")).json())["name"] == "Missing lyrics"
    played = await (await client.post("/api/play", json=PLAY)).json()
    assert played["exchanges"][0]["said"][0]["buttons"][0]["title"] == "Yes, I do"
    assert (await client.get("/api/flow?id=nothing")).status == 404
    assert (await client.post("/api/play", json={**PLAY, "flow": "nothing"})).status == 409


async def test_what_is_no_script_is_refused(client):
    for body in ({}, {**PLAY, "more": 1}, {**PLAY, "inputs": [{"text": ""}]}, {**PLAY, "inputs": [{"text": "x"}] * 81}):
        assert (await client.post("/api/play", json=body)).status == 400


async def test_only_files_of_the_flows_are_shown(client, flows):
    assert (await client.get("/api/file", params={"name": str(flows / "lyrics.yml")})).status == 200
    assert (await client.get("/api/file", params={"name": "/etc/passwd"})).status == 404


async def test_a_bad_name_writes_nothing(client, workspace):
    answer = await client.post("/api/save", json={"name": "../x", "script": PLAY})

    assert answer.status == 409
    assert (await answer.json())["error"].startswith("Not saved: ")
    assert not workspace.tests.exists()


async def test_a_saved_file_is_told_within_a_second(client, flows):
    async with client.get("/api/changes") as stream:
        assert await stream.content.readuntil(b"\n\n") == b"data: 1\n\n"
        (flows / "web_player.yml").write_text("flows: [")
        told = await asyncio.wait_for(stream.content.readuntil(b"\n\n"), 5)
    assert told == b"data: 2\n\n"


async def test_a_flow_that_was_broken_from_the_start_shows_its_problems(flows, tmp_path):
    from soundcheck.studio.workspace import Workspace

    path = flows / "lyrics.yml"
    path.write_text(path.read_text().replace("then: solved", "then: solvd"))
    async with TestClient(TestServer(build_app(Workspace(flows, tmp_path / "tests")))) as client:
        view = await (await client.get("/api/flow?id=lyrics")).json()
    assert [problem["code"] for problem in view["problems"]] == ["F003", "F004"]
