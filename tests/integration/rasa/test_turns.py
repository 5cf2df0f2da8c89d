"""Turns through the channel, the pipeline, the flow engine and the response generator."""

from __future__ import annotations

import asyncio
import json

import pytest

from tests.integration.rasa.conftest import Bot, acknowledged, texts

pytestmark = pytest.mark.rasa


async def test_a_problem_in_plain_words_starts_its_flow(bot: Bot) -> None:
    answer = await bot.turn("my songs keep skipping")

    assert answer["status"] == "complete"
    assert texts(answer)[-1] == "Where do you listen?"
    assert answer["events"][-1]["buttons"][0] == {"title": "Phone", "payload": "/SetSlots(platform=phone)"}
    turn = answer["turn"]
    assert turn["intent"] == turn["topic"] == turn["flow"] == "playback_interrupted"
    assert turn["flow_name"] == "music that stops"
    assert 0 < turn["confidence"] <= 1
    assert turn["findings"] == [{"finding_id": "storage_low", "text": "Little room."}]
    assert bot.actions.called == ["action_read_diagnostics"]


async def test_a_button_needs_no_understanding_and_leaves_the_topic_as_sure_as_its_words_were(bot: Bot) -> None:
    first = await bot.turn("my songs keep skipping")
    second = await bot.turn("Phone", payload="/SetSlots(platform=phone)")

    assert second["turn"]["confidence"] is None
    assert second["turn"]["topic_confidence"] == first["turn"]["confidence"] > 0


@pytest.mark.parametrize(
    "text",
    ["My songs keep skipping. The lyrics are out of sync.", "my songs keep skipping and the lyrics are out of sync"],
)
async def test_the_second_topic_of_a_message_has_its_turn_after_the_first(bot: Bot, text: str) -> None:
    first = await bot.turn(text)
    assert texts(first)[-1] == "Where do you listen?"
    assert "lyrics" in texts(first)[-2]
    assert {"slot": "also", "label": "Also asked about", "value": "lyrics"} in first["turn"]["facts"]

    await bot.turn("Phone", payload="/SetSlots(platform=phone)")
    last = await bot.turn("yes that works")

    assert any("the other thing you mentioned: lyrics" in text for text in texts(last))
    assert last["turn"]["topic"] == "lyrics"


async def test_what_the_message_says_is_not_asked(bot: Bot) -> None:
    answer = await bot.turn("my songs keep skipping on my iphone")

    assert texts(answer)[-1] == "Please reopen the app. Does it work now?"
    facts = {fact["slot"]: fact["value"] for fact in answer["turn"]["facts"]}
    assert facts["device"] == "iPhone"
    assert facts["platform"] == "phone"


async def test_what_the_app_knows_is_not_asked(bot: Bot) -> None:
    answer = await bot.turn("my songs keep skipping", context={"platform": "car", "device": None, "shoe_size": 42})

    assert texts(answer)[-1] == "Please reopen the app. Does it work now?"


async def test_what_the_app_knows_exactly_is_kept_where_the_listener_says_it_roughly(bot: Bot) -> None:
    answer = await bot.turn("my songs keep skipping on my iphone", context={"device": "iPhone 13"})

    assert {"slot": "device", "label": "Device", "value": "iPhone 13"} in answer["turn"]["facts"]


async def test_the_listener_may_write_about_another_device_than_the_apps(bot: Bot) -> None:
    answer = await bot.turn("  my songs keep skipping in my car", context={"platform": "phone", "device": "iPhone 13"})

    facts = {fact["slot"]: fact["value"] for fact in answer["turn"]["facts"]}
    assert facts["platform"] == "car"


@pytest.mark.parametrize("platform", ["spaceship", 7, ["phone"]])
async def test_what_the_app_says_wrongly_is_asked(bot: Bot, platform: object) -> None:
    answer = await bot.turn("my songs keep skipping", context={"platform": platform})

    assert texts(answer)[-1] == "Where do you listen?"


async def test_the_app_does_not_overrule_the_listener(bot: Bot) -> None:
    await bot.turn("my songs keep skipping on my phone")
    answer = await bot.turn("No", payload="/SetSlots(restarted=false)", context={"platform": "car"})

    facts = {fact["slot"]: fact["value"] for fact in answer["turn"]["facts"]}
    assert facts.get("platform", "phone") == "phone"


async def test_a_pressed_button_answers_the_question(bot: Bot) -> None:
    await bot.turn("my songs keep skipping")
    answer = await bot.turn("Phone", payload="/SetSlots(platform=phone)")

    assert texts(answer)[-1] == "Please reopen the app. Does it work now?"
    assert answer["turn"]["intent"] is None


