"""When the bot is slow, away, or the gateway dies in the middle: nobody waits for ever and nothing is doubled."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from handoff.domain import bot_turn
from handoff.service_layer import identity, listener
from tests.builders import a_desk, a_reply
from tests.integration.gateway.conftest import KEY, Page, Site, a_site, free_port

ROOT = Path(__file__).resolve().parents[3]


async def test_a_slow_bot_is_admitted_once_and_its_answer_still_comes(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot_turn, "SLOW_AFTER", bot_turn.SLOW_AFTER / 20)
    monkeypatch.setattr("handoff.service_layer.bot_turns.SLOW_AFTER", bot_turn.SLOW_AFTER)
    site.assistant.hold()
    page, talk = await site.listener_with_talk()
    await page.post(talk, "help")

    await page.sees("typing_started", lambda event: event["author"] == "bot")
    await page.sees_message("taking longer than usual")
    site.assistant.release()
    await page.sees_message("You said: help")

    slow = [event for name, event in page.events if name == "message_posted" and "longer" in event["message"]["text"]]
    assert len(slow) == 1


async def test_a_bot_that_is_away_hands_over_to_people_with_the_reason(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot_turn, "_BACKOFF", (0.01,))
    monkeypatch.setattr(bot_turn, "GIVE_UP_AFTER", timedelta(seconds=1.5))
    site.assistant.silent = True
    agent = await site.agent()
    page, talk = await site.listener_with_talk()

    await page.post(talk, "help")
    told = await page.sees_message("The assistant cannot answer right now, so a person will.")
    opened = await agent.ask("open_conversation", conversation_id=talk, after_seq=0, after_note=0)

    assert "You are number 1 in the queue" in told["text"]
    assert opened["card"]["reason"] == "The assistant could not be reached."
    assert len(site.assistant.requests) > 1


async def test_a_late_reply_of_the_bot_is_dropped_after_a_takeover(site: Site) -> None:
    site.assistant.hold()
    agent = await site.agent()
    page, talk = await site.listener_with_talk()
    await page.post(talk, "help")
    await page.sees("typing_started")

    await agent.post(talk, "Maya here, I'll help.")
    site.assistant.release()
    await page.sees_message("Maya here")
    await asyncio.sleep(0.3)

    opened = await page.ask("join_conversation", conversation_id=talk, after_seq=0)
    assert [message["author"] for message in opened["messages"]] == ["listener", "system", "agent"]


async def test_a_broadcast_that_was_lost_is_made_up_for(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    page, talk = await site.listener_with_talk()
    monkeypatch.setattr(site.gateway.broadcaster, "_receive", lambda poke: None)
    site.gateway.bus._receivers.clear()

    receipt = await page.post(talk, "hello")

    assert (await page.sees_message("hello", seconds=5))["seq"] == receipt["seq"]


async def test_tips_tell_the_last_seq_of_joined_conversations(site: Site) -> None:
    page, talk = await site.listener_with_talk()
    await page.post(talk, "hello")
    await page.sees_message("You said")

    await site.gateway.broadcaster.tell_tips()

    assert (await page.sees("tips_told"))["tips"] == {talk: 2}


async def test_places_in_the_queue_are_pushed_when_it_moves(site: Site) -> None:
    agent = await site.agent()
    first, first_talk = await site.listener_with_talk()
    second, second_talk = await site.listener_with_talk()
    await first.ask("request_handoff", conversation_id=first_talk)
    await second.ask("request_handoff", conversation_id=second_talk)
    await second.sees("conversation_changed", lambda event: (event["state"]["queue"] or {}).get("position") == 2)

    await agent.ask("accept_conversation", conversation_id=first_talk)

    moved = await second.sees(
        "conversation_changed", lambda event: (event["state"]["queue"] or {}).get("position") == 1
    )
    assert moved["state"]["queue"]["agents_online"] == 1


class Process:
    """A gateway in a process of its own, which can be killed, over a stub Rasa in this one."""

    def __init__(self, directory: Path, rasa_port: int) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = {
            **os.environ,
            "SOUNDCHECK_DATA_DIR": str(directory),
            "SOUNDCHECK_GATEWAY_PORT": str(self.port),
            "SOUNDCHECK_INTERNAL_PORT": str(free_port()),
            "SOUNDCHECK_RASA_PORT": str(rasa_port),
            "SOUNDCHECK_CHANNEL_SECRET": "channel-secret-of-the-test",
            "SOUNDCHECK_INTERNAL_SECRET": "internal-secret-of-the-test",
            "SOUNDCHECK_IDENTITY_KEY": KEY,
        }

    def spawn(self, crash_at: str) -> None:
        environment = {**self._environment, "SOUNDCHECK_CRASH_AT": crash_at}
        self.process = subprocess.Popen([sys.executable, "-m", "handoff"], env=environment, cwd=ROOT)

    async def start(self, crash_at: str = "") -> None:
        self.spawn(crash_at)
        async with aiohttp.ClientSession(self.url) as session:
            for _ in range(300):
                try:
                    async with session.get("/health") as answer:
                        if answer.status == 200:
                            return
                except aiohttp.ClientError:
                    await asyncio.sleep(0.1)
        raise AssertionError("The gateway did not start.")

    async def died(self) -> int:
        return await asyncio.to_thread(self.process.wait, 20)


@pytest.mark.parametrize("crash_at", ["before_commit", "after_commit_before_ack", "after_turn_before_store"])
async def test_a_gateway_that_dies_loses_and_doubles_nothing(tmp_path: Path, crash_at: str) -> None:
    turns: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        body = await request.json()
        turns.append(body["message_id"])
        events = [{"type": "text", "text": f"You said: {body['text']}"}]
        return web.json_response({"status": "complete", "events": events, "turn": None})

    rasa_port = free_port()
    app = web.Application()
    app.router.add_post("/webhooks/soundcheck/webhook", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", rasa_port).start()
    gateway = Process(tmp_path, rasa_port)
    try:
        path = tmp_path / "soundcheck.db"
        async with a_desk(f"sqlite+aiosqlite:///{path}", now=datetime.now(timezone.utc)) as before:
            session = await identity.open_listener_session(before.desk, None, None)
            talk = await listener.start(before.desk, session.listener.listener_id, "k1", None)

        await gateway.start(crash_at)
        page = Page(gateway, "/listener")  # type: ignore[arg-type]
        await page.connect({"token": session.token})
        said = {"conversation_id": talk, "client_message_id": "m1", "text": "hello"}
        await page.client.emit("post_message", said, namespace="/listener")
        assert await gateway.died() == 137
        await page.close()

        await gateway.start()
        page = Page(gateway, "/listener")  # type: ignore[arg-type]
        await page.connect({"token": session.token})
        await page.ask("join_conversation", conversation_id=talk, after_seq=0)
        again = await page.post(talk, "hello", "m1")
        # A turn that was under way when the process died is due again when its lease has ended.
        for _ in range(400):
            opened = await page.ask("join_conversation", conversation_id=talk, after_seq=0)
            if len(opened["messages"]) == 2:
                break
            await asyncio.sleep(0.1)
        await page.close()

        assert again["seq"] == 1
        assert again["duplicate"] is (crash_at != "before_commit")
        assert [message["text"] for message in opened["messages"]] == ["hello", "You said: hello"]
        assert set(turns) == {f"{talk}:1"}
    finally:
        gateway.process.kill()
        await gateway.died()
        await runner.cleanup()


async def test_turns_that_waited_while_the_gateway_was_down_are_taken_up(tmp_path: Path) -> None:
    async with a_site(tmp_path) as site:
        site.assistant.hold()
        session = await site.token()
        page = await site.listener(session["token"])
        talk = (await page.ask("start_conversation", client_conversation_id="k1"))["conversation_id"]
        await page.post(talk, "one")
        await page.post(talk, "two")
    async with a_site(tmp_path) as site:
        site.assistant.script = lambda request: a_reply(f"You said: {request.text}")
        page = await site.listener(session["token"])
        opened = await page.ask("join_conversation", conversation_id=talk, after_seq=0)
        if len(opened["messages"]) < 4:
            await page.sees_message("You said: two", seconds=40)
        opened = await page.ask("join_conversation", conversation_id=talk, after_seq=0)

        assert [one["text"] for one in opened["messages"]] == ["one", "two", "You said: one", "You said: two"]
