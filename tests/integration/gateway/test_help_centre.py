"""The help centre as any program sees it: plain pages, honest searches, votes that count once."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import aiohttp
import pytest

from handoff import bootstrap
from handoff.service_layer import article_votes
from tests.integration.gateway.conftest import Site, a_site

ARTICLE = """---
title: {title}
summary: {summary}
topics: [{topic}]
platforms: [{platform}]
updated: 2026-11-01
related: []
---

## What to do

1. Close **every** other app.

## What to do

Wait.

## Still stuck?

Write to us and name the make of the car.
"""
ARTICLES = {
    "playback/skips": ("Songs skip offline", "Why downloaded songs are skipped.", "offline_downloads", "phone"),
    "playback/no-sound": ("You hear nothing", "Look at every volume.", "playback_interrupted", "all"),
    "devices/car": ("Music in the car", "Connect with a cable.", "car_mode", "car"),
}


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    for slug, (title, summary, topic, platform) in ARTICLES.items():
        path = tmp_path / "articles" / f"{slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ARTICLE.format(title=title, summary=summary, topic=topic, platform=platform), encoding="utf-8")
    async with a_site(tmp_path, articles_dir=tmp_path / "articles", rate_limit=20) as running:
        yield running


async def page(site: Site, path: str, status: int = 200) -> str:
    async with site.http.get(path) as answer:
        assert answer.status == status
        return await answer.text()


async def vote(site: Site, session: aiohttp.ClientSession | None = None, status: int = 303, **form: str) -> str:
    async with (session or site.http).post(
        "/help/vote", data=form, headers={"Origin": site.url}, allow_redirects=False
    ) as answer:
        assert answer.status == status, await answer.text()
        return answer.headers.get("Location", "")


async def test_one_finds_from_group_and_topic_to_the_article(site: Site) -> None:
    assert 'href="/help/playback"' in await page(site, "/help")
    assert 'href="/help/playback/skips"' in await page(site, "/help/playback")
    assert 'href="/help/devices/car"' in await page(site, "/help/topics/car_mode")


async def test_a_platform_leaves_only_what_is_for_it(site: Site) -> None:
    in_the_car = await page(site, "/help/playback?platform=car")

    assert "playback/skips" not in in_the_car
    assert "playback/no-sound" in in_the_car
    nothing = await page(site, "/help/devices?platform=tv")
    assert "Nothing here is for a TV." in nothing
    assert "Show all articles" in nothing
    assert "For phone" in await page(site, "/help/playback/skips")
    assert "playback/skips" in await page(site, "/help/search?q=songs+skip&platform=phone")
    assert "playback/skips" not in await page(site, "/help/search?q=songs+skip&platform=car")
    await page(site, "/help/playback?platform=toaster", 404)


async def test_an_article_has_a_summary_for_search_engines_and_an_address_for_each_heading(site: Site) -> None:
    article = await page(site, "/help/playback/skips")

    assert '<meta name="description" content="Why downloaded songs are skipped.">' in article
    assert f'<link rel="canonical" href="{site.url}/help/playback/skips">' in article
    assert '<h2 id="what-to-do"><a href="#what-to-do">' in article
    assert '<h2 id="what-to-do-2">' in article
    assert article.count("Still stuck?") == 1
    assert "name the make of the car" in article


async def test_a_search_finds_the_article_and_says_when_nothing_fits(site: Site) -> None:
    assert 'href="/help/playback/skips"' in await page(site, "/help/search?q=songs+skip+offline")
    assert "Nothing here fits “the weather in Paris”" in await page(site, "/help/search?q=the+weather++in+Paris")
    assert "Write what happens" in await page(site, "/help/search?q=")


async def test_a_search_with_slips_of_the_keyboard_finds_what_was_meant_and_says_so(site: Site) -> None:
    found = await page(site, "/help/search?q=sogns+skpi+oflfine")

    assert "playback/skips" in found
    assert "We read “sogns skpi oflfine” as “songs skip offline”. 1 article fits “songs skip offline”." in found
    assert "We read" not in await page(site, "/help/search?q=songs+skip+offline")


async def test_what_was_searched_for_is_not_cached_and_cannot_inject(site: Site) -> None:
    async with site.http.get("/help/search", params={"q": '"><script>alert(1)</script>'}) as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        assert "<script>alert" not in await answer.text()


async def test_agents_find_articles_for_a_listener_and_nobody_else_does(site: Site) -> None:
    async with site.http.get("/api/agent/articles", params={"q": "songs skip"}) as answer:
        assert answer.status == 401
    session, _ = await site.sign_in()

    async def found(**query: str) -> dict[str, Any]:
        async with session.get("/api/agent/articles", params=query) as answer:
            assert answer.status == 200
            return dict(await answer.json())

    skips = {
        "slug": "playback/skips",
        "title": "Songs skip offline",
        "summary": "Why downloaded songs are skipped.",
    }
    assert await found(q="songs skip") == {"articles": [skips], "asked": "songs skip"}
    assert await found(q="sogns skpi", platform="fridge") == {"articles": [skips], "asked": "songs skip"}
    for platform, first in (("phone", "playback/skips"), ("car", "devices/car")):
        assert (await found(q="songs or music", platform=platform))["articles"][0]["slug"] == first
    assert await found(q=" ") == {"articles": [], "asked": ""}
    assert [one["slug"] for one in (await found(q="songs odd tonight", topic="offline_downloads"))["articles"]] == [
        "playback/skips"
    ]
    await session.close()


async def test_a_wrong_address_offers_what_was_probably_meant(site: Site) -> None:
    missing = await page(site, "/help/old/songs-skip-offline", 404)

    assert 'href="/help/playback/skips"' in missing
    assert 'action="/help/search"' in missing


async def test_pages_allow_the_widget_and_no_foreign_script(site: Site) -> None:
    async with site.http.get("/help/") as answer:
        policy = answer.headers["Content-Security-Policy"]
        text = await answer.text()
    assert "script-src 'self'; style-src 'self';" in policy
    assert "frame-src 'self'" in policy
    assert '<script src="/widget.js" async>' in text
    assert " style=" not in text


async def test_what_a_page_names_of_ours_is_there(site: Site) -> None:
    text = await page(site, "/help/playback/skips")
    named = re.findall(r'(?:href|src)="(/[\w.-]+\.(?:css|js|svg))"', text)

    assert {"/help-icon.svg", "/help.js", "/help.css"} <= set(named)
    for address in set(named) - {"/widget.js"}:
        await page(site, address)


async def test_search_engines_are_told_every_article(site: Site) -> None:
    addresses = [
        one.text for one in ElementTree.fromstring(await page(site, "/sitemap.xml")).iter() if one.tag.endswith("loc")
    ]

    assert f"{site.url}/help/" in addresses
    assert {f"{site.url}/help/{slug}" for slug in ARTICLES} <= set(addresses)
    assert f"Sitemap: {site.url}/sitemap.xml" in await page(site, "/robots.txt")


async def test_a_visitor_has_one_vote_and_the_last_one_counts(site: Site) -> None:
    slug = "playback/skips"
    async with aiohttp.ClientSession(site.url, cookie_jar=aiohttp.CookieJar(unsafe=True)) as visitor:
        assert await vote(site, visitor, slug=slug, helpful="yes") == f"/help/{slug}?voted=yes#vote"
        assert await vote(site, visitor, slug=slug, helpful="no") == f"/help/{slug}?voted=no#vote"
        await vote(site, visitor, slug=slug, helpful="no", reason="not_clear", comment=" Where is that menu? ")
    async with aiohttp.ClientSession(site.url, cookie_jar=aiohttp.DummyCookieJar()) as other:
        await vote(site, other, slug=slug, helpful="yes")

    (tally,) = await article_votes.tallies(site.gateway.desk)

    assert (tally.slug, tally.yes, tally.no) == (slug, 1, 1)
    assert tally.reasons == {"not_clear": 1}
    assert tally.comments == ("Where is that menu?",)


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"slug": "playback/none", "helpful": "yes"}, 404),
        ({"slug": "playback/skips", "helpful": "maybe"}, 400),
        ({"slug": "playback/skips", "helpful": "no", "reason": "boring"}, 400),
        ({"slug": "playback/skips", "helpful": "no", "comment": "x" * 501}, 400),
    ],
)
async def test_what_is_no_vote_is_refused(site: Site, form: dict[str, str], status: int) -> None:
    await vote(site, status=status, **form)

    assert await article_votes.tallies(site.gateway.desk) == []


@pytest.mark.parametrize(
    ("form", "status", "sentence", "back"),
    [
        ({"slug": "playback/none", "helpful": "yes"}, 404, "There is no such article.", "/help/"),
        ({"slug": "playback/skips", "helpful": "maybe"}, 400, "A vote is yes or no.", "/help/playback/skips#vote"),
        ({"slug": "playback/skips", "comment": "x" * 200_000}, 413, "That is too long to send.", "/help/"),
    ],
)
async def test_a_refused_vote_is_answered_with_a_page_for_people(
    site: Site, form: dict[str, str], status: int, sentence: str, back: str
) -> None:
    async with site.http.post("/help/vote", data=form, headers={"Origin": site.url}) as answer:
        text = await answer.text()

    assert (answer.status, answer.content_type, answer.headers["Cache-Control"]) == (status, "text/html", "no-store")
    assert "<h1>Your vote was not counted</h1>" in text
    assert f'<p class="summary">{sentence}</p>' in text
    assert f'<p><a href="{back}">Back to ' in text


async def test_whoever_votes_too_often_is_told_to_wait(site: Site) -> None:
    form = {"slug": "playback/skips", "helpful": "yes"}
    for _ in range(20):
        await vote(site, **form)
    async with site.http.post("/help/vote", data=form, headers={"Origin": site.url}) as answer:
        assert answer.status == 429
        assert 0 < int(answer.headers["Retry-After"]) <= 60
        assert "Please wait a moment." in await answer.text()


async def test_a_vote_from_a_foreign_page_is_refused(site: Site) -> None:
    form = {"slug": "playback/skips", "helpful": "yes"}
    for origin in ("https://elsewhere.example", "null"):
        async with site.http.post("/help/vote", data=form, headers={"Origin": origin}) as answer:
            assert answer.status == 400


async def test_reading_sets_no_cookie(site: Site) -> None:
    async with site.http.get("/help/playback/skips") as answer:
        assert "Set-Cookie" not in answer.headers


def test_where_the_bot_is_not_installed_words_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bot.components.article_index", None)

    assert bootstrap._index_by_meaning([]) is None


def test_the_gateway_loads_without_what_comes_with_the_encoder() -> None:
    code = "import sys, handoff.bootstrap, bot.articles; print({'numpy', 'onnxruntime', 'rasa'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "set()\n"


async def test_an_article_that_an_agent_links_to_is_told_as_a_card_then_and_later(site: Site) -> None:
    page, talk = await site.listener_with_talk()
    agent = await site.agent()
    link = f"[Songs skip offline]({site.url}/help/playback/skips)"
    await page.post(talk, f"is it {link}?")
    await agent.ask("accept_conversation", conversation_id=talk)
    await agent.post(talk, f"Yes: {link}")

    heard = await page.sees_message("Yes:")
    read = await page.ask("join_conversation", conversation_id=talk, after_seq=0)

    card = {"slug": "playback/skips", "title": "Songs skip offline", "summary": "Why downloaded songs are skipped."}
    assert heard["linked_articles"] == [card]
    assert read["messages"][-1] == heard
    # What listeners write is shown as it stands: it makes neither links nor cards.
    assert read["messages"][0]["linked_articles"] == []
