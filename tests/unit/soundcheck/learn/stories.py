"""Three stories in a gateway's database, told to it by its own use cases: unsure, failed, corrected."""

from __future__ import annotations

from pathlib import Path

from handoff.domain.bot_reply import BotHandoff, BotReply, BotText, Understanding
from handoff.service_layer import agent, bot_turns, listener
from handoff.service_layer.ports import Listener
from tests.builders import TestDesk, a_desk

UNSURE = (
    "the words on screen are ahead of the singer, mail sam@example.com",
    "the words on screen are behind the singer, mail kim@example.com",
)
FAILED = "my holographic radio makes no sound since Monday"
CORRECTED = "Sam Lee here: my own mp3 files are grey on the laptop"


async def three_stories(database: Path) -> None:
    async with a_desk(f"sqlite+aiosqlite:///{database}") as desk:
        maya = await desk.an_agent()
        async with desk.desk.open() as tx:
            await tx.listeners.add(Listener("l9", "Sam Lee", "acc-1"), desk.clock.now())
            await tx.commit()
        for number, text in enumerate(UNSURE):
            sam = await desk.a_listener()
            talk = await listener.start(desk.desk, sam, f"u{number}", None)
            await _say(desk, sam, talk, text, BotReply((BotText("Sorry?"),), understood=Understanding("lyrics", 0.3)))

        sam = await desk.a_listener()
        failed = await listener.start(desk.desk, sam, "f", None)
        given_up = BotReply((BotHandoff("not_understood", "…"),), understood=Understanding("out_of_scope", 0.2))
        await _say(desk, sam, failed, FAILED, given_up)
        await agent.post_message(desk.desk, maya, failed, "r1", "Hi, Maya here.")

        corrected = await listener.start(desk.desk, "l9", "c", None)
        wrong = BotReply((BotText("Which song?"),), understood=Understanding("content_missing_or_wrong", 0.8))
        await _say(desk, "l9", corrected, CORRECTED, wrong)
        await agent.set_topic(desk.desk, maya, corrected, "local_files")


async def _say(desk: TestDesk, sam: str, talk: str, text: str, reply: BotReply) -> None:
    await listener.post_message(desk.desk, sam, talk, "m1", text, None)
    turn = await bot_turns.claim(desk.desk)
    assert turn is not None
    await bot_turns.store(desk.desk, turn, reply)
