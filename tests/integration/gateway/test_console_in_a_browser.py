"""The console in Chromium where it has it hard: names and words that no layout expects, on a desk and on a phone."""

from __future__ import annotations

import uuid
from collections.abc import Awaitable, Callable
from datetime import datetime, timezone

import pytest
from playwright.async_api import Browser, Page, expect

from demo.identity import identity_token
from tests.integration.gateway.conftest import KEY, Site

pytestmark = pytest.mark.browser

NAME = "Maximiliana-Alexandrina Wolfeschlegelsteinhausenbergerdorff von und zu Hohenlohe-Langenburg"
#: Boxes that may be scrolled down, and never to the side.
SIDEWAYS = """() => [...document.querySelectorAll("html, .inbox, .pane, .pane-head, .log, .reply")]
    .filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.className || box.tagName)"""

Opens = Callable[..., Awaitable[Page]]


@pytest.fixture
def console(chromium: Browser, site: Site) -> Opens:
    """Opens the console, signed in."""

    async def open_it(name: str = "Maya", **options: object) -> Page:
        session, _ = await site.sign_in(name)
        context = await chromium.new_context(base_url=site.url, **options)
        await context.add_cookies(
            [{"name": one.key, "value": one.value, "url": site.url} for one in session.cookie_jar]
        )
        await session.close()
        page = await context.new_page()
        await page.goto("/console/")
        return page

    return open_it


async def someone(site: Site, name: str, *words: str) -> str:
    """A conversation of a listener of that name, in which they say so much."""
    identity = identity_token(f"account of {name}", name, KEY, datetime.now(timezone.utc))
    page = await site.listener((await site.token(identity=identity))["token"])
    talk = (await page.ask("start_conversation", client_conversation_id=uuid.uuid4().hex))["conversation_id"]
    for text in words:
        await page.post(talk, text)
    await page.ask("request_handoff", conversation_id=talk)
    return str(talk)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844), (640, 360)])
async def test_no_name_and_no_word_is_so_long_that_anything_goes_sideways(
    console: Opens, site: Site, width: int, height: int
) -> None:
    talk = await someone(site, NAME, "W" * 300, "https://example.com/" + "path/" * 60, "الأغاني تتوقف")
    page = await console("Bartholomaeus Ueberlingen-Schwarzenberg", viewport={"width": width, "height": height})
    row = page.locator(f"[data-conversation='{talk}']")
    await expect(row).to_be_visible()
    assert await page.evaluate(SIDEWAYS) == []

    await row.click()
    await page.get_by_test_id("accept").click()
    await page.get_by_test_id("reply-box").fill("V" * 300)
    await page.get_by_test_id("reply-send").click()

    await expect(page.locator("[data-testid=message][data-author=agent]")).to_be_visible()
    assert await page.evaluate(SIDEWAYS) == []


async def test_a_reload_stays_in_the_conversation_and_back_leads_to_the_inbox(console: Opens, site: Site) -> None:
    first, second = await someone(site, "Sam", "it skips"), await someone(site, "Kim", "it stops")
    page = await console()
    heading = page.locator(".pane-names h2")
    await page.locator(f"[data-conversation='{first}']").click()
    await page.locator(f"[data-conversation='{second}']").click()
    await page.reload()
    await expect(heading).to_have_text("Kim")

    await page.go_back()

    await expect(heading).to_have_count(0)
    await expect(page.get_by_test_id("inbox-row")).to_have_count(2)
    await page.go_forward()
    await expect(heading).to_have_text("Kim")


async def test_what_fits_no_conversation_is_said_once(console: Opens, site: Site) -> None:
    await someone(site, "Sam", "it skips")
    page = await console()
    await expect(page.get_by_test_id("inbox-row")).to_have_count(1)

    await page.get_by_test_id("inbox-search").fill("quince")

    await expect(page.get_by_test_id("inbox").get_by_text("Nothing here fits “quince”.")).to_have_count(1)
    await expect(page.get_by_test_id("group-waiting")).to_have_count(0)


async def test_on_paper_is_the_whole_conversation_and_nothing_to_press(console: Opens, site: Site) -> None:
    talk = await someone(site, "Sam", *(f"line {n}: it skips, and it skips, and it skips" for n in range(30)))
    page = await console(color_scheme="dark")
    await page.locator(f"[data-conversation='{talk}']").click()
    await expect(page.get_by_text("line 29:").first).to_be_visible()

    await page.emulate_media(media="print")

    await expect(page.get_by_test_id("reply-box")).to_be_hidden()
    await expect(page.get_by_test_id("inbox")).to_be_hidden()
    await expect(page.get_by_role("heading", name="Sam")).to_be_visible()
    await expect(page.locator(".bubble").first).to_have_css("color", "rgb(0, 0, 0)")
    page_height, last = await page.evaluate(
        "() => [document.documentElement.scrollHeight,"
        " [...document.querySelectorAll('[data-testid=message]')].at(-1).getBoundingClientRect().bottom]"
    )
    assert 1_000 < last <= page_height
