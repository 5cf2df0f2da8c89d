"""What axe finds in the widget, the console and the demo app, light and dark: nothing."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

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
    await maya.resolve("Nothing was wrong.", "")


@SCHEMES
async def test_the_login(chromium, desk, scheme):
    context = await chromium.new_context(color_scheme=scheme)
    page = await context.new_page()
    await page.goto(f"{desk.gateway}/console/")
    await expect(page.get_by_test_id("login-email")).to_be_visible()
    assert await findings(page) == []
    await context.close()
