"""From which messages writers may learn: three stories that went wrong, and those that did not."""

from __future__ import annotations

from handoff.domain.bot_reply import BotReply, Understanding
from handoff.service_layer import agent, bot_turns, listener
from handoff.service_layer.lessons import Lesson, lessons
from handoff.service_layer.ports import Listener
from tests.builders import TestDesk, a_handoff, a_reply


async def say(desk: TestDesk, sam: str, talk: str, text: str, reply: BotReply) -> None:
    await listener.post_message(desk.desk, sam, talk, f"m{text}"[:60], text, None)
    turn = await bot_turns.claim(desk.desk)
    assert turn is not None
    await bot_turns.store(desk.desk, turn, reply)


async def found(desk: TestDesk, days: int = 30) -> list[Lesson]:
    return await lessons(desk.desk, 0.6, days)


def heard(topic: str | None, confidence: float, text: str = "Which device?") -> BotReply:
    return a_reply(text, topic=topic, understood=Understanding(topic, confidence))


async def test_a_message_that_the_bot_was_not_sure_of(desk: TestDesk) -> None:
    sam, talk = await desk.a_talk()
    await say(desk, sam, talk, "the thingy does the thing", heard("lyrics", 0.31))
    await say(desk, sam, talk, "no lyrics on any song", heard("lyrics", 0.93))

    [lesson] = await found(desk)

    assert (lesson.text, lesson.why, lesson.topic) == ("the thingy does the thing", ("not_understood",), "lyrics")
    assert lesson.listener_name is None


async def test_what_an_agent_had_to_answer_after_the_bot_failed_but_not_what_was_said_to_the_agent(
    desk: TestDesk,
) -> None:
    maya = await desk.an_agent()
    sam, talk = await desk.a_talk()
    await say(desk, sam, talk, "hello there", heard("greeting", 0.97))
    given_up = BotReply(a_handoff().events, topic="car_mode", understood=Understanding("car_mode", 0.9))
    await say(desk, sam, talk, "the car screen stays black", given_up)
    assert await found(desk) == []

    await agent.post_message(desk.desk, maya, talk, "r1", "Hi, Maya here.")
    await listener.post_message(desk.desk, sam, talk, "m9", "it is a Golf", None)

    [lesson] = await found(desk)
    assert (lesson.text, lesson.why) == ("the car screen stays black", ("answered_by_agent",))


async def test_a_topic_that_an_agent_corrected_and_whose_name_to_take_out(desk: TestDesk) -> None:
    maya = await desk.an_agent()
    async with desk.desk.open() as tx:
        await tx.listeners.add(Listener("l9", "Sam Lee", "acc-1"), desk.clock.now())
        await tx.commit()
    sam, talk = await desk.a_talk("l9")
    await say(desk, sam, talk, "my mp3s are grey", heard("content_missing_or_wrong", 0.8))
    await agent.set_topic(desk.desk, maya, talk, "local_files")

    [lesson] = await found(desk)

    assert (lesson.why, lesson.topic, lesson.agent_topic) == (
        ("corrected_by_agent",),
        "content_missing_or_wrong",
        "local_files",
    )
    assert lesson.listener_name == "Sam Lee"


async def test_what_is_older_than_asked_is_left_alone(desk: TestDesk) -> None:
    sam, talk = await desk.a_talk()
    await say(desk, sam, talk, "the thingy does the thing", heard("lyrics", 0.31))
    desk.clock.advance(days=31)

    assert await found(desk) == []
    assert len(await found(desk, days=60)) == 1


async def test_a_wish_for_a_person_alone_is_no_failure(desk: TestDesk) -> None:
    maya = await desk.an_agent()
    sam, talk = await desk.a_talk()
    await say(desk, sam, talk, "no lyrics on any song", heard("lyrics", 0.93))
    await listener.request_handoff(desk.desk, sam, talk)
    await agent.post_message(desk.desk, maya, talk, "r1", "Hi, Maya here.")

    assert await found(desk) == []
