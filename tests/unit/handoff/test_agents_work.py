"""What agents do, and what happens when two do it, or one goes away."""

from __future__ import annotations

import pytest

from handoff.adapters.tables import message, note, rating, ticket
from handoff.domain.errors import AlreadyAssigned, AtCapacity, BadRequest, Conflict, InvalidTransition, StaleChoice
from handoff.domain.presence import CAPACITY
from handoff.service_layer import agent, bot_turns, deadlines, identity, listener, tickets
from tests.builders import TestDesk, a_reply, an_outcome


async def a_queued_talk(desk: TestDesk) -> tuple[str, str]:
    sam, talk = await desk.a_talk()
    await listener.post_message(desk.desk, sam, talk, "m1", "my songs skip", None)
    await listener.request_handoff(desk.desk, sam, talk)
    return sam, talk


async def notices(desk: TestDesk, talk: str) -> list[str]:
    where = (message.c.conversation_id == talk, message.c.kind == "notice")
    return [row.text for row in await desk.rows(message, *where)]


async def test_of_two_agents_one_wins_and_the_other_learns_who(desk: TestDesk) -> None:
    maya, noor = await desk.an_agent("Maya"), await desk.an_agent("Noor")
    _, talk = await a_queued_talk(desk)

    await agent.accept(desk.desk, maya, talk)
    await agent.accept(desk.desk, maya, talk)
    with pytest.raises(AlreadyAssigned, match="Maya has this conversation"):
        await agent.accept(desk.desk, noor, talk)

    assert (await notices(desk, talk))[1:] == ["Maya joined the conversation."]


async def test_an_agent_gets_no_more_than_they_can_have_at_once(desk: TestDesk) -> None:
    maya, noor = await desk.an_agent("Maya"), await desk.an_agent("Noor")
    talks = [(await a_queued_talk(desk))[1] for _ in range(CAPACITY + 1)]
    for talk in talks[:-1]:
        await agent.accept(desk.desk, maya, talk)

    with pytest.raises(AtCapacity, match="You have 4 of 4 conversations"):
        await agent.accept(desk.desk, maya, talks[-1])
    with pytest.raises(AtCapacity):
        await agent.post_message(desk.desk, maya, talks[-1], "r1", "Hi, Maya here.")
    assert (await desk.conversation(talks[-1])).status == "queued"

    await agent.accept(desk.desk, noor, talks[-1])
    with pytest.raises(AtCapacity, match="Maya has 4 of 4 conversations"):
        await agent.transfer(desk.desk, noor, talks[-1], maya)

    await agent.accept(desk.desk, maya, talks[0])  # what is theirs already is no additional one
    await agent.resolve_conversation(desk.desk, maya, talks[0], "Wi-Fi.", "")
    await agent.transfer(desk.desk, noor, talks[-1], maya)


async def test_replying_to_a_conversation_with_the_bot_takes_it_over(desk: TestDesk) -> None:
    maya = await desk.an_agent()
    sam, talk = await desk.a_talk()
    await listener.post_message(desk.desk, sam, talk, "m1", "hello", None)

    await agent.post_message(desk.desk, maya, talk, "r1", "Hi, Maya here.")

    conversation = await desk.conversation(talk)
    assert (conversation.status, conversation.assignee_id) == ("awaiting_listener", maya)
    assert await bot_turns.claim(desk.desk) is None


async def test_only_the_assignee_decides(desk: TestDesk) -> None:
    maya, noor = await desk.an_agent("Maya"), await desk.an_agent("Noor")
    _, talk = await a_queued_talk(desk)
    await agent.accept(desk.desk, maya, talk)

    for work in (
        agent.post_message(desk.desk, noor, talk, "r1", "Hi"),
        agent.hand_back(desk.desk, noor, talk),
        agent.transfer(desk.desk, noor, talk, None),
        agent.resolve_conversation(desk.desk, noor, talk, "cause", ""),
    ):
        with pytest.raises(AlreadyAssigned):
            await work


async def test_the_first_reply_keeps_the_promise(desk: TestDesk) -> None:
    maya = await desk.an_agent()
    _, talk = await a_queued_talk(desk)
    desk.clock.advance(minutes=5)
    await agent.post_message(desk.desk, maya, talk, "r1", "Hi")

    [row] = await desk.rows(ticket)
    assert (row.first_response_at - row.opened_at).total_seconds() == 300


