"""The host page with a desk that is made of paper: a widget script that notes what it is told."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Error, Page, async_playwright, expect

from demo.app import build_app
from demo.settings import Settings
from soundcheck import browser
from tests.waiting import until

pytestmark = pytest.mark.browser

# The frame begins anew after a logout, as the real one does.
WIDGET = """
const frame = document.createElement("iframe");
frame.src = new URL("/frame", document.currentScript.src);
frame.title = "Support";
document.body.append(frame);
Object.assign(window.soundcheck, {
  open: () => document.body.append("The desk is open."),
  logout: async () => {
    localStorage.setItem("told", [...(localStorage.getItem("told") ?? "").split(" "), "logout"].join(" ").trim());
    frame.src += "";
  },
});
"""
FRAME = """<!doctype html><html lang="en"><title>Support</title>
<script>parent.postMessage({soundcheck: "ready"}, "*")</script>"""


@pytest.fixture
async def desk():
    app = web.Application()

    async def widget(_: web.Request) -> web.Response:
        return web.Response(text=WIDGET, content_type="text/javascript")

    async def frame(_: web.Request) -> web.Response:
        return web.Response(text=FRAME, content_type="text/html")

    app.router.add_get("/widget.js", widget)
    app.router.add_get("/frame", frame)
    async with TestServer(app) as server:
        yield str(server.make_url("")).rstrip("/")


@pytest.fixture
async def address(desk, tmp_path):
    settings = Settings(data_dir=tmp_path, public_url=desk, account_secret="s", identity_key="k" * 32)
    async with TestServer(build_app(settings)) as server:
        yield str(server.make_url("")).rstrip("/")


@pytest.fixture
async def page():
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=browser.path(), args=list(browser.ARGUMENTS))
        opened = await chromium.new_page()
        faults: list[str] = []
        opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        opened.on("pageerror", lambda error: faults.append(str(error)))
        yield opened
        await chromium.close()
        assert [fault for fault in faults if "favicon" not in fault] == []


async def known(page: Page, key: str, value: str) -> None:
    """Wait until the page has stored it. A page that is just leaving cannot be asked."""

    async def stored() -> bool:
        try:
            return await page.evaluate("key => localStorage.getItem(key)", key) == value
        except Error:
            return False

    await until(stored, what=f"{key} to be {value}")


async def test_the_widget_learns_who_is_logged_in_and_what_the_app_tells(page, address):
    await page.goto(f"{address}/?scenario=skips-offline")
    await page.get_by_test_id("open-help").click()
    await expect(page.get_by_text("The desk is open.")).to_be_visible()

    assert (await page.evaluate("window.soundcheck.identity()")).count(".") == 2
    assert (await page.evaluate("window.soundcheck.diagnostics()"))["device"] == "iPhone 13"


async def test_another_situation_logs_the_listener_out_before_the_page_changes(page, address):
    await page.goto(f"{address}/?scenario=skips-offline")
    await known(page, "demo.listener", "skips-offline")
    await page.get_by_test_id("scenario-anonymous-web").click()
    await page.wait_for_url("**/?scenario=anonymous-web")

    assert await page.evaluate("localStorage.getItem('told')") == "logout"
    await expect(page.get_by_test_id("listener")).to_have_text("Not logged in")
    assert await page.evaluate("window.soundcheck.identity") is None


async def test_coming_by_an_address_as_another_listener_logs_the_first_one_out(page, address):
    await page.goto(f"{address}/?scenario=skips-offline")
    await known(page, "demo.listener", "skips-offline")
    await page.goto(f"{address}/?scenario=charged-twice")
    await known(page, "told", "logout")
    await known(page, "demo.listener", "charged-twice")

    await expect(page.get_by_test_id("listener")).to_have_text("Logged in as Mia")


async def test_without_a_desk_the_page_says_so(tmp_path, unused_tcp_port):
    settings = Settings(
        data_dir=tmp_path, public_url=f"http://127.0.0.1:{unused_tcp_port}", account_secret="s", identity_key="k"
    )
    async with TestServer(build_app(settings)) as server, async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=browser.path(), args=list(browser.ARGUMENTS))
        page = await chromium.new_page()
        await page.goto(str(server.make_url("/?scenario=skips-offline")))

        await expect(page.get_by_role("alert")).to_contain_text("does not answer")
        await chromium.close()


@pytest.mark.parametrize("path", ["/", "/?scenario=skips-offline"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing(page, address, path, scheme):
    await page.emulate_media(color_scheme=scheme)
    await page.goto(address + path)
    await expect(page.get_by_test_id("open-help")).to_be_enabled()
    if "scenario" in path:
        await page.locator("details summary").click()

    results = await Axe().run(page, options={"resultTypes": ["violations"], "iframes": False})

    assert [(found["id"], found["nodes"][0]["target"]) for found in results.response["violations"]] == []


@pytest.mark.parametrize("width", [320, 390])
async def test_nothing_is_wider_than_a_phone(page, address, width):
    await page.set_viewport_size({"width": width, "height": 800})
    await page.goto(f"{address}/?scenario=skips-offline")

    assert await page.evaluate("document.documentElement.scrollWidth") <= width
