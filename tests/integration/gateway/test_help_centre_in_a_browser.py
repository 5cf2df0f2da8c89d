"""The help centre in Chromium: search, read, vote, open the chat; axe finds nothing, light and dark."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from handoff.service_layer import article_votes
from tests.integration.gateway.conftest import Site, a_site
from tests.waiting import until

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[3]
ARTICLE = "/help/playback/skips-offline"
STEPS = "/help/playback/mobile-data"


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with a_site(tmp_path, articles_dir=ROOT / "kb_articles") as running:
        yield running


@pytest.fixture
async def page(chromium: Browser, site: Site) -> Page:
    context = await chromium.new_context(base_url=site.url)
    return await context.new_page()


async def test_from_the_question_to_the_vote(page: Page, site: Site) -> None:
    await page.goto("/help/")
    await page.get_by_label("What do you need help with?").fill("songs skip offline")
    await page.keyboard.press("Enter")
    await page.get_by_role("link", name="Songs skip when you are offline").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Songs skip when you are offline")

    await page.get_by_role("button", name="No", exact=True).click()
    await page.get_by_label("I could not follow it").check()
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_role("heading", name="Thank you.")).to_be_visible()

    # Without leaving the page: the script took the vote.
    assert page.url == f"{site.url}{ARTICLE}"
    (tally,) = await article_votes.tallies(site.gateway.desk)
    assert (tally.no, tally.reasons) == (1, {"not_clear": 1})


async def test_without_scripts_everything_works_by_plain_pages(chromium: Browser, site: Site) -> None:
    page = await (await chromium.new_context(base_url=site.url, java_script_enabled=False)).new_page()
    await page.goto(ARTICLE)

    await page.get_by_role("button", name="Yes", exact=True).click()

    await page.wait_for_url("**?voted=yes#vote")
    assert "Good to hear that it helped" in await page.inner_text("#vote")


async def test_a_refused_vote_says_why_with_and_without_scripts(chromium: Browser, tmp_path: Path) -> None:
    async with a_site(tmp_path, articles_dir=ROOT / "kb_articles", rate_limit=1) as strict:
        page = await (await chromium.new_context(base_url=strict.url)).new_page()
        plain = await (await chromium.new_context(base_url=strict.url, java_script_enabled=False)).new_page()
        await page.goto(ARTICLE)
        await page.get_by_role("button", name="Yes", exact=True).click()
        await expect(page.get_by_role("heading", name="Thank you.")).to_be_visible()

        for visitor in (plain, page):
            await visitor.goto(ARTICLE)
            await visitor.get_by_role("button", name="Yes", exact=True).click()

        await expect(page.get_by_role("alert")).to_have_text("That was a lot at once. Please wait a moment.")
        await expect(plain.get_by_role("heading", level=1)).to_have_text("Your vote was not counted")
        await plain.get_by_role("link", name="Back to “Songs skip when you are offline”").click()
        await expect(plain.get_by_role("heading", level=1)).to_have_text("Songs skip when you are offline")


async def test_a_reader_picks_their_device_and_it_is_remembered(page: Page) -> None:
    iphone, android = page.get_by_text("in the list"), page.get_by_text("in the background too")
    await page.goto(STEPS)
    await expect(page.get_by_role("tab", name="iPhone or iPad", selected=True)).to_be_visible()
    await expect(android).to_be_hidden()

    await page.get_by_role("tab", name="iPhone or iPad").focus()
    await page.keyboard.press("ArrowLeft")
    await expect(page.get_by_role("tab", name="Android", selected=True)).to_be_focused()
    await expect(android).to_be_visible()
    await expect(iphone).to_be_hidden()
    await expect(page.get_by_role("tabpanel", name="Android")).to_be_visible()

    await page.goto("/help/account/language")
    await expect(page.get_by_role("tab", name="Android", selected=True)).to_be_visible()


@pytest.mark.parametrize("link", ["?device=android", "#on-android"])
async def test_a_link_says_for_which_device(page: Page, link: str) -> None:
    await page.goto(STEPS + link)

    await expect(page.get_by_text("in the background too")).to_be_visible()
    # A link that somebody was sent does not change what they chose.
    await page.goto(STEPS)
    await expect(page.get_by_role("tab", name="iPhone or iPad", selected=True)).to_be_visible()


async def test_a_device_that_an_article_does_not_know_leaves_its_first(page: Page) -> None:
    await page.goto(f"{STEPS}?device=toaster#nowhere")

    await expect(page.get_by_role("tab", name="iPhone or iPad", selected=True)).to_be_visible()


async def test_on_paper_and_without_scripts_all_steps_stand_below_their_headings(
    chromium: Browser, site: Site, page: Page
) -> None:
    plain = await (await chromium.new_context(base_url=site.url, java_script_enabled=False)).new_page()
    await page.emulate_media(media="print")

    for shown in (plain, page):
        await shown.goto(STEPS)
        for heading in ("On an iPhone or iPad", "On Android", "On every device"):
            await expect(shown.get_by_role("heading", name=heading)).to_be_visible()
        await expect(shown.get_by_text("in the background too")).to_be_visible()
        await expect(shown.get_by_role("tab")).to_have_count(0)


async def test_on_paper_links_are_dark_and_say_where_they_lead(page: Page) -> None:
    await page.emulate_media(media="print", color_scheme="dark")
    await page.goto("/help/account/language")

    link = page.get_by_role("link", name="your profile")
    address = await link.get_attribute("href")
    assert address
    await expect(link).to_have_css("color", "rgb(58, 35, 144)")
    assert address in await link.evaluate("link => getComputedStyle(link, '::after').content")


@pytest.mark.skipif(not (ROOT / "handoff/web/dist/widget.js").exists(), reason="The pages are not built.")
async def test_the_chat_opens_on_the_page(page: Page, site: Site) -> None:
    await page.goto(ARTICLE)

    await page.get_by_role("button", name="Chat with us").click()

    async def has_widget() -> bool:
        return any(frame.url.startswith(f"{site.url}/widget/") for frame in page.frames)

    await until(has_widget)
    widget = next(frame for frame in page.frames if "/widget/" in frame.url)
    await expect(widget.locator("button").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1200])
async def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    chromium: Browser, site: Site, scheme: str, width: int
) -> None:
    context = await chromium.new_context(
        base_url=site.url, color_scheme=scheme, viewport={"width": width, "height": 800}
    )
    page = await context.new_page()
    for path in (
        "/help/",
        "/help/playback?platform=phone",
        "/help/search?q=songs+skip+offline",
        "/help/search?q=weather",
        ARTICLE,
        f"{ARTICLE}?voted=no",
        STEPS,
        "/help/no/such-page",
    ):
        await page.goto(path)
        found = (await Axe().run(page)).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], path
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
