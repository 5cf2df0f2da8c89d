"""A writer at work: saves a file and sees what is wrong, plays a conversation, keeps it as a test. No bot is needed."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, ConsoleMessage, Page, expect

from soundcheck.flows import project
from soundcheck.studio.server import build_app
from soundcheck.studio.workspace import Workspace
from tests.journeys.test_accessibility import SCHEMES, findings

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

Opens = Callable[..., Awaitable[Page]]


@pytest.fixture
def flows(tmp_path: Path) -> Path:
    """Two flow files of the project, which a test may spoil."""
    folder = tmp_path / "flows"
    folder.mkdir()
    for name in ("lyrics.yml", "shared.yml"):
        shutil.copyfile(project.FLOWS / name, folder / name)
    return folder


@pytest_asyncio.fixture(loop_scope="session")
async def opens(chromium: Browser, flows: Path, tmp_path: Path) -> AsyncIterator[Opens]:
    """Opens the studio at a flow. Whatever the browser complains about fails the test."""
    complaints: list[str] = []
    contexts = []
    async with TestServer(build_app(Workspace(flows, tmp_path / "tests"))) as server:

        async def open_at(flow: str = "lyrics", **options: object) -> Page:
            contexts.append(await chromium.new_context(**options))
            page = await contexts[-1].new_page()
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
            await page.goto(str(server.make_url("/")) + f"#{flow}")
            await expect(page.locator("#begin")).to_be_visible(timeout=15_000)
            return page

        yield open_at
        for context in contexts:
            await context.close()
    assert complaints == []


def is_complaint(said: ConsoleMessage) -> bool:
    """A refusal by the server is told to the writer, and by the browser also here."""
    return said.type == "error" and "409" not in said.text


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


async def begin(page: Page, *answers: str) -> None:
    await page.locator("#begin").click()
    for answer in answers:
        await page.locator("#conversation .last").get_by_role("button", name=answer, exact=True).click()


def step(page: Page, name: str):
    return page.locator(f'#picture [data-step="{name}"]')


async def test_a_saved_file_shows_its_problem_and_its_new_picture_without_a_reload(opens, flows):
    page = await opens()
    await page.evaluate("window.isTheSamePage = true")

    change(flows / "lyrics.yml", "then: lyrics_limit", "then: lyrics_limitt")
    problem = page.locator("#panel-problems .problem").first
    await expect(page.locator("#kept")).to_be_visible()
    await page.get_by_role("tab", name="Problems").click()
    await expect(problem).to_contain_text("Did you mean lyrics_limit?")
    await expect(step(page, "lyrics_limit")).to_be_visible()
    await problem.click()
    await expect(page.locator("#panel-source .wrong").first).to_be_focused()

    change(flows / "lyrics.yml", "lyrics_limitt", "lyrics_limit")
    change(flows / "lyrics.yml", ": ask_lyrics_elsewhere", ": ask_other_songs")
    await expect(page.locator("#kept")).to_be_hidden()
    await expect(step(page, "ask_other_songs")).to_be_visible()
    await expect(step(page, "ask_lyrics_elsewhere")).to_have_count(0)
    assert await page.evaluate("window.isTheSamePage")


async def test_a_conversation_lights_its_way_and_outlives_a_change_of_the_file(opens, flows):
    page = await opens()
    await begin(page, "No lyrics")
    await expect(step(page, "ask_lyrics_problem")).to_have_class("question visited")
    await expect(step(page, "ask_lyrics_elsewhere")).to_contain_text("Lyrics elsewhere")
    await expect(page.locator("#picture .current")).to_have_attribute("data-step", "ask_lyrics_elsewhere")
    assert await page.locator("#picture .way.taken").count() >= 3

    change(flows / "lyrics.yml", "Not every song has lyrics", "Some songs have no lyrics")
    await expect(page.locator("#conversation .last")).to_contain_text("Some songs have no lyrics")
    await expect(page.locator("#conversation article")).to_have_count(2)

    await page.get_by_role("button", name="Step back").click()
    await expect(page.locator("#picture .current")).to_have_attribute("data-step", "ask_lyrics_problem")
    await page.locator("#conversation .last summary").click()
    await expect(page.locator("#conversation .last .why")).to_contain_text("lyrics_problem")


async def test_what_is_pretended_turns_the_conversation(opens):
    page = await opens()
    await begin(page, "A limit is shown")
    await expect(page.locator("#picture .current")).to_have_attribute("data-step", "ask_lyrics_plan_seen")

    await page.locator("#pretend summary").first.click()
    await page.locator('#pretend [data-slot="plan"] input').fill("free")
    await page.keyboard.press("Tab")

    await expect(page.locator("#conversation .last .outcome")).to_contain_text("informed")


async def test_a_conversation_is_kept_as_a_test(opens, tmp_path):
    page = await opens()
    await begin(page, "No lyrics", "Yes, others do")
    await page.get_by_role("button", name="Save as test").click()
    name = page.get_by_label("Name of the test")
    await name.fill("../escape")
    await name.press("Enter")
    await expect(page.locator("#saving")).to_contain_text("Not saved")
    await name.fill("A song without lyrics")
    await name.press("Enter")
    await expect(page.locator("#saving")).to_contain_text("it passes")
    assert [path.name for path in (tmp_path / "tests").iterdir()] == ["a_song_without_lyrics.yml"]

    await page.get_by_role("tab", name="Tests").click()
    await expect(page.locator("#panel-tests h3").first).to_have_text("1 test passed")
    await expect(step(page, "ask_lyrics_reported")).to_have_class("remedy unreached")


async def test_everything_goes_by_keyboard(opens):
    page = await opens()
    first = page.locator("#picture [role=button][tabindex='0']")
    await first.focus()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator("#step")).to_be_focused()
    await page.get_by_role("button", name="Close the step").press("Enter")
    await expect(page.locator("#picture [role=button]:focus")).to_have_count(1)

    await page.get_by_role("tab", name="Try it").press("ArrowLeft")
    await expect(page.get_by_role("tab", name="Source")).to_be_focused()
    await page.get_by_role("tab", name="Source").press("End")
    await expect(page.get_by_role("tab", name="Tests")).to_have_attribute("aria-selected", "true")


async def test_on_a_phone_an_answer_does_not_move_the_page_away(opens):
    page = await opens(viewport={"width": 390, "height": 800})
    await begin(page)
    choice = page.locator("#conversation .last").get_by_role("button", name="No lyrics", exact=True)
    await choice.scroll_into_view_if_needed()
    before = await page.evaluate("scrollY")
    await choice.click()
    await expect(page.locator("#picture .current")).to_have_attribute("data-step", "ask_lyrics_elsewhere")
    assert abs(await page.evaluate("scrollY") - before) < 300
    await expect(page.locator("#conversation .last .bubble").first).to_be_in_viewport()


async def test_an_empty_folder_says_what_to_do(opens, flows):
    page = await opens()
    for path in flows.iterdir():
        path.unlink()
    await expect(page.locator("#list-items")).to_contain_text("There are no flows yet")


@SCHEMES
@pytest.mark.parametrize("width", [1440, 1024, 390])
async def test_axe_finds_nothing(opens, flows, scheme, width):
    page = await opens(color_scheme=scheme, viewport={"width": width, "height": 800})
    await begin(page, "No lyrics")
    await step(page, "ask_lyrics_problem").click()
    for name in ("Problems", "Source", "Tests", "Try it"):
        await page.get_by_role("tab", name=name).click()
        await expect(page.get_by_role("tabpanel", name=name).locator("h3, #conversation").first).to_be_visible(
            timeout=15_000
        )
        assert await findings(page) == []
    change(flows / "lyrics.yml", "then: lyrics_limit", "then: lyrics_limitt")
    await expect(page.locator("#kept")).to_be_visible()
    for name in ("Problems", "Source"):
        await page.get_by_role("tab", name=name).click()
        assert await findings(page) == []
    wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
