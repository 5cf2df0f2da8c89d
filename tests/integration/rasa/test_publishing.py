"""What a conversation gets while flows are published, renamed, rolled back and lost: never nothing."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.components import in_flight, published
from bot.components.channel import at_work
from bot.components.follow import follow, model_name
from bot.components.importer import BrokenFlows, FlowsImporter
from bot.components.response_generator import EXCUSE
from bot.components.train import is_current
from bot.flows import Engine, load_bundle
from bot.flows.versions import Version, VersionStore
from bot.flows.vocabulary import Vocabulary
from tests.integration.rasa.conftest import Bot, texts
from tests.waiting import until

pytestmark = pytest.mark.rasa

PROBLEM = "my songs keep skipping"
QUESTION = "Where do you listen?"
REMEDY = "Please reopen the app. Does it work now?"
PHONE = "/SetSlots(platform=phone)"
YES = "/SetSlots(restarted=true)"


@dataclass
class Desk:
    """The small project, its versions, and the bot that serves them."""

    bot: Bot
    project: Path
    drafts: Path
    store: VersionStore

    def publish(self, *edits: tuple[str, str], model: str | None = None) -> int:
        """The flows of the project with these edits become live."""
        number = self.stage(*edits)
        self.store.go_live(number, model)
        return number

    def stage(self, *edits: tuple[str, str]) -> int:
        text = (self.project / "data" / "flows" / "small.yml").read_text(encoding="utf-8")
        for before, after in edits:
            assert before in text
            text = text.replace(before, after)
        draft = self.drafts / str(len(list(self.drafts.iterdir())))
        draft.mkdir()
        (draft / "small.yml").write_text(text, encoding="utf-8")
        bundle = load_bundle(draft, {"name": "Tonada"})
        about = Version(0, "2026-11-25T12:00:00Z", "Sam", "", (), bundle.fingerprint, Vocabulary.of(bundle))
        return self.store.add(draft, self.project / "data" / "brand.yml", about).number

    def lose(self, number: int) -> None:
        """The version is gone from the disk, and no process has it in memory any more."""
        self.store.remove(number)
        published.forget()


@pytest.fixture
def desk(bot: Bot, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("SOUNDCHECK_DATA_DIR", str(tmp_path / "desk"))
    (tmp_path / "drafts").mkdir()
    published.forget()
    yield Desk(bot, project, tmp_path / "drafts", published.store())
    published.forget()


@contextlib.asynccontextmanager
async def following(bot: Bot, models: Path) -> AsyncIterator[None]:
    task = asyncio.create_task(follow(bot.agent, models))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


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


NEW_SLOT = (
    ("      - collect: restarted\n", "      - collect: headphones\n      - collect: restarted\n"),
    ("  restarted: {type: bool}", "  restarted: {type: bool}\n  headphones: {type: bool}"),
    (
        "  utter_ask_restarted:",
        "  utter_ask_headphones: [{text: With headphones?}]\n  utter_ask_restarted:",
    ),
)


async def test_flows_that_the_model_cannot_run_wait_for_their_model(desk: Desk) -> None:
    """A slot that a model does not know loses its value: the listener would be asked the same for ever."""
    desk.publish()
    desk.publish(*NEW_SLOT)

    assert texts(await desk.bot.turn(PROBLEM + " on my phone"))[-1] == REMEDY


async def test_a_training_knows_what_draft_and_versions_need(desk: Desk, project: Path) -> None:
    assert is_current()

    desk.publish(*NEW_SLOT)

    assert not is_current()
    domain = FlowsImporter("config.yml", "domain.yml").get_domain()
    assert "headphones" in {slot.name for slot in domain.slots}


@pytest.fixture
def broken_draft(desk: Desk, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(project, tmp_path / "copy", ignore=shutil.ignore_patterns("var", ".rasa"))
    monkeypatch.chdir(tmp_path / "copy")
    (tmp_path / "copy" / "data" / "flows" / "small.yml").write_text("flows: [", encoding="utf-8")
    return tmp_path / "copy"


def test_a_broken_draft_stops_only_what_was_never_published(desk: Desk, broken_draft: Path) -> None:
    with pytest.raises(BrokenFlows):
        FlowsImporter("config.yml", "domain.yml").get_domain()

    small = (desk.project / "data" / "flows" / "small.yml").read_text(encoding="utf-8")
    draft = desk.drafts / "good"
    draft.mkdir()
    (draft / "small.yml").write_text(small, encoding="utf-8")
    desk.publish()

    assert "restarted" in {slot.name for slot in FlowsImporter("config.yml", "domain.yml").get_domain().slots}
    assert is_current()


async def test_the_bot_says_what_it_is_at_work_with(desk: Desk, model: Path) -> None:
    assert at_work(desk.bot.agent) == {"model": model.name, "flows": None}

    number = desk.publish()

    assert at_work(desk.bot.agent) == {"model": model.name, "flows": number}
    desk.publish(*NEW_SLOT)
    assert at_work(desk.bot.agent)["flows"] == number


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


async def test_a_published_model_is_loaded_under_way(desk: Desk, project: Path, model: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"
    models.mkdir()
    shutil.copy(model, models / "soundcheck-new.tar.gz")
    desk.publish()
    await desk.bot.turn(PROBLEM, "a")
    async with following(desk.bot, models):
        await asyncio.sleep(0)
        number = desk.publish((QUESTION, "With the new model?"), model="soundcheck-new.tar.gz")
        await until(lambda: model_name(desk.bot.agent) == "soundcheck-new.tar.gz", 60)

    assert texts(await desk.bot.turn("Phone", "a", payload=PHONE))[-1] == REMEDY
    assert texts(await desk.bot.turn(PROBLEM, "b"))[-1] == "With the new model?"
    assert desk.bot.store.look("b").get_slot("dialogue_stack")["version"] == number


async def test_a_model_that_cannot_be_loaded_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    before = model_name(desk.bot.agent)
    (tmp_path / "broken.tar.gz").write_bytes(b"no archive")
    desk.publish()
    async with following(desk.bot, tmp_path):
        await asyncio.sleep(0)
        desk.publish(model="broken.tar.gz")
        desk.publish(model="absent.tar.gz")
        await asyncio.sleep(1.2)

    assert model_name(desk.bot.agent) == before
    assert texts(await desk.bot.turn(PROBLEM))[-1] == QUESTION
