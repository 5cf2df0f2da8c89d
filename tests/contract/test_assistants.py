"""Every assistant keeps the port's promises: the scripted one, and Rasa's over a stub that speaks the contract."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from handoff.adapters.rasa_assistant import RasaAssistant
from handoff.adapters.scripted_assistant import ScriptedAssistant
from handoff.domain.bot_reply import BotArticle, BotHandoff, BotOutcome, BotReply, BotText
from handoff.domain.errors import AssistantUnavailable
from handoff.domain.message import ArticleCard, Button
from handoff.domain.triage import Mood
from handoff.service_layer.ports import Assistant, BotRequest

SECRET = "channel-secret-of-the-test"
ARTICLE = {"slug": "playback/skips", "title": "Music skips", "summary": "What to do."}
ANSWER: dict[str, Any] = {
    "status": "complete",
    "events": [
        {"type": "text", "text": "Is it better?", "buttons": [{"title": "Yes", "payload": "/SetSlots(fixed=true)"}]},
        {"type": "article", **ARTICLE},
        {"type": "outcome", "result": "resolved", "cause": "Wi-Fi.", "prevention": "Cable.", "article": ARTICLE},
        {"type": "handoff", "reason": "asked_for_person", "reason_text": "They asked."},
    ],
    "turn": {
        "topic": "playback_interrupted",
        "sentiment": -0.4,
        "is_leaving": True,
        "confidence": 0.93,
        "later_field": 1,
    },
}
CARD = ArticleCard(**ARTICLE)
EXPECTED = (
    BotText("Is it better?", (Button("Yes", "/SetSlots(fixed=true)"),)),
    BotArticle(CARD),
    BotOutcome("Wi-Fi.", "Cable.", CARD),
    BotHandoff("asked_for_person", "They asked."),
)


@dataclass
class Given:
    """An assistant, and the means to make it answer or fail."""

    assistant: Assistant
    be_silent: Callable[[], None]


class StubRasa:
    """Speaks section 1 of docs/bot-contract.md."""

    def __init__(self) -> None:
        self.answer: Callable[[], Awaitable[web.StreamResponse]] = self.complete
        self.bodies: list[dict[str, Any]] = []

    async def complete(self) -> web.StreamResponse:
        return web.json_response(ANSWER)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        timestamp = request.headers["X-Soundcheck-Timestamp"]
        signature = hmac.new(SECRET.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        if abs(time.time() - int(timestamp)) > 60 or signature != request.headers["X-Soundcheck-Signature"]:
            return web.Response(status=401)
        self.bodies.append(json.loads(body))
        return await self.answer()


@pytest.fixture
async def stub() -> AsyncIterator[tuple[StubRasa, RasaAssistant]]:
    rasa = StubRasa()
    app = web.Application()
    app.router.add_post("/webhooks/soundcheck/webhook", rasa.serve)
    async with TestServer(app) as server:
        assistant = RasaAssistant([str(server.make_url(""))], SECRET, total_seconds=0.5, connect_seconds=0.2)
        yield rasa, assistant
        await assistant.close()


@pytest.fixture(params=["scripted", "rasa"])
def given(request: pytest.FixtureRequest, stub: tuple[StubRasa, RasaAssistant]) -> Given:
    if request.param == "scripted":
        scripted = ScriptedAssistant(
            lambda _: BotReply(EXPECTED, "playback_interrupted", Mood(-0.4, is_leaving=True), "{}")
        )
        return Given(scripted, lambda: setattr(scripted, "silent", True))
    rasa, assistant = stub

    async def unavailable() -> web.StreamResponse:
        return web.json_response({"status": "unavailable", "code": "not_ready"}, status=503)

    return Given(assistant, lambda: setattr(rasa, "answer", unavailable))


def a_request(text: str = "hello", payload: str | None = None) -> BotRequest:
    return BotRequest("c1", "c1:3", text, payload, {"device": "iPhone 13"})


async def test_the_answer_keeps_its_events_in_order(given: Given) -> None:
    reply = await given.assistant.reply(a_request())

    assert reply.events == EXPECTED
    assert (reply.topic, reply.mood) == ("playback_interrupted", Mood(-0.4, is_leaving=True))


async def test_no_answer_is_unavailable_and_never_an_empty_reply(given: Given) -> None:
    given.be_silent()

    with pytest.raises(AssistantUnavailable):
        await given.assistant.reply(a_request())


async def test_the_request_says_what_the_contract_says(stub: tuple[StubRasa, RasaAssistant]) -> None:
    rasa, assistant = stub

    await assistant.reply(a_request("/SetSlots(plan=premium)", None))

    assert rasa.bodies == [
        {
            "conversation_id": "c1",
            "message_id": "c1:3",
            "text": "/SetSlots(plan=premium)",
            "payload": None,
            "context": {"device": "iPhone 13"},
        }
    ]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, ""),
        (200, "[]"),
        (200, "{}"),
        (200, '{"status": "complete"}'),
        (200, '{"status": "unavailable", "events": []}'),
        (200, '{"status": "complete", "events": [{"type": "dance"}]}'),
        (200, '{"status": "complete", "events": [{"type": "text"}]}'),
        (200, json.dumps({**ANSWER, "padding": "x" * 300_000})),
        (302, ""),
        (400, '{"status": "bad_request"}'),
        (401, ""),
        (500, json.dumps(ANSWER)),
    ],
)
async def test_nothing_else_is_taken_for_an_answer(
    stub: tuple[StubRasa, RasaAssistant], status: int, body: str
) -> None:
    rasa, assistant = stub

    async def answer() -> web.StreamResponse:
        return web.Response(status=status, text=body, content_type="application/json")

    rasa.answer = answer

    with pytest.raises(AssistantUnavailable):
        await assistant.reply(a_request())


async def test_a_hanging_assistant_is_unavailable(stub: tuple[StubRasa, RasaAssistant]) -> None:
    rasa, assistant = stub

    async def hang() -> web.StreamResponse:
        await asyncio.sleep(2)
        return web.Response()

    rasa.answer = hang

    with pytest.raises(AssistantUnavailable):
        await assistant.reply(a_request())


async def test_an_assistant_that_is_not_there_is_unavailable() -> None:
    assistant = RasaAssistant(["http://127.0.0.1:9"], SECRET)

    with pytest.raises(AssistantUnavailable):
        await assistant.reply(a_request())
    await assistant.close()


async def test_a_conversation_is_always_served_by_the_same_process() -> None:
    assistant = RasaAssistant([f"http://127.0.0.1:{port}" for port in (1, 2, 3)], SECRET)

    urls = {name: {assistant._url_of(name) for _ in range(5)} for name in ("c1", "c2", "c3", "c4", "c5", "c6")}

    assert all(len(same) == 1 for same in urls.values())
    assert len(set.union(*urls.values())) > 1
