"""Where the log of a conversation stands in Chromium: what is new is read from its beginning, and nothing runs away."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, FrameLocator, Locator, Page, expect

from handoff.domain.bot_reply import BotHandoff, BotReply, BotText
from tests.builders import a_reply, an_outcome
from tests.integration.gateway.conftest import Site

pytestmark = pytest.mark.browser

LONG = "Close the app and open it again, then look whether the songs are there. " * 6


@pytest.fixture
async def page(chromium: Browser, site: Site) -> Page:
    page = await chromium.new_page(base_url=site.url, viewport={"width": 1280, "height": 720})
    await page.goto("/help/")
    await page.get_by_test_id("sc-launcher").click()
    await page.frame_locator("iframe[src*='/widget/']").get_by_test_id("start-conversation").click()
    return page


@pytest.fixture
def widget(page: Page) -> FrameLocator:
    return page.frame_locator("iframe[src*='/widget/']")


async def say(widget: FrameLocator, text: str) -> None:
    await widget.get_by_test_id("composer").fill(text)
    await widget.get_by_test_id("composer").press("Enter")


def said(widget: FrameLocator, text: str) -> Locator:
    return widget.get_by_test_id("message").filter(has_text=text)


async def test_an_answer_longer_than_the_window_is_read_from_its_beginning(
    site: Site, page: Page, widget: FrameLocator
) -> None:
    site.assistant.script = lambda request: a_reply(f"First. {LONG}", f"Second. {LONG}", f"Third. {LONG}")
    await say(widget, "it stops")
    await expect(said(widget, "Third.")).to_be_attached()

    await expect(said(widget, "it stops")).to_be_in_viewport(ratio=1)
    await expect(said(widget, "Third.")).not_to_be_in_viewport()
    await widget.get_by_role("button", name="New messages").click()
    await expect(said(widget, "Third.")).to_be_in_viewport()
    await expect(widget.get_by_role("button", name="New messages")).to_have_count(0)


async def test_history_is_shown_from_its_end(site: Site, page: Page, widget: FrameLocator) -> None:
    site.assistant.script = lambda request: a_reply(f"First. {LONG}", f"Second. {LONG}", f"Third. {LONG}", "Well?")
    await say(widget, "it stops")
    await expect(said(widget, "Well?")).to_be_attached()

    await page.reload()

    await expect(said(widget, "Well?")).to_be_in_viewport(ratio=1)


async def test_what_comes_later_is_followed_as_long_as_one_is_at_the_end(
    site: Site, page: Page, widget: FrameLocator
) -> None:
    site.assistant.script = lambda request: a_reply(f"To {request.text}. {LONG}")
    for text in ("one", "two", "three"):
        await say(widget, text)
        await expect(said(widget, f"To {text}.")).to_be_in_viewport()

    await widget.get_by_role("log").evaluate("log => { log.scrollTop = 0 }")
    site.assistant.script = lambda request: a_reply("Short.")
    await expect(said(widget, "To three.")).not_to_be_in_viewport()
    await say(widget, "four")
    # Whoever says something wants to see that.
    await expect(said(widget, "Short.")).to_be_in_viewport(ratio=1)


async def test_what_had_no_room_under_the_queue_is_followed_when_a_person_has_come(
    site: Site, page: Page, widget: FrameLocator
) -> None:
    agent = await site.agent()
    site.assistant.script = lambda request: BotReply((BotText(LONG[:150]), BotHandoff("steps_exhausted", "Why.")))
    await say(widget, "give me a person")
    await expect(widget.get_by_test_id("queue-banner")).to_be_visible()
    await expect(widget.get_by_role("button", name="New messages")).to_be_visible()
    waits = await agent.sees("inbox_changed", lambda event: event["row"]["status"] == "queued")
    talk = waits["row"]["conversation_id"]

    await agent.ask("accept_conversation", conversation_id=talk)
    await agent.post(talk, "Hello, Maya here.")

    await expect(said(widget, "Hello, Maya here.")).to_be_in_viewport(ratio=1)
    await expect(widget.get_by_role("button", name="New messages")).to_have_count(0)


async def test_why_it_happened_is_in_sight_when_it_is_solved_and_a_score_brings_its_button(
    site: Site, page: Page, widget: FrameLocator
) -> None:
    site.assistant.script = lambda request: an_outcome(cause=LONG[:90], prevention=LONG[:90])
    await say(widget, "it works again")
    await expect(widget.get_by_test_id("ending")).to_be_attached()

    await expect(said(widget, "Why it happened")).to_be_in_viewport(ratio=1)
    await widget.get_by_test_id("rating").locator("input[value='4']").check(force=True)
    await expect(widget.get_by_test_id("rating-send")).to_be_in_viewport(ratio=1)
