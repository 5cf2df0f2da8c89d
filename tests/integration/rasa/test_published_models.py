"""Flows that need another model wait for it; a new one is loaded under way; a broken one changes nothing."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.components.channel import at_work
from bot.components.follow import follow, model_name
from bot.components.importer import BrokenFlows, FlowsImporter
from bot.components.train import is_current
from tests.integration.rasa.conftest import Bot, texts
from tests.integration.rasa.published_desk import PHONE, PROBLEM, QUESTION, REMEDY, Desk
from tests.waiting import until

pytestmark = pytest.mark.rasa

NEW_SLOT = (
    ("      - collect: restarted\n", "      - collect: headphones\n      - collect: restarted\n"),
    ("  restarted: {type: bool}", "  restarted: {type: bool}\n  headphones: {type: bool}"),
    (
        "  utter_ask_restarted:",
        "  utter_ask_headphones: [{text: With headphones?}]\n  utter_ask_restarted:",
    ),
)


@contextlib.asynccontextmanager
async def following(bot: Bot, models: Path) -> AsyncIterator[None]:
    task = asyncio.create_task(follow(bot.agent, models))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


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