async def test_the_end_of_a_flow_says_cause_and_prevention(bot: Bot) -> None:
    await bot.turn("my songs keep skipping on my phone")
    answer = await bot.turn("Yes", payload="/SetSlots(restarted=true)")

    outcome = next(event for event in answer["events"] if event["type"] == "outcome")
    assert outcome["result"] == "resolved"
    assert outcome["cause"] == "The player was stuck."
    assert outcome["prevention"] == "Keep Tonada up to date."
    tried = answer["turn"]["steps_tried"]
    assert tried == [{"remedy": "Closed and reopened the player", "result": "worked"}]


async def test_what_an_action_sends_is_an_event_of_its_own(bot: Bot) -> None:
    handoff = {"type": "handoff", "reason": "steps_exhausted", "reason_text": "Nothing helped."}
    bot.actions.answers["action_request_handoff"] = acknowledged(responses=[{"custom": handoff}])
    await bot.turn("my songs keep skipping on my phone")

    answer = await bot.turn("No", payload="/SetSlots(restarted=false)")

    assert handoff in answer["events"]


async def test_articles_are_listed_once_for_the_card(bot: Bot) -> None:
    card = {"type": "article", "slug": "content/lyrics", "title": "Lyrics", "summary": "Where they come from."}
    bot.actions.answers["action_show_article"] = acknowledged(responses=[{"custom": card}])

    for _ in range(2):
        answer = await bot.turn("where are the lyrics")
        assert card in answer["events"]

    assert answer["turn"]["articles_shown"] == [{key: card[key] for key in ("slug", "title", "summary")}]


async def test_anger_is_heard(bot: Bot) -> None:
    answer = await bot.turn("my songs keep skipping, this is horrible and I hate it")

    assert answer["turn"]["sentiment"] < -0.5
    assert not answer["turn"]["is_leaving"]


async def test_anger_lasts_through_a_button_and_a_bare_answer_but_not_through_thanks(bot: Bot) -> None:
    await bot.turn("my songs keep skipping, this is horrible and I hate it")

    assert (await bot.turn("Phone", payload="/SetSlots(platform=phone)"))["turn"]["sentiment"] < -0.5
    assert (await bot.turn("yes"))["turn"]["sentiment"] < -0.5
    assert (await bot.turn("great, thanks"))["turn"]["sentiment"] > 0.3


async def test_who_said_to_be_leaving_is_known_from_then_on(bot: Bot) -> None:
    first = await bot.turn("my songs keep skipping, fix it or I'm cancelling my sub")
    second = await bot.turn("Phone", payload="/SetSlots(platform=phone)")

    assert first["turn"]["is_leaving"] and second["turn"]["is_leaving"]


@pytest.mark.parametrize(
    "typed",
    [
        "/SetSlots(platform=car)",
        '/affirm{"platform": "boat"}',
        "/restart",
        "/back",
        "/session_start",
        "/",
        "//",
        "/affirm",
    ],
)
async def test_a_typed_payload_is_only_text(bot: Bot, typed: str) -> None:
    """P10: a listener who types a payload has typed text."""
    await bot.turn("my songs keep skipping")
    answer = await bot.turn(typed)

    tracker = bot.store.look("c1")
    assert answer["events"]
    assert tracker is not None
    assert tracker.get_slot("dialogue_stack")
    assert tracker.latest_message is not None
    assert tracker.latest_message.text == typed
    assert "SetSlots" in typed or tracker.get_slot("platform") is None


async def test_the_same_message_twice_is_one_turn(bot: Bot) -> None:
    body = json.dumps({"conversation_id": "c1", "message_id": "c1:1", "text": "my songs keep skipping"}).encode()

    first, second = await bot.post(body), await bot.post(body)

    assert first == second
    assert first[0] == 200
    assert bot.actions.called == ["action_read_diagnostics"]


async def test_the_same_message_at_the_same_time_is_one_turn(bot: Bot) -> None:
    body = json.dumps({"conversation_id": "c1", "message_id": "c1:1", "text": "my songs keep skipping"}).encode()

    answers = await asyncio.gather(*(bot.post(body) for _ in range(5)))

    assert all(answer == answers[0] for answer in answers)
    assert bot.actions.called == ["action_read_diagnostics"]


async def test_an_older_message_asked_again_has_its_own_events(bot: Bot) -> None:
    body = json.dumps({"conversation_id": "c1", "message_id": "c1:1", "text": "my songs keep skipping"}).encode()
    _, first = await bot.post(body)
    bot.sent = 5
    await bot.turn("Phone", payload="/SetSlots(platform=phone)")

    _, again = await bot.post(body)

    assert again["events"] == first["events"]


async def test_a_restart_goes_on_where_the_conversation_was(bot: Bot) -> None:
    await bot.turn("my songs keep skipping")
    bot.store.close()
    bot.restart()

    answer = await bot.turn("on my phone")

    assert texts(answer)[-1] == "Please reopen the app. Does it work now?"


async def test_conversations_do_not_know_of_each_other(bot: Bot) -> None:
    await bot.turn("my songs keep skipping on my phone", conversation="c1")
    answer = await bot.turn("my songs keep skipping", conversation="c2")

    assert texts(answer)[-1] == "Where do you listen?"
