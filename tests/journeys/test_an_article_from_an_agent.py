"""An agent sees who is leaving, takes them, and sends an article: a card in both pages, read inside the widget."""

import re

import pytest
from playwright.async_api import Frame, expect

from tests.journeys.people import SOON_MS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.rasa,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(600),
]


async def test_who_is_leaving_is_seen_in_the_inbox_and_what_the_bot_asked_on_the_card(listener_comes, agent_comes):
    maya, sam = await agent_comes(), await listener_comes()
    await sam.begin()
    await sam.say("my songs keep skipping on my iphone when I'm offline")
    await sam.hears("bot", "Do the songs start to download")
    await expect(maya.row(sam)).not_to_contain_text(re.compile("Leaving|Upset"), timeout=SOON_MS)
    await sam.say("this is a joke, I am so angry. I will cancel and go to another service. give me a person")

    await maya.look_at(sam, "queued")

    await expect(maya.row(sam)).to_contain_text("Leaving")
    await expect(maya.row(sam)).to_contain_text("Upset")
    await expect(maya.card.get_by_test_id("last-question")).to_contain_text("Do the songs start to download?")
    # Ids of flows, steps and slots are words that are tied together.
    assert not re.search(r"\b[a-z]+_[a-z_]+\b", await maya.card.inner_text())
    await maya.accept()
    await maya.resolve("Nothing was wrong.", "")


async def test_an_inserted_article_is_a_card_that_opens_in_the_widget(listener_comes, agent_comes):
    maya, sam = await agent_comes(), await listener_comes()
    await sam.begin()
    await sam.widget.get_by_test_id("talk-to-person").click()
    await sam.say("songs skip when I am offline")
    await maya.look_at(sam, "queued")
    await maya.accept()
    await maya.page.get_by_test_id("article-search").fill("songs skip when you are offline")
    await expect(maya.page.get_by_test_id("found-articles")).to_contain_text("Songs skip when you are offline")
    await maya.page.get_by_label("Put “Songs skip when you are offline” into the reply").click()
    await maya.page.get_by_test_id("reply-box").press("Enter")

    sent = maya.page.locator("[data-testid=message][data-author=agent]").last
    await expect(sent.get_by_role("link", name="Songs skip when you are offline")).to_be_visible(timeout=SOON_MS)
    heard = sam.messages("agent").last
    card = heard.get_by_test_id("article-card")
    await expect(card).to_be_visible(timeout=SOON_MS)
    # The card says it all: neither page repeats it as a link.
    await expect(heard.locator(".bubble")).to_have_count(0)
    await expect(sent.locator(".bubble")).to_have_count(0)

    await card.get_by_role("button", name="Songs skip when you are offline").click()
    await expect(card.get_by_role("heading", name="Why it happens")).to_be_in_viewport()
    [widget] = [frame for frame in sam.page.frames if "/widget/" in frame.url]
    assert await begins_in_sight(widget)
    await sam.page.reload()
    await expect(sam.messages("agent").last.get_by_test_id("article-card")).to_be_visible(timeout=SOON_MS)
    await maya.resolve("Nothing was wrong.", "")


async def begins_in_sight(widget: Frame) -> bool:
    """Whether the opened article is read from its title, not from its end."""
    return await widget.evaluate(
        "() => document.querySelector('.article-card.is-open').getBoundingClientRect().top"
        " >= document.querySelector('.log').getBoundingClientRect().top - 1"
    )
