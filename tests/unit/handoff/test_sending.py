"""G1 to G4 at the use cases: what is acknowledged is stored, once, in order, without holes."""

from __future__ import annotations

import asyncio

import pytest

from handoff.adapters.tables import bot_turn, message
from handoff.domain.errors import Conflict, ConversationClosed, NotFound
from handoff.service_layer import agent, listener
from tests.builders import TestDesk


async def test_sending_again_gives_the_same_receipt_and_no_second_row(desk: TestDesk) -> None:
    sam, talk = await desk.a_talk()

    first = await listener.post_message(desk.desk, sam, talk, "m1", "hello", None)
    again = await listener.post_message(desk.desk, sam, talk, "m1", "hello", None)

    assert (again.seq, again.at, again.duplicate) == (first.seq, first.at, True)
    assert len(await desk.rows(message)) == 1
    assert len(await desk.rows(bot_turn)) == 1


async def test_the_same_client_id_with_other_words_is_a_conflict(desk: TestDesk) -> None:
    sam, talk = await desk.a_talk()
    await listener.post_message(desk.desk, sam, talk, "m1", "hello", None)

    with pytest.raises(Conflict):
        await listener.post_message(desk.desk, sam, talk, "m1", "goodbye", None)


async def test_one_client_id_may_be_used_in_two_conversations_and_by_two_people(desk: TestDesk) -> None:
    sam, first = await desk.a_talk()
    second = await listener.start(desk.desk, sam, "k2", None)
    maya = await desk.an_agent()

    receipts = [
        await listener.post_message(desk.desk, sam, first, "m1", "hello", None),
        await listener.post_message(desk.desk, sam, second, "m1", "hello", None),
        await agent.post_message(desk.desk, maya, first, "m1", "hello"),
    ]

    assert not any(receipt.duplicate for receipt in receipts)


async def test_seqs_have_no_holes_also_when_many_write_at_once(desk: TestDesk) -> None:
    sam, talk = await desk.a_talk()

    await asyncio.gather(*(listener.post_message(desk.desk, sam, talk, f"m{n}", f"word {n}", None) for n in range(40)))

    assert [row.seq for row in await desk.rows(message)] == list(range(1, 41))


async def test_a_failure_before_the_commit_leaves_no_trace_no_hole_and_nobody_hears_of_it(
    desk: TestDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sam, talk = await desk.a_talk()
    desk.bus.pokes.clear()

    async def fail(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr("handoff.adapters.unit_of_work.SqlUnitOfWork.commit", fail)
        with pytest.raises(OSError):
            await listener.post_message(desk.desk, sam, talk, "m1", "hello", None)
    assert await desk.rows(message) == []
    assert desk.bus.pokes == []

    assert (await listener.post_message(desk.desk, sam, talk, "m1", "hello", None)).seq == 1


async def test_starting_again_gives_the_same_conversation(desk: TestDesk) -> None:
    sam = await desk.a_listener()

    first = await listener.start(desk.desk, sam, "k1", {"device": "iPhone 13"})
    again = await listener.start(desk.desk, sam, "k1", None)

    assert first == again


async def test_a_strangers_conversation_is_not_found(desk: TestDesk) -> None:
    _, talk = await desk.a_talk()
    eve = await desk.a_listener()

    for work in (
        listener.post_message(desk.desk, eve, talk, "m1", "hello", None),
        listener.request_handoff(desk.desk, eve, talk),
        listener.leave_queue(desk.desk, eve, talk),
        listener.reopen_conversation(desk.desk, eve, talk),
        listener.rate(desk.desk, eve, talk, 5, None),
    ):
        with pytest.raises(NotFound):
            await work


async def test_a_closed_conversation_takes_nothing_but_still_answers_for_what_it_has(desk: TestDesk) -> None:
    sam, talk = await desk.a_talk()
    first = await listener.post_message(desk.desk, sam, talk, "m1", "hello", None)
    async with desk.desk.open() as tx:
        conversation = await tx.conversations.any(talk)
        conversation.move("close")
        await tx.conversations.save(conversation)
        await tx.commit()

    with pytest.raises(ConversationClosed):
        await listener.post_message(desk.desk, sam, talk, "m2", "more", None)
    assert (await listener.post_message(desk.desk, sam, talk, "m1", "hello", None)).seq == first.seq
