"""G6 at the use cases: one turn in flight, stored only by its owner, and a person when the bot is away."""

from __future__ import annotations

from dataclasses import replace

from handoff.adapters.tables import bot_turn, conversation, message, ticket
from handoff.domain.bot_turn import BotTurn
from handoff.domain.triage import Mood
from handoff.service_layer import agent, bot_turns, listener, tickets
from tests.builders import TestDesk, a_handoff, a_reply, an_outcome


async def a_claimed_turn(desk: TestDesk) -> tuple[str, str, BotTurn]:
    sam, talk = await desk.a_talk()
    await listener.post_message(desk.desk, sam, talk, "m1", "my songs skip", None)
    turn = await bot_turns.claim(desk.desk)
    assert turn is not None
    return sam, talk, turn


async def texts(desk: TestDesk, author: str) -> list[str]:
    return [row.text for row in await desk.rows(message, message.c.author == author)]


async def test_one_turn_of_a_conversation_at_a_time_in_order(desk: TestDesk) -> None:
    sam, talk, turn = await a_claimed_turn(desk)
    await listener.post_message(desk.desk, sam, talk, "m2", "hello?", None)

    assert await bot_turns.claim(desk.desk) is None
    await bot_turns.store(desk.desk, turn, a_reply("Which device?"))
    following = await bot_turns.claim(desk.desk)

    assert following is not None
    assert following.text == "hello?"


async def test_a_reply_computed_before_a_takeover_is_dropped(desk: TestDesk) -> None:
    _, talk, turn = await a_claimed_turn(desk)
    maya = await desk.an_agent()
    await agent.accept(desk.desk, maya, talk)

    assert await bot_turns.store(desk.desk, turn, a_reply("Which device?")) == "dropped"

    assert await texts(desk, "bot") == []


async def test_a_reply_computed_before_a_takeover_is_dropped_also_after_a_hand_back(desk: TestDesk) -> None:
    _, talk, turn = await a_claimed_turn(desk)
    maya = await desk.an_agent()
    await agent.accept(desk.desk, maya, talk)
    await agent.hand_back(desk.desk, maya, talk)

    assert await bot_turns.store(desk.desk, turn, a_reply("Which device?")) == "dropped"

    assert await texts(desk, "bot") == []
    assert await bot_turns.claim(desk.desk) is None


async def test_a_worker_that_lost_its_lease_stores_nothing(desk: TestDesk) -> None:
    _, _, slow = await a_claimed_turn(desk)
    desk.clock.advance(seconds=9)
    quick = await bot_turns.claim(desk.desk)
    assert quick is not None
    assert quick.message_id == slow.message_id

    assert await bot_turns.store(desk.desk, quick, a_reply("Which device?")) == "stored"
    assert await bot_turns.store(desk.desk, slow, a_reply("Which device?")) == "dropped"

    assert await texts(desk, "bot") == ["Which device?"]


async def test_the_reply_is_stored_once(desk: TestDesk) -> None:
    _, _, turn = await a_claimed_turn(desk)

    await bot_turns.store(desk.desk, turn, a_handoff())
    await bot_turns.store(desk.desk, turn, a_handoff())

    assert await texts(desk, "bot") == ["I'll get a person."]
    assert len(await desk.rows(ticket)) == 1


async def test_a_handoff_opens_the_ticket_with_what_is_known(desk: TestDesk) -> None:
    _, talk, turn = await a_claimed_turn(desk)

    reply = a_handoff(reason="steps_exhausted", topic="billing_unexpected_charge")
    await bot_turns.store(desk.desk, turn, reply)

    [row] = await desk.rows(ticket)
    assert (row.number, row.urgency, row.summary, row.reason) == ("T-1001", "high", "my songs skip", "steps_exhausted")
    assert (await desk.conversation(talk)).status == "queued"


async def test_a_resolved_outcome_closes_with_cause_prevention_and_article(desk: TestDesk) -> None:
    _, talk, turn = await a_claimed_turn(desk)

    await bot_turns.store(desk.desk, turn, an_outcome())

    rows = await desk.rows(message)
    assert [row.kind for row in rows] == ["text", "text", "article", "notice"]
    assert "Offline sync was limited" in rows[1].text
    assert "Allow mobile data." in rows[1].text
    assert (await desk.conversation(talk)).resolved_by == "bot"


async def test_slowness_is_told_once(desk: TestDesk) -> None:
    _, _, turn = await a_claimed_turn(desk)

    await bot_turns.tell_slow(desk.desk, turn)
    await bot_turns.tell_slow(desk.desk, turn)

    assert await texts(desk, "system") == ["This is taking longer than usual. I am still on it."]


async def test_an_assistant_that_stays_away_calls_a_person_once(desk: TestDesk) -> None:
    _, talk, turn = await a_claimed_turn(desk)
    results = []
    for _ in range(7):
        results.append(await bot_turns.fail(desk.desk, turn))
        desk.clock.advance(seconds=8)
        turn = await bot_turns.claim(desk.desk) or turn

    assert results == ["again"] * 6 + ["handed_over"]
    conversation = await desk.conversation(talk)
    assert (conversation.status, conversation.reason) == ("queued", "bot_unavailable")
    assert [row.done for row in await desk.rows(bot_turn)] == ["failed"]
    assert (await texts(desk, "system"))[-1].startswith("The assistant cannot answer right now")
    assert await bot_turns.claim(desk.desk) is None


async def test_a_turn_of_a_process_that_died_is_due_again_when_its_lease_ends(desk: TestDesk) -> None:
    _, _, turn = await a_claimed_turn(desk)

    desk.clock.advance(seconds=7)
    assert await bot_turns.claim(desk.desk) is None
    desk.clock.advance(seconds=1)

    again = await bot_turns.claim(desk.desk)
    assert again is not None
    assert again.message_id == turn.message_id
    assert again.fence > turn.fence


async def test_a_turn_that_takes_long_keeps_its_lease_while_it_is_renewed(desk: TestDesk) -> None:
    _, _, turn = await a_claimed_turn(desk)

    for _ in range(5):
        desk.clock.advance(seconds=6)
        await bot_turns.keep(desk.desk, turn)
        assert await bot_turns.claim(desk.desk) is None

    assert await bot_turns.store(desk.desk, turn, a_reply("Which device?")) == "stored"


async def test_who_is_upset_in_the_message_that_asks_for_a_person_is_served_sooner(desk: TestDesk) -> None:
    _, talk, turn = await a_claimed_turn(desk)
    opened, _ = await tickets.open_for_action(desk.desk, talk, f"{talk}:1", "playback_interrupted", "Skips", "r")

    await bot_turns.store(desk.desk, turn, replace(a_handoff(), turn="{}", mood=Mood(-0.9)))

    [stored] = await desk.rows(ticket)
    [waiting] = await desk.rows(conversation)
    assert (opened.urgency, stored.urgency, waiting.urgency) == ("normal", "high", "high")
    assert stored.first_response_due < opened.first_response_due


async def test_asking_for_a_person_while_the_bot_thinks_makes_one_handoff(desk: TestDesk) -> None:
    sam, talk, turn = await a_claimed_turn(desk)

    await listener.request_handoff(desk.desk, sam, talk)
    await listener.request_handoff(desk.desk, sam, talk)
    await bot_turns.store(desk.desk, turn, a_handoff())

    assert len(await desk.rows(ticket)) == 1
    assert len(await texts(desk, "system")) == 1
    assert await texts(desk, "bot") == []