async def test_a_transfer_to_a_colleague_who_is_away_is_refused(desk: TestDesk) -> None:
    maya, noor = await desk.an_agent("Maya"), await desk.an_agent("Noor", is_there=False)
    _, talk = await a_queued_talk(desk)
    await agent.accept(desk.desk, maya, talk)

    with pytest.raises(Conflict, match="Noor is not there"):
        await agent.transfer(desk.desk, maya, talk, noor)
    await identity.come_online(desk.desk, noor)
    await agent.transfer(desk.desk, maya, talk, noor)

    assert (await desk.conversation(talk)).assignee_id == noor
    assert (await notices(desk, talk))[-1] == "Noor joined the conversation."


async def test_conversations_of_an_agent_who_is_gone_return_to_their_old_place(desk: TestDesk) -> None:
    maya = await desk.an_agent()
    _, talk = await a_queued_talk(desk)
    before = (await desk.conversation(talk)).queued_at
    await agent.accept(desk.desk, maya, talk)

    desk.clock.advance(minutes=9, seconds=59)
    assert await deadlines.requeue_of_gone_agents(desk.desk) == 0
    desk.clock.advance(seconds=2)
    assert await deadlines.requeue_of_gone_agents(desk.desk) == 1

    conversation = await desk.conversation(talk)
    assert (conversation.status, conversation.queued_at, conversation.assignee_id) == ("queued", before, None)
    assert len(await desk.rows(ticket)) == 1


async def test_a_note_is_no_message(desk: TestDesk) -> None:
    maya = await desk.an_agent()
    _, talk = await a_queued_talk(desk)
    before = len(await desk.rows(message))

    first = await agent.add_note(desk.desk, maya, talk, "n1", "Known on 8.9.12")
    again = await agent.add_note(desk.desk, maya, talk, "n1", "Known on 8.9.12")
    with pytest.raises(Conflict):
        await agent.add_note(desk.desk, maya, talk, "n1", "something else")

    assert (first.seq, again.seq, again.duplicate) == (1, 1, True)
    assert len(await desk.rows(note)) == 1
    assert len(await desk.rows(message)) == before


async def test_a_ticket_is_one_per_conversation_and_cause(desk: TestDesk) -> None:
    sam, talk = await desk.a_talk()

    first, created = await tickets.open_for_action(desk.desk, talk, f"{talk}:1", "account_hacked", "Hacked", "r")
    again, created_again = await tickets.open_for_action(desk.desk, talk, f"{talk}:1", None, "", "")
    other, created_other = await tickets.open_for_action(desk.desk, talk, f"{talk}:3", None, "", "")
    await listener.request_handoff(desk.desk, sam, talk)

    assert (created, created_again, created_other) == (True, False, False)
    assert {first.number, again.number, other.number} == {"T-1001"}
    assert first.urgency == "urgent"
    assert len(await desk.rows(ticket)) == 1


async def test_reopening_goes_back_to_whoever_resolved_it(desk: TestDesk) -> None:
    maya = await desk.an_agent()
    sam, talk = await a_queued_talk(desk)
    await agent.accept(desk.desk, maya, talk)
    await agent.resolve_conversation(desk.desk, maya, talk, "It was Wi-Fi.", "")

    await listener.reopen_conversation(desk.desk, sam, talk)

    conversation = await desk.conversation(talk)
    assert conversation.status == "queued"
    assert [(row.number, row.status) for row in await desk.rows(ticket)] == [("T-1001", "open")]


async def test_each_resolution_is_rated_once_and_the_first_score_counts(desk: TestDesk) -> None:
    maya = await desk.an_agent()
    sam, talk = await a_queued_talk(desk)
    with pytest.raises(InvalidTransition):
        await listener.rate(desk.desk, sam, talk, 5, None)
    for score in (5, 2):
        await agent.accept(desk.desk, maya, talk)
        await agent.resolve_conversation(desk.desk, maya, talk, "It was Wi-Fi.", "")
        await listener.rate(desk.desk, sam, talk, score, None)
        await listener.rate(desk.desk, sam, talk, 1, "because")
        await listener.rate(desk.desk, sam, talk, 1, "on second thought")
        await listener.reopen_conversation(desk.desk, sam, talk)

    assert [(row.score, row.comment) for row in await desk.rows(rating)] == [(5, "because"), (2, "because")]


