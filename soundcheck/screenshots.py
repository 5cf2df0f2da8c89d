"""Remakes the picture of the README: widget and console side by side, from a real desk with the model case going on."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright, expect

from soundcheck import browser
from soundcheck.settings import ROOT
from soundcheck.trial import Trial, running

PICTURE = ROOT / "docs" / "pictures" / "widget-and-console.png"
SCENARIO = "skips-offline"
PROBLEM = "my songs keep skipping on my iphone when I'm offline"
LISTENER_WIDTH, CONSOLE_WIDTH, HEIGHT = 620, 1280, 860
TURN_MS = 60_000


def remake() -> Path:
    """The path of the new picture."""
    with tempfile.TemporaryDirectory() as directory, running(Path(directory)) as desk:
        asyncio.run(_picture(desk))
    return PICTURE


async def _picture(desk: Trial) -> None:
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=browser.path(), args=list(browser.ARGUMENTS))
        console = await _console(started, desk)
        listener = await _listener(started, desk)
        await console.get_by_test_id("inbox-row").first.click()
        await console.get_by_test_id("accept").click()
        await expect(console.get_by_test_id("resolve")).to_be_visible(timeout=TURN_MS)
        await console.get_by_test_id("mode-reply").click()
        await console.get_by_test_id("reply-box").fill("Hello, Maya here. I see what is in the way, one moment.")
        await console.get_by_test_id("reply-send").click()
        await expect(listener.frame_locator("iframe").get_by_text("Maya here")).to_be_visible(timeout=TURN_MS)
        await _side_by_side(started, await listener.screenshot(), await console.screenshot())
        await started.close()


async def _console(started: Browser, desk: Trial) -> Page:
    page = await _page(started, CONSOLE_WIDTH)
    await page.goto(f"{desk.gateway}/console/")
    await page.get_by_test_id("login-email").fill(desk.demo_agent.email)
    await page.get_by_test_id("login-password").fill(desk.demo_agent.password)
    await page.get_by_test_id("login-submit").click()
    await expect(page.get_by_test_id("login-submit")).to_be_hidden(timeout=TURN_MS)
    return page


async def _listener(started: Browser, desk: Trial) -> Page:
    """The demo's listener, up to the queue."""
    page = await _page(started, LISTENER_WIDTH)
    await page.goto(f"{desk.demo}/?scenario={SCENARIO}")
    await page.get_by_test_id("sc-launcher").click()
    widget = page.frame_locator("iframe")
    await widget.get_by_test_id("start-conversation").click()
    for text in (PROBLEM, "No, nothing moves", "I would like to talk to a person"):
        shown = await widget.locator("[data-testid=message][data-author=bot]").count()
        await widget.get_by_test_id("composer").fill(text)
        await widget.get_by_test_id("send").click()
        await expect(widget.locator("[data-testid=message][data-author=bot]").nth(shown)).to_be_visible(timeout=TURN_MS)
    await expect(widget.get_by_test_id("queue-banner")).to_be_visible(timeout=TURN_MS)
    return page


async def _page(started: Browser, width: int) -> Page:
    context = await started.new_context(viewport={"width": width, "height": HEIGHT}, color_scheme="light")
    return await context.new_page()


async def _side_by_side(started: Browser, left: bytes, right: bytes) -> None:
    """One picture of two. The browser that took them also puts them together."""
    page = await _page(started, LISTENER_WIDTH + CONSOLE_WIDTH + 20)
    with tempfile.TemporaryDirectory() as directory:
        for name, content in (("left", left), ("right", right)):
            (Path(directory) / f"{name}.png").write_bytes(content)
        sheet = Path(directory) / "sheet.html"
        sheet.write_text(
            "<body style='margin:0;display:flex;gap:20px;background:#e8e8ee'>"
            "<img src='left.png' alt=''><img src='right.png' alt=''></body>",
            encoding="utf-8",
        )
        await page.goto(sheet.as_uri(), wait_until="load")
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        await page.screenshot(path=PICTURE)
