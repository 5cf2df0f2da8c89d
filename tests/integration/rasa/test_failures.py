"""What goes wrong in Rasa, and what listeners and gateway see of it. The numbers are those of the pitfalls we know."""

from __future__ import annotations

import json
import logging
import sqlite3
import time
from typing import Any

import aiohttp
import pytest

from bot.components import flow_policy, response_generator
from bot.components.project import project_engine
from bot.components.response_generator import EXCUSE, GIVING_UP
from bot.components.turn_request import signature_of
from bot.flows import Decision, Listen, Rendered, Run, Say
from tests.integration.rasa.conftest import SECRET, Bot, acknowledged, texts

pytestmark = pytest.mark.rasa


class Engine:
    """The project's engine, but its decisions are given; an exception among them is raised."""

    def __init__(self, *decisions: Decision | Exception | None) -> None:
        self._decisions = list(decisions)
        self.bundle = project_engine().bundle

    def _next(self) -> Decision:
        decision = self._decisions.pop(0) if len(self._decisions) > 1 else self._decisions[0]
        if isinstance(decision, Exception):
            raise decision
        assert decision is not None
        return decision

    def start_turn(self, state: Any, slots: Any, heard: Any) -> Decision:
        return self._next()

    def go_on(self, state: Any, slots: Any) -> Decision:
        return self._next()


def decide(monkeypatch: pytest.MonkeyPatch, *decisions: Decision | Exception) -> None:
    engine = Engine(*decisions)
    monkeypatch.setattr(flow_policy, "engine_for", lambda state, known: (None, engine))


A_SAY = Say("utter_lyrics", "lyrics", "a_step")


async def test_fourteen_texts_in_a_row_do_not_silence_the_conversation(bot: Bot) -> None:
    """P1: Rasa's circuit breaker, left at ten, would answer nothing for ever after."""
    answer = await bot.turn("my local files do not play")

    assert texts(answer)[:14] == [f"Part {number}." for number in range(1, 15)]
    assert texts(await bot.turn("my songs keep skipping"))


