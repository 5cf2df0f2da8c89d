"""A listener's data: all of it in the copy, none of it left, and nobody else's touched."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from handoff.adapters.repositories.kept_data import tables_of_a_conversation
from handoff.adapters.tables import conversation, listener_token, metadata
from handoff.adapters.tables import listener as listener_table
from handoff.domain.bot_reply import Understanding
from handoff.domain.errors import BadRequest, Conflict, NotFound
from handoff.service_layer import agent, bot_turns, identity, listener, privacy
from handoff.service_layer.ids import secret_hash
from handoff.service_layer.ports import Identity, Poke
from tests.builders import TestDesk, a_handoff, a_reply

SECRET_WORDS = "my songs skip since the divorce"


async def a_long_story(desk: TestDesk, account: str, text: str = SECRET_WORDS) -> tuple[str, str, str]:
    """Bot, handoff, note, resolution and rating: something in every table. Token, conversation, ticket."""
    session = await identity.open_listener_session(desk.desk, Identity(account, "Sam Lee"), None)
    sam = session.listener.listener_id
    talk = await listener.start(desk.desk, sam, "k1", {"device": "iPhone 13"})
    await listener.post_message(desk.desk, sam, talk, "m1", text, None)
    turn = await bot_turns.claim(desk.desk)
    assert turn is not None
    understood = Understanding("playback_interrupted", 0.91)
    await bot_turns.store(desk.desk, turn, a_reply("Which device?", buttons=("Phone",), understood=understood))
    await listener.post_message(desk.desk, sam, talk, "m2", "I want a person", None)
    turn = await bot_turns.claim(desk.desk)
    assert turn is not None
    await bot_turns.store(desk.desk, turn, a_handoff())
    maya = await desk.an_agent(f"Maya{account}")
    await agent.post_message(desk.desk, maya, talk, "r1", "Hi Sam.")
    await agent.add_note(desk.desk, maya, talk, "n1", "Sounds tired.")
    await agent.resolve_conversation(desk.desk, maya, talk, "An old cache.", "Update the app.")
    await listener.rate(desk.desk, sam, talk, 5, "Kind.")
    async with desk.desk.open() as tx:
        (number,) = [t["number"] for t in (await tx.kept_data.everything(sam))["conversations"][0]["ticket"]]
    return session.token, talk, number


async def rows(desk: TestDesk) -> dict[str, int]:
    return {table.name: len(await desk.rows(table)) for table in metadata.sorted_tables}


async def test_the_copy_holds_all_that_anybody_said_and_what_became_of_it(desk: TestDesk) -> None:
    _, talk, number = await a_long_story(desk, "acc-1")

    copy = await privacy.copy_of(desk.desk, "acc-1", None)

    assert copy == await privacy.copy_of(desk.desk, None, number)
    assert (copy["name"], copy["account_id"]) == ("Sam Lee", "acc-1")
    (one,) = copy["conversations"]
    assert one["diagnostics"] == {"device": "iPhone 13"}
    assert {"cause": "An old cache.", "prevention": "Update the app."}.items() <= one.items()
    assert [said["text"] for said in one["message"]][:2] == [SECRET_WORDS, "Which device?"]
    assert one["message"][1]["buttons"][0]["title"] == "Phone"
    assert [note["text"] for note in one["note"]] == ["Sounds tired."]
    assert [(rating["score"], rating["comment"]) for rating in one["rating"]] == [(5, "Kind.")]
    assert one["bot_understanding"][0]["topic"] == "playback_interrupted"
    assert {table.name for table in tables_of_a_conversation()} <= one.keys()
    assert one["conversation_id"] == talk


async def test_nothing_is_left_and_nobody_else_loses_anything(desk: TestDesk, tmp_path: Path) -> None:
    await a_long_story(desk, "acc-2", "somebody else")
    others = await rows(desk)
    token, talk, _ = await a_long_story(desk, "acc-1")
    # The agent of the story stays.
    kept = {name: count + (name == "agent") for name, count in others.items()}
    more = await rows(desk)
    assert [table.name for table in tables_of_a_conversation() if more[table.name] == others[table.name]] == []

    assert await privacy.erase(desk.desk, "acc-1", None) == [talk]

    assert await rows(desk) == kept
    assert {Poke("token_ended", secret_hash(token)), Poke("queue")} <= set(desk.bus.pokes)
    with pytest.raises(NotFound, match="acc-1"):
        await privacy.copy_of(desk.desk, "acc-1", None)
    await desk.database.close()
    with sqlite3.connect(tmp_path / "desk.db") as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = (tmp_path / "desk.db").read_bytes()
    assert SECRET_WORDS.encode() not in content
    assert b"somebody else" in content


async def test_who_is_with_a_person_is_resolved_first(desk: TestDesk) -> None:
    sam, talk = await desk.a_talk()
    number = (await listener.request_handoff(desk.desk, sam, talk)) and await _ticket(desk, sam)

    with pytest.raises(Conflict, match=number):
        await privacy.erase(desk.desk, None, number)

    assert len(await desk.rows(conversation)) == 1


async def test_who_waits_for_the_assistant_is_answered_first(desk: TestDesk) -> None:
    session = await identity.open_listener_session(desk.desk, Identity("acc-1", "Sam"), None)
    talk = await listener.start(desk.desk, session.listener.listener_id, "k1", None)
    await listener.post_message(desk.desk, session.listener.listener_id, talk, "m1", "hello", None)

    with pytest.raises(Conflict, match="try again"):
        await privacy.erase(desk.desk, "acc-1", None)

    assert len(await desk.rows(listener_token)) == len(await desk.rows(listener_table)) == 1


async def test_what_is_old_goes_with_its_listener_unless_they_have_something_else(desk: TestDesk) -> None:
    await a_long_story(desk, "acc-1")
    await a_long_story(desk, "acc-2", "somebody else")
    visitor, abandoned = await desk.a_talk()
    waiting, queued = await desk.a_talk()
    await listener.request_handoff(desk.desk, waiting, queued)
    desk.clock.advance(days=31)
    again = await identity.open_listener_session(desk.desk, Identity("acc-2", "Sam Lee"), None)
    new = await listener.start(desk.desk, again.listener.listener_id, "k2", None)
    assert await privacy.erase_older(desk.desk, 40) == []

    gone = await privacy.erase_older(desk.desk, 30)

    assert len(gone) == 3
    assert abandoned in gone
    assert {row.conversation_id for row in await desk.rows(conversation)} == {new, queued}
    # An anonymous token lives as long as a month, so the visitor may still come back.
    left = {row.listener_id for row in await desk.rows(listener_table)}
    assert left == {again.listener.listener_id, visitor, waiting}
    desk.clock.advance(days=30)
    await privacy.erase_older(desk.desk, 30)
    assert visitor not in {row.listener_id for row in await desk.rows(listener_table)}
    with pytest.raises(BadRequest):
        await privacy.erase_older(desk.desk, 0)


async def test_who_is_not_known_is_not_found(desk: TestDesk) -> None:
    with pytest.raises(NotFound, match="ticket SC-1"):
        await privacy.erase(desk.desk, None, "SC-1")


def test_every_table_belongs_to_a_conversation_or_has_a_reason_not_to() -> None:
    without = {table.name for table in metadata.sorted_tables} - {table.name for table in tables_of_a_conversation()}
    ours = {"agent", "agent_session", "counter", "article_vote"}

    assert without == ours | {"conversation", "listener", "listener_token"}


async def _ticket(desk: TestDesk, sam: str) -> str:
    async with desk.desk.open() as tx:
        (number,) = await tx.kept_data.open_tickets(sam)
    return number
