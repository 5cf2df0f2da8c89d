"""A listener and an agent as they sit before their browsers. Tests say what they do; this knows where that is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.async_api import BrowserContext, FrameLocator, Locator, Page, expect

from soundcheck.demo_agent import Login
from tests.desk import Desk
from tests.journeys.line import Line
from tests.waiting import until

#: A bot turn with its actions takes about a second on a free machine, and this one may be busy.
TURN_MS = 45_000
#: For what the gateway does alone.
SOON_MS = 15_000


@dataclass
class ListenerPage:
    """The demo app with the widget in it."""

    page: Page
    desk: Desk
    line: Line

    @classmethod
    async def open(cls, context: BrowserContext, desk: Desk, scenario: str | None = None) -> ListenerPage:
        page, line = await context.new_page(), Line()
        await line.watch(page)
        await page.goto(f"{desk.demo}/" + (f"?scenario={scenario}" if scenario else ""))
        listener = cls(page, desk, line)
        await page.get_by_test_id("sc-launcher").click()
        return listener

    async def second_tab(self) -> ListenerPage:
        """The same person in another tab, in the same conversation."""
        page, line = await self.page.context.new_page(), Line()
        await line.watch(page)
        await page.goto(self.page.url)
        tab = ListenerPage(page, self.desk, line)
        await page.get_by_test_id("sc-launcher").click()
        await tab.widget.get_by_test_id("past-conversation").first.click()
        return tab

    @property
    def widget(self) -> FrameLocator:
        return self.page.frame_locator("iframe[src*='/widget/']")

    @property
    def composer(self) -> Locator:
        return self.widget.get_by_test_id("composer")

    async def begin(self) -> None:
        await self.widget.get_by_test_id("start-conversation").click()

    async def say(self, text: str) -> None:
        """Write and send; returns when the gateway has it."""
        await self.composer.fill(text)
        await self.widget.get_by_test_id("send").click()
        await expect(self.said(text).last).to_have_attribute("data-state", "sent", timeout=SOON_MS)

    async def choose(self, title: str) -> None:
        """Press a button of the open question."""
        open_ones = "[data-testid=choice]:not([aria-disabled=true])"
        await self.widget.locator(open_ones, has_text=re.compile(f"^{title}$")).last.click()

    def said(self, text: str) -> Locator:
        return self.messages("listener").filter(has_text=text)

    def messages(self, author: str) -> Locator:
        return self.widget.locator(f"[data-testid=message][data-author={author}]")

    async def hears(self, author: str, text: str | re.Pattern[str], timeout: float = TURN_MS) -> None:
        await expect(self.messages(author).filter(has_text=text).last).to_be_visible(timeout=timeout)

    async def transcript(self) -> list[str]:
        """Everything shown, top to bottom."""
        return await self.widget.locator("[data-testid=message]").all_inner_texts()

    async def seqs(self) -> list[int]:
        shown = self.widget.locator("[data-testid=message][data-state=sent]")
        return [int(seq) for seq in await shown.evaluate_all("all => all.map(one => one.dataset.seq)") if seq]

    async def rate(self, score: int) -> None:
        rating = self.widget.get_by_test_id("rating")
        await rating.locator(f"input[type=radio][value='{score}']").check(force=True)
        await rating.get_by_test_id("rating-send").click()


@dataclass
class AgentPage:
    """The console."""

    page: Page
    desk: Desk
    line: Line

    @classmethod
    async def open(cls, context: BrowserContext, desk: Desk) -> AgentPage:
        page, line = await context.new_page(), Line()
        await line.watch(page)
        await page.goto(f"{desk.gateway}/console/")
        return cls(page, desk, line)

    async def log_in(self, login: Login) -> None:
        await self.page.get_by_test_id("login-email").fill(login.email)
        await self.page.get_by_test_id("login-password").fill(login.password)
        await self.page.get_by_test_id("login-submit").click()
        await expect(self.page.get_by_test_id("login-submit")).to_be_hidden(timeout=SOON_MS)

    async def is_at_work(self) -> None:
        presence = self.page.get_by_test_id("presence")
        await presence.get_by_test_id("presence-online").click(timeout=SOON_MS)
        await expect(presence).to_have_attribute("data-presence", "online", timeout=SOON_MS)

    def row(self, listener: ListenerPage) -> Locator:
        return self.page.locator(f"[data-testid=inbox-row][data-conversation='{listener.line.conversation}']")

    async def look_at(self, listener: ListenerPage, status: str) -> None:
        """Open the listener's conversation, once the inbox shows it in that status."""
        await until(lambda: listener.line.conversation, what="the listener to say something")
        await expect(self.row(listener)).to_have_attribute("data-status", status, timeout=TURN_MS)
        await self.row(listener).click()

    async def accept(self) -> None:
        await self.page.get_by_test_id("accept").click()
        await expect(self.page.get_by_test_id("resolve")).to_be_visible(timeout=SOON_MS)

    async def take_over(self) -> None:
        await self.page.get_by_test_id("take-over").click()
        await expect(self.page.get_by_test_id("resolve")).to_be_visible(timeout=SOON_MS)

    async def reply(self, text: str) -> None:
        await self.page.get_by_test_id("mode-reply").click()
        await self._write(text)

    async def note(self, text: str) -> None:
        await self.page.get_by_test_id("mode-note").click()
        await self._write(text)

    async def _write(self, text: str) -> None:
        await self.page.get_by_test_id("reply-box").fill(text)
        await self.page.get_by_test_id("reply-send").click()

    async def resolve(self, cause: str, prevention: str) -> None:
        await self.page.get_by_test_id("resolve").click()
        await self.page.get_by_test_id("resolve-cause").fill(cause)
        await self.page.get_by_test_id("resolve-prevention").fill(prevention)
        await self.page.get_by_test_id("resolve-confirm").click()

    @property
    def card(self) -> Locator:
        return self.page.get_by_test_id("context-card")

    async def leave(self) -> None:
        """Close the console; no agent is online any more once its connection is gone."""
        await self.page.context.close()