async def test_a_turn_without_end_is_ended_and_the_next_one_works(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """P1, should the engine's own limit ever fail."""
    with monkeypatch.context() as patch:
        decide(patch, Decision(A_SAY, {"n": 1}))
        answer = await bot.turn("hello")

    assert texts(answer)[-1] == EXCUSE
    assert len(texts(answer)) < 50
    assert texts(await bot.turn("my songs keep skipping"))


async def test_an_engine_that_raises_is_excused_and_the_message_is_kept(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P3: an exception in a policy is an empty answer, and the listener's message is lost."""
    with monkeypatch.context() as patch:
        decide(patch, ValueError("broken"))
        answer = await bot.turn("my songs keep skipping")

    assert texts(answer) == [EXCUSE]
    assert answer["events"][0]["buttons"] == [{"title": "Talk to a person", "payload": "/talk_to_human"}]
    assert texts(await bot.turn("my songs keep skipping"))[-1] == "Where do you listen?"


async def test_an_engine_that_keeps_raising_hands_off(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    decide(monkeypatch, ValueError("broken"))
    await bot.turn("hello")
    answer = await bot.turn("hello?")

    assert texts(answer) == [GIVING_UP]
    assert answer["events"][-1]["type"] == "handoff"
    assert answer["events"][-1]["reason"] == "bot_unavailable"


async def test_the_log_of_a_failure_does_not_quote_the_listener(
    bot: Bot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    decide(monkeypatch, ValueError("my secret words"))
    with caplog.at_level(logging.DEBUG):
        await bot.turn("my secret words")

    ours = [
        record.getMessage() + (record.exc_text or "") for record in caplog.records if record.name.startswith("bot.")
    ]
    assert ours
    assert not any("secret words" in line for line in ours)


async def test_an_action_that_the_model_does_not_know_is_excused(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """P3: an unknown name raises in Rasa."""
    decide(monkeypatch, Decision(Run("action_of_tomorrow", "1"), {"pending": {}}))

    assert texts(await bot.turn("hello")) == [EXCUSE]


async def test_a_turn_without_words_is_excused(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    decide(monkeypatch, Decision(Listen(), {}))

    assert texts(await bot.turn("hello")) == [EXCUSE]


@pytest.mark.parametrize("failure", [None, aiohttp.ClientConnectionError("down"), TimeoutError()])
async def test_an_action_server_that_fails_or_is_down_is_told_and_the_flow_goes_on(
    bot: Bot, failure: Exception | None
) -> None:
    """P4: Rasa hides a failed action from policies; without an acknowledgement the engine takes it as failed."""
    bot.actions.answers.pop("action_show_article", None)
    if failure:
        bot.actions.answers["action_show_article"] = failure

    answer = await bot.turn("where are the lyrics")

    assert bot.actions.called == ["action_show_article"]
    assert len(texts(answer)) >= 2
    assert "Lyrics come from a partner." in texts(answer)


async def test_a_rejected_action_counts_as_failed(bot: Bot) -> None:
    """P4: on HTTP 400 Rasa forgets the policy's events and never runs the action again."""
    from rasa.utils.endpoints import ClientResponseError

    rejection = json.dumps({"action_name": "action_show_article", "error": "no"}).encode()
    bot.actions.answers["action_show_article"] = ClientResponseError(400, "Bad Request", rejection)

    answer = await bot.turn("where are the lyrics")

    assert bot.actions.called == ["action_show_article"]
    assert "Lyrics come from a partner." in texts(answer)


async def test_an_old_acknowledgement_does_not_count(bot: Bot) -> None:
    """P4: the call id tells this call's acknowledgement from the last one's."""
    bot.actions.answers["action_show_article"] = acknowledged()
    assert texts(await bot.turn("where are the lyrics"))[0] == "Lyrics come from a partner."

    del bot.actions.answers["action_show_article"]
    assert texts(await bot.turn("where are the lyrics"))[0] != "Lyrics come from a partner."


async def test_a_conversation_does_not_expire(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """P5: after an hour Rasa would start a new session and forget the question that is open."""
    await bot.turn("my songs keep skipping")
    later = time.time() + 7200
    with monkeypatch.context() as patch:
        patch.setattr("rasa.core.processor.time.time", lambda: later)
        patch.setattr("bot.components.channel.time.time", lambda: later)
        stamp = str(int(later))
        body = json.dumps({"conversation_id": "c1", "message_id": "c1:9", "text": "on my phone"}).encode()
        status, answer = await bot.post(
            body, {"X-Soundcheck-Timestamp": stamp, "X-Soundcheck-Signature": signature_of(SECRET, stamp, body)}
        )

    assert status == 200
    assert texts(answer)[-1] == "Please reopen the app. Does it work now?"


async def test_few_events_are_kept_per_turn(bot: Bot) -> None:
    """P7: Rasa's time per turn grows with the number of events."""
    await bot.turn("my songs keep skipping on my phone")
    before = len(bot.store.look("c1").events)  # type: ignore[union-attr]
    await bot.turn("what?")

    assert len(bot.store.look("c1").events) - before <= 25  # type: ignore[union-attr]


async def test_a_text_that_cannot_be_rendered_is_excused(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """P20: Rasa says nothing where a response has no text."""
    monkeypatch.setattr(response_generator, "render", lambda *_: Rendered(""))

    assert set(texts(await bot.turn("my songs keep skipping"))) == {EXCUSE}


async def test_a_memory_that_cannot_be_read_is_503_and_not_a_fresh_start(bot: Bot) -> None:
    await bot.turn("my songs keep skipping")
    bot.store.close()
    with sqlite3.connect(bot.file) as db:
        db.execute("UPDATE events SET content = ?", (b"poison",))
    bot.restart()

    status, answer = await bot.try_turn("on my phone")

    assert (status, answer["status"]) == (503, "unavailable")
    assert answer["code"]


async def test_a_memory_that_cannot_be_written_is_503_and_the_retry_is_a_turn(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = json.dumps({"conversation_id": "c1", "message_id": "c1:1", "text": "my songs keep skipping"}).encode()

    async def full(_: Any) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(bot.store, "save", full)
        assert (await bot.post(body))[0] == 503
    status, answer = await bot.post(body)

    assert status == 200
    assert texts(answer)[-1] == "Where do you listen?"


async def test_without_a_model_it_is_503(bot: Bot) -> None:
    bot.agent = None  # type: ignore[assignment]

    assert (await bot.try_turn("hello"))[0] == 503


async def test_who_does_not_sign_gets_nothing(bot: Bot) -> None:
    body = json.dumps({"conversation_id": "c1", "message_id": "c1:1", "text": "hello"}).encode()

    for headers in ({}, {"X-Soundcheck-Timestamp": str(int(time.time())), "X-Soundcheck-Signature": "0" * 64}):
        assert (await bot.post(body, headers))[0] == 401
    assert bot.store.look("c1") is None


async def test_a_malformed_body_is_told_what_is_wrong(bot: Bot) -> None:
    status, answer = await bot.post(b"{}")

    assert (status, answer["status"]) == (400, "bad_request")
    assert "conversation_id" in answer["message"]


async def test_an_action_with_a_malformed_answer_has_failed(bot: Bot) -> None:
    bot.actions.answers["action_show_article"] = lambda tracker: {"events": [{"event": "slot"}], "responses": []}

    answer = await bot.turn("where are the lyrics")

    assert len(texts(answer)) >= 2
    assert "Lyrics come from a partner." in texts(answer)
