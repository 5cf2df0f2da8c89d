"""What axe finds in the widget, the console and the demo app, light and dark: nothing."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.journeys.people import SOON_MS, TURN_MS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.rasa,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(600),
]

SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


async def findings(page: Page) -> list[str]:
    """Every violation of the page and its frames: axe does not look into those of other origins by itself."""
    found = []
    for frame in page.frames:
        results = await Axe().run(frame, options={"resultTypes": ["violations"], "iframes": False})
        found += [(violation, node) for violation in results.response["violations"] for node in violation["nodes"]]
    return [f"{violation['id']}: {node['target']} {node['failureSummary']}" for violation, node in found]


@SCHEMES
async def test_the_demo_app_and_the_widget(listener_comes, scheme):
    sam = await listener_comes(color_scheme=scheme)
    await expect(sam.widget.get_by_test_id("start-conversation")).to_be_visible(timeout=15_000)
    assert await findings(sam.page) == []

    await sam.begin()
    await sam.say("my songs keep skipping on my iphone when I'm offline")
    await sam.hears("bot", "Do the songs start to download")
    assert await findings(sam.page) == []

    await sam.choose("Yes, they do")
    await sam.choose("Yes, all done")
    await sam.widget.get_by_test_id("article-card").get_by_role("button").click(timeout=TURN_MS)
    await expect(sam.widget.get_by_role("button", name="Close the article")).to_be_visible()
    assert await findings(sam.page) == []
    await sam.choose("Yes, it plays")
    await expect(sam.widget.get_by_test_id("rating")).to_be_visible(timeout=TURN_MS)
    await sam.widget.get_by_test_id("rating").locator("input[value='4']").check(force=True)
    assert await findings(sam.page) == []


@SCHEMES
async def test_the_widget_while_one_waits_and_while_nothing_arrives(listener_comes, agent_comes, scheme):
    sam = await listener_comes(color_scheme=scheme)
    await sam.begin()
    await sam.widget.get_by_test_id("talk-to-person").click()
    await expect(sam.widget.get_by_test_id("queue-banner")).to_be_visible(timeout=SOON_MS)
    assert await findings(sam.page) == []

    await sam.page.context.set_offline(True)
    await sam.composer.fill("Can you hear me?")
    await sam.widget.get_by_test_id("send").click()
    await sam.composer.fill("x" * 8_001)
    await expect(sam.widget.get_by_test_id("connection-banner")).to_be_visible()
    assert await findings(sam.page) == []
    await sam.page.context.set_offline(False)

    maya = await agent_comes()
    await maya.look_at(sam, "queued")
    await maya.accept()
    await maya.reply(f"Read [this]({sam.desk.gateway}/help/playback/skips-offline).")
    await expect(sam.messages("agent").get_by_test_id("article-card")).to_be_visible(timeout=SOON_MS)
    assert await findings(sam.page) == []
    await maya.resolve("Nothing was wrong.", "")


@SCHEMES
async def test_the_console(listener_comes, agent_comes, scheme):
    maya = await agent_comes(color_scheme=scheme)
    sam = await listener_comes()
    await sam.begin()
    await sam.widget.get_by_test_id("talk-to-person").click()
    await maya.look_at(sam, "queued")
    await expect(maya.card).to_be_visible()
    assert await findings(maya.page) == []

    await maya.accept()
    await maya.note("Seen")
    await expect(maya.page.get_by_test_id("note")).to_be_visible()
    assert await findings(maya.page) == []

    for opener in ("resolve", "transfer", "help"):
        await maya.page.get_by_test_id(opener).click()
        await expect(maya.page.get_by_role("dialog")).to_be_visible()
        assert await findings(maya.page) == []
        await maya.page.keyboard.press("Escape")
    await maya.page.get_by_test_id("article-search").fill("downloads are stuck")
    await expect(maya.page.get_by_test_id("insert-article").first).to_be_visible(timeout=SOON_MS)
    await maya.page.get_by_test_id("inbox-search").fill("quince")
    await maya.page.get_by_test_id("copy-ticket").click()
    await expect(maya.page.get_by_test_id("toast")).to_be_visible()
    assert await findings(maya.page) == []
    await maya.resolve("Nothing was wrong.", "")


@SCHEMES
async def test_the_login(chromium, desk, scheme):
    context = await chromium.new_context(color_scheme=scheme)
    page = await context.new_page()
    await page.goto(f"{desk.gateway}/console/")
    await expect(page.get_by_test_id("login-email")).to_be_visible()
    assert await findings(page) == []
    await page.get_by_test_id("login-email").fill("nobody@example.com")
    await page.get_by_test_id("login-password").fill("wrong")
    await page.get_by_test_id("login-submit").click()
    await expect(page.get_by_role("alert")).to_contain_text("not right", timeout=SOON_MS)
    assert await findings(page) == []
    await context.close()
