"""An agent says what a conversation is really about; what the bot understood is kept beside it."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from handoff.adapters.tables import bot_understanding, conversation, message, ticket
from handoff.domain.bot_reply import Understanding
from handoff.domain.errors import AlreadyAssigned, BadRequest
from handoff.domain.topics import GROUPS, topic_title
from handoff.service_layer import agent, bot_turns, listener, tickets
from handoff.service_layer.ports import Poke
from tests.builders import TestDesk, a_handoff, a_reply

TOPICS_PAGE = Path(__file__).parents[3] / "docs" / "topics.md"


async def a_queued_talk(desk: TestDesk, topic: str = "lyrics") -> str:
    sam, talk = await desk.a_talk()
    await listener.post_message(desk.desk, sam, talk, "m1", "somebody is playing songs on my account", None)
    turn = await bot_turns.claim(desk.desk)
    assert turn is not None
    await bot_turns.store(desk.desk, turn, a_handoff(topic=topic))
    return talk


def test_the_topics_are_those_of_the_topics_page() -> None:
    page: dict[str, list[str]] = {}
    for group, topic in re.findall(r"^\|([a-z ]*)\| `([a-z_]+)` \|", TOPICS_PAGE.read_text("utf-8"), re.MULTILINE):
        if group.strip():
            page[group.strip()] = []
        page[list(page)[-1]].append(topic)

    assert page == {group: list(topics) for group, topics in GROUPS.items()}


def test_agents_read_words_and_no_two_topics_alike() -> None:
    titles = [title for topics in GROUPS.values() for title in topics.values()]

    assert len(set(titles)) == len(titles)
    assert topic_title("account_hacked/email_changed") == "Account taken over"
    assert topic_title("of_an_older_desk") == "Of an older desk"
    assert topic_title(None) is None


async def test_a_correction_triages_the_ticket_and_tells_agents_alone(desk: TestDesk) -> None:
    maya = await desk.an_agent()
    talk = await a_queued_talk(desk)
    said = len(await desk.rows(message))
    desk.clock.advance(minutes=30)

    await agent.set_topic(desk.desk, maya, talk, "account_hacked")

    [row] = await desk.rows(conversation)
    [filed] = await desk.rows(ticket)
    assert (row.topic, row.bot_topic, row.topic_corrected_by, row.urgency) == (
        "account_hacked", "lyrics", maya, "urgent",
    )  # fmt: skip
    assert (filed.topic, filed.urgency) == ("account_hacked", "urgent")
    assert filed.first_response_due == desk.clock.now() + timedelta(hours=1)
    assert len(await desk.rows(message)) == said
    assert {Poke("conversation", talk), Poke("queue")} <= set(desk.bus.pokes)


async def test_a_promise_is_never_put_off(desk: TestDesk) -> None:
    maya = await desk.an_agent()
    talk = await a_queued_talk(desk, "account_hacked")
    [before] = await desk.rows(ticket)

    await agent.set_topic(desk.desk, maya, talk, "lyrics")

    [after] = await desk.rows(ticket)
    assert after.urgency == "normal"
    assert after.first_response_due == before.first_response_due


async def test_the_first_view_of_the_bot_is_remembered_through_second_thoughts(desk: TestDesk) -> None:
    maya = await desk.an_agent()
    talk = await a_queued_talk(desk)

    await agent.set_topic(desk.desk, maya, talk, "account_hacked")
    version = await agent.set_topic(desk.desk, maya, talk, "account_login")
    assert await agent.set_topic(desk.desk, maya, talk, "account_login") == version

    found = await desk.conversation(talk)
    assert (found.topic, found.bot_topic) == ("account_login", "lyrics")


async def test_the_bot_does_not_overrule_an_agent(desk: TestDesk) -> None:
    maya = await desk.an_agent()
    sam, talk = await desk.a_talk()
    await listener.post_message(desk.desk, sam, talk, "m1", "it is grey", None)
    await agent.set_topic(desk.desk, maya, talk, "local_files")
    turn = await bot_turns.claim(desk.desk)
    assert turn is not None

    await bot_turns.store(desk.desk, turn, a_reply("Which song?", topic="lyrics"))
    await tickets.open_for_action(desk.desk, talk, "cause", "lyrics", "", "steps_exhausted")

    [filed] = await desk.rows(ticket)
    assert ((await desk.conversation(talk)).topic, filed.topic) == ("local_files", "local_files")


async def test_only_a_topic_of_the_page_and_only_the_agent_in_charge(desk: TestDesk) -> None:
    maya, noor = await desk.an_agent("Maya"), await desk.an_agent("Noor")
    talk = await a_queued_talk(desk)
    await agent.accept(desk.desk, maya, talk)

    with pytest.raises(BadRequest):
        await agent.set_topic(desk.desk, maya, talk, "something_else")
    with pytest.raises(AlreadyAssigned):
        await agent.set_topic(desk.desk, noor, talk, "account_hacked")


async def test_what_the_bot_understood_is_kept_with_the_reply_for_typed_messages_only(desk: TestDesk) -> None:
    sam, talk = await desk.a_talk()
    await listener.post_message(desk.desk, sam, talk, "m1", "gibberish", None)
    turn = await bot_turns.claim(desk.desk)
    assert turn is not None
    asked = a_reply("Sorry?", buttons=("Yes",), understood=Understanding("lyrics", 0.2))
    await bot_turns.store(desk.desk, turn, asked)
    await listener.post_message(desk.desk, sam, talk, "m2", None, (2, 0))
    pressed = await bot_turns.claim(desk.desk)
    assert pressed is not None
    await bot_turns.store(desk.desk, pressed, a_reply("Good.", understood=Understanding(None, 0.0)))

    rows = await desk.rows(bot_understanding)
    assert [(row.seq, row.topic, row.confidence) for row in rows] == [(1, "lyrics", 0.2)]
