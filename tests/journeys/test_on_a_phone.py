"""On a small screen only the conversation scrolls: the page itself stays where it is, with the composer in sight."""

import pytest
from playwright.async_api import Frame, expect

from tests.journeys.people import SOON_MS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.rasa,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(600),
]

PHONE = {"width": 390, "height": 844}


async def overhang(frame: Frame) -> list[int]:
    """By how many pixels the page is wider and higher than its window."""
    return await frame.evaluate(
        "() => { const page = document.documentElement;"
        " return [page.scrollWidth - innerWidth, page.scrollHeight - innerHeight] }"
    )


async def test_however_long_the_conversation_the_page_itself_does_not_scroll(listener_comes, agent_comes):
    sam = await listener_comes(viewport=PHONE)
    await sam.begin()
    await sam.say("my music stops")
    await sam.widget.get_by_test_id("talk-to-person").click()
    await expect(sam.widget.get_by_test_id("status")).to_have_attribute("data-status", "queued", timeout=SOON_MS)
    for text in ("every song stops after some seconds " * 20, "W" * 600, "😀", "الأغاني تتوقف"):
        await sam.say(text)

    maya = await agent_comes(viewport=PHONE)
    await maya.look_at(sam, "queued")
    await maya.accept()
    # The second one has its author's name for screen readers only, which lies far below.
    for text in ("I am here.", "I look at it."):
        await maya.reply(text)
        await sam.hears("agent", text)

    assert await overhang(maya.page.main_frame) == [0, 0]
    [widget] = [frame for frame in sam.page.frames if "/widget/" in frame.url]
    assert await overhang(widget) == [0, 0]
    await expect(sam.composer).to_be_in_viewport(ratio=1)

    await maya.page.get_by_test_id("show-card").click()
    await expect(maya.card).to_be_in_viewport()
    assert await overhang(maya.page.main_frame) == [0, 0]
    await maya.page.get_by_role("button", name="Conversation", exact=True).click()
    await maya.resolve("Nothing was wrong.", "")
