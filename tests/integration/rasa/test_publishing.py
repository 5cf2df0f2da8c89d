"""What a conversation gets while flows are published, renamed, rolled back and lost: never nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.components import in_flight, published
from bot.components.response_generator import EXCUSE
from bot.flows import Engine
from tests.integration.rasa.conftest import texts
from tests.integration.rasa.published_desk import PHONE, PROBLEM, QUESTION, REMEDY, YES, Desk

pytestmark = pytest.mark.rasa


async def test_a_conversation_ends_on_the_version_that_it_began_with(desk: Desk) -> None:
    desk.publish()
    assert texts(await desk.bot.turn(PROBLEM, "a"))[-1] == QUESTION

    desk.publish((REMEDY, "Turn it off and on again. Better?"), ("Good to hear.", "Splendid."))

    assert texts(await desk.bot.turn("Phone", "a", payload=PHONE))[-1] == REMEDY
    assert texts(await desk.bot.turn("Yes", "a", payload=YES))[0] == "Good to hear."


async def test_a_new_conversation_begins_on_the_new_version(desk: Desk) -> None:
    desk.publish()
    await desk.bot.turn(PROBLEM, "a")

    desk.publish((QUESTION, "On what do you listen?"))

    assert texts(await desk.bot.turn(PROBLEM, "b"))[-1] == "On what do you listen?"


async def test_what_is_saved_is_not_live(desk: Desk) -> None:
    desk.publish((QUESTION, "The published question?"))
    desk.stage((QUESTION, "The saved question?"))

    assert texts(await desk.bot.turn(PROBLEM))[-1] == "The published question?"


async def test_a_rollback_is_a_new_version_with_the_old_words(desk: Desk) -> None:
    desk.publish()
    desk.publish((QUESTION, "A mistake?"))
    await desk.bot.turn(PROBLEM, "a")
    desk.publish()

    assert texts(await desk.bot.turn(PROBLEM, "b"))[-1] == QUESTION
    assert texts(await desk.bot.turn("hmm", "a"))[-1] != QUESTION


async def test_a_restart_does_not_change_the_version(desk: Desk) -> None:
    desk.publish()
    await desk.bot.turn(PROBLEM)
    desk.publish((REMEDY, "Another remedy?"))
    desk.bot.store.close()
    published.forget()
    desk.bot.restart()

    assert texts(await desk.bot.turn("Phone", payload=PHONE))[-1] == REMEDY


RENAMED_STEP = ("      - collect: platform\n", "      - id: ask_where\n        collect: platform\n")
RENAMED_OPTION = (("platform=car", "platform=speaker"), ("{title: Car,", "{title: Speaker,"))
RENAMED_REMEDY = (
    "      - collect: restarted\n",
    "      - id: ask_restart_helped\n        collect: restarted\n",
)


async def test_a_renamed_step_or_option_strands_nobody(desk: Desk) -> None:
    desk.publish()
    await desk.bot.turn(PROBLEM)

    desk.publish(RENAMED_STEP, *RENAMED_OPTION)

    assert texts(await desk.bot.turn("Car", payload="/SetSlots(platform=car)"))[-1] == REMEDY


@pytest.mark.parametrize("edits", [(RENAMED_STEP,), (RENAMED_REMEDY,), RENAMED_OPTION, ()])
async def test_a_conversation_whose_version_is_gone_goes_on_with_the_live_one(
    desk: Desk, edits: tuple[tuple[str, str], ...]
) -> None:
    lost = desk.publish()
    await desk.bot.turn(PROBLEM)
    live = desk.publish(*edits)
    desk.lose(lost)

    answer = await desk.bot.turn("Phone", payload=PHONE)

    assert texts(answer)[-1] in (REMEDY, QUESTION)
    if texts(answer)[-1] == QUESTION:
        answer = await desk.bot.turn("Phone", payload=PHONE)
    assert texts(answer)[-1] == REMEDY
    outcome = (await desk.bot.turn("Yes", payload=YES))["events"][-1]
    assert outcome["type"] == "outcome"
    tracker = desk.bot.store.look("c1")
    assert tracker is not None
    assert tracker.get_slot("dialogue_stack")["version"] == live


async def test_a_deleted_flow_ends_in_words(desk: Desk) -> None:
    lost = desk.publish()
    await desk.bot.turn(PROBLEM)
    desk.publish(("  playback_interrupted:\n    name", "  playback_stops:\n    topic: playback_interrupted\n    name"))
    desk.lose(lost)

    assert texts(await desk.bot.turn("Phone", payload=PHONE))
    assert texts(await desk.bot.turn(PROBLEM))[-1] == QUESTION


async def test_a_version_that_cannot_be_read_is_replaced_by_the_one_before(desk: Desk) -> None:
    desk.publish()
    broken = desk.publish((QUESTION, "Unreadable?"))
    (desk.store.flows(broken) / "small.yml").write_text("flows: [", encoding="utf-8")

    assert texts(await desk.bot.turn(PROBLEM))[-1] == QUESTION


async def test_a_conversation_from_before_the_first_publication_goes_on(desk: Desk) -> None:
    await desk.bot.turn(PROBLEM)
    assert "version" not in desk.bot.store.look("c1").get_slot("dialogue_stack")

    desk.publish((REMEDY, "Published?"))

    assert texts(await desk.bot.turn("Phone", payload=PHONE))[-1] == "Published?"


async def test_after_a_failed_turn_the_version_is_still_known(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    first = desk.publish()
    await desk.bot.turn(PROBLEM)
    desk.publish((QUESTION, "A later one?"))
    with monkeypatch.context() as patch:
        patch.setattr(Engine, "start_turn", lambda *_: 1 / 0)
        assert texts(await desk.bot.turn("hmm")) == [EXCUSE]

    assert texts(await desk.bot.turn(PROBLEM))[-1] == QUESTION
    assert desk.bot.store.look("c1").get_slot("dialogue_stack")["version"] == first


async def test_a_version_with_conversations_in_flight_is_kept(desk: Desk, tmp_path: Path) -> None:
    first = desk.publish()
    await desk.bot.turn(PROBLEM, "a")
    for _ in range(3):
        desk.publish((REMEDY, "Another remedy?"))

    assert desk.store.prune(in_flight.in_flight(tmp_path / "rasa.db").keys(), keep=1) == [2, 3]
    published.forget()
    assert texts(await desk.bot.turn("Phone", "a", payload=PHONE))[-1] == REMEDY
    assert first in desk.store.numbers()


async def test_conversations_in_flight_are_counted_by_version(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "rasa.db"
    first = desk.publish()
    await desk.bot.turn(PROBLEM, "a")
    await desk.bot.turn(PROBLEM + " on my phone", "b")
    second = desk.publish()
    await desk.bot.turn(PROBLEM, "c")
    assert in_flight.in_flight(file) == {first: 2, second: 1}

    await desk.bot.turn("Yes", "b", payload=YES)

    assert in_flight.in_flight(file) == {first: 1, second: 1}
    assert in_flight.in_flight(tmp_path / "nowhere.db") == {}