async def test_the_same_problem_gives_the_bot_the_words_it_has_not_seen(desk: TestDesk) -> None:
    sam, talk = await desk.a_talk()
    await listener.post_message(desk.desk, sam, talk, "m1", "it works", None)
    turn = await bot_turns.claim(desk.desk)
    assert turn is not None
    await bot_turns.store(desk.desk, turn, an_outcome())
    await listener.post_message(desk.desk, sam, talk, "m2", "no, it is back", None)
    question = (await desk.rows(message))[-1]

    await listener.post_message(desk.desk, sam, talk, "b1", None, (question.seq, 0))

    again = await bot_turns.claim(desk.desk)
    assert again is not None
    assert (again.text, again.payload) == ("no, it is back", None)


async def test_something_new_is_one_new_conversation_however_often_it_is_sent(desk: TestDesk) -> None:
    maya = await desk.an_agent()
    sam, talk = await a_queued_talk(desk)
    await agent.accept(desk.desk, maya, talk)
    await agent.resolve_conversation(desk.desk, maya, talk, "It was Wi-Fi.", "")
    await listener.post_message(desk.desk, sam, talk, "m2", "now I was charged twice", None)
    question = (await desk.rows(message))[-1]
    for _ in range(2):
        await listener.post_message(desk.desk, sam, talk, "b1", None, (question.seq, 1))

    others = await desk.rows(message, message.c.conversation_id != talk)
    assert [row.text for row in others] == ["now I was charged twice"]
    assert (await desk.conversation(talk)).status == "closed"


async def test_a_button_is_stale_once_the_listener_or_the_desk_went_on(desk: TestDesk) -> None:
    sam, talk = await desk.a_talk()
    await listener.post_message(desk.desk, sam, talk, "m1", "hello", None)
    turn = await bot_turns.claim(desk.desk)
    assert turn is not None
    await bot_turns.store(desk.desk, turn, a_reply("Which device?", buttons=("Phone", "Computer")))
    with pytest.raises(BadRequest):
        await listener.post_message(desk.desk, sam, talk, "b0", None, (2, 7))
    with pytest.raises(StaleChoice):
        await listener.post_message(desk.desk, sam, talk, "b0", None, (1, 0))

    await listener.request_handoff(desk.desk, sam, talk)

    with pytest.raises(StaleChoice):
        await listener.post_message(desk.desk, sam, talk, "b1", None, (2, 0))


async def test_a_button_is_stale_once_the_listener_answered_in_words_or_with_another(desk: TestDesk) -> None:
    sam, talk = await desk.a_talk()
    for n, answer in enumerate((("t1", "my phone", None), ("b1", None, (2, 0)))):
        await listener.post_message(desk.desk, sam, talk, f"m{n}", "hello", None)
        turn = await bot_turns.claim(desk.desk)
        assert turn is not None
        await bot_turns.store(desk.desk, turn, a_reply("Which device?", buttons=("Phone", "Computer")))
        question = (await desk.rows(message))[-1].seq
        key, text, pressed = answer
        await listener.post_message(desk.desk, sam, talk, key, text, (question, 0) if pressed else None)
        answered = await bot_turns.claim(desk.desk)
        assert answered is not None
        await bot_turns.store(desk.desk, answered, a_reply("Thanks."))

        with pytest.raises(StaleChoice):
            await listener.post_message(desk.desk, sam, talk, f"late{n}", None, (question, 1))


async def test_a_resolved_conversation_closes_after_a_week_of_silence(desk: TestDesk) -> None:
    maya = await desk.an_agent()
    _, talk = await a_queued_talk(desk)
    await agent.accept(desk.desk, maya, talk)
    await agent.resolve_conversation(desk.desk, maya, talk, "It was Wi-Fi.", "")

    desk.clock.advance(days=6, hours=23)
    assert await deadlines.close_idle_conversations(desk.desk) == 0
    desk.clock.advance(hours=2)
    assert await deadlines.close_idle_conversations(desk.desk) == 1

    assert (await desk.conversation(talk)).status == "closed"


async def test_everybody_in_the_queue_is_told_when_it_moves_and_only_then(desk: TestDesk) -> None:
    maya = await desk.an_agent()
    talks = []
    for _ in range(3):
        talks.append((await a_queued_talk(desk))[1])
        desk.clock.advance(seconds=1)
    places = await deadlines.refresh_queue(desk.desk, {})
    versions = [(await desk.conversation(talk)).version for talk in talks]

    assert await deadlines.refresh_queue(desk.desk, places) == places
    await agent.accept(desk.desk, maya, talks[0])
    moved = await deadlines.refresh_queue(desk.desk, places)

    assert sorted(place.position for place in moved.values()) == [1, 2]
    now = [(await desk.conversation(talk)).version for talk in talks]
    assert all(after > before for before, after in zip(versions[1:], now[1:], strict=True))
