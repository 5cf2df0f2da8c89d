"""The worker looks for a turn when one is announced. Here the clock never makes it look."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest

from handoff.domain import bot_turn
from handoff.domain.bot_turn import BotTurn
from handoff.service_layer import bot_turns, listener
from handoff.service_layer.ports import Desk
from tests.builders import a_desk
from tests.integration.gateway.conftest import Site, a_site


@pytest.fixture(autouse=True)
def no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handoff.entrypoints.bot_worker._LOOK_SECONDS", 600)


async def test_a_message_is_one_look(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []
    claim = bot_turns.claim

    async def counted(desk: Desk) -> BotTurn | None:
        looks.append(await claim(desk))
        return looks[-1]

    monkeypatch.setattr(bot_turns, "claim", counted)
    page, talk = await site.listener_with_talk()
    for word in ("one", "two", "three"):
        await page.post(talk, word)
        await page.sees_message(f"You said: {word}")

    # The first of all comes when the worker starts, perhaps before it is counted.
    assert [turn.seq for turn in looks if turn] == [1, 3, 5]
    assert len(looks) <= 4


async def test_messages_that_come_while_the_bot_thinks_are_answered(site: Site) -> None:
    site.assistant.hold()
    page, talk = await site.listener_with_talk()
    other, elsewhere = await site.listener_with_talk()
    for word in ("one", "two", "three"):
        await page.post(talk, word)
        await other.post(elsewhere, word)
    site.assistant.release()

    for word in ("one", "two", "three"):
        await page.sees_message(f"You said: {word}")
        await other.sees_message(f"You said: {word}")


async def test_what_an_earlier_process_left_is_answered(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'soundcheck.db'}"
    async with a_desk(url, now=datetime.now(timezone.utc)) as before:
        for n in range(3):
            sam, talk = await before.a_talk()
            await listener.post_message(before.desk, sam, talk, "m1", f"left {n}", None)

    async with a_site(tmp_path) as site:
        page, talk = await site.listener_with_talk()
        await page.post(talk, "and now")
        await page.sees_message("You said: and now")

        assert sorted(request.text for request in site.assistant.requests) == ["and now", "left 0", "left 1", "left 2"]


async def test_a_bot_that_was_away_is_asked_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot_turn, "_BACKOFF", (0.05,))
    site.assistant.silent = True
    page, talk = await site.listener_with_talk()
    await page.post(talk, "help")
    await page.sees("typing_started", lambda event: event["author"] == "bot")
    site.assistant.silent = False

    await page.sees_message("You said: help")
