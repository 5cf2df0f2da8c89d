"""The widget in Chromium where it has it hard: a page zoomed to 200 %, a phone whose keyboard is out, few colours."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, expect

from tests.integration.gateway.conftest import Site

pytestmark = pytest.mark.browser

#: A laptop's window at 200 %, the same at 400 %, and what a keyboard leaves of a phone.
LOW = [(640, 400), (320, 256), (390, 420)]


@pytest.mark.parametrize(("width", "height"), LOW)
async def test_in_a_low_window_one_still_begins_reads_and_writes(
    chromium: Browser, site: Site, width: int, height: int
) -> None:
    page = await chromium.new_page(base_url=site.url, viewport={"width": width, "height": height})
    await page.goto("/help/")
    await page.get_by_test_id("sc-launcher").click()
    widget = page.frame_locator("iframe[src*='/widget/']")
    await expect(widget.get_by_test_id("start-conversation")).to_be_in_viewport(ratio=0.5)

    await widget.get_by_test_id("talk-to-person").click()
    await expect(widget.get_by_test_id("queue-banner")).to_be_visible()
    for line in range(12):
        await widget.get_by_test_id("composer").press_sequentially(f"line {line}")
        await widget.get_by_test_id("composer").press("Shift+Enter")

    await expect(widget.get_by_test_id("composer")).to_be_in_viewport(ratio=1)
    await expect(widget.get_by_test_id("send")).to_be_in_viewport(ratio=1)
    await expect(widget.get_by_test_id("leave-queue")).not_to_have_css("display", "none")
    log = await widget.get_by_role("log").bounding_box()
    assert log is not None
    assert log["height"] > 40


async def test_where_the_system_chooses_the_colours_one_sees_where_the_widget_ends(
    chromium: Browser, site: Site
) -> None:
    page = await chromium.new_page(base_url=site.url, forced_colors="active")
    await page.goto("/help/")
    launcher = page.get_by_test_id("sc-launcher")
    await expect(launcher).to_have_css("border-style", "solid")
    await launcher.click()

    await expect(page.locator(".panel")).to_have_css("border-style", "solid")
