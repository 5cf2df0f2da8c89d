"""Plain HTTP: sessions, the sockets' twins, the internal API, pages and their headers."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import jwt
import pytest

from tests.builders import PASSWORD
from tests.integration.gateway.conftest import INTERNAL_SECRET, KEY, Site, a_site


def identity_of(account: str, name: str = "Sam") -> str:
    now = int(time.time())
    claims = {"iss": "host", "aud": "soundcheck", "sub": account, "name": name, "iat": now, "exp": now + 300}
    return jwt.encode({**claims, "jti": "j1"}, KEY, algorithm="HS256")


async def internal(site: Site, method: str, path: str, secret: str = INTERNAL_SECRET, **more: Any) -> tuple[int, Any]:
    url = f"http://127.0.0.1:{site.settings.internal_port}/internal/v1{path}"
    async with site.http.request(method, url, headers={"Authorization": f"Bearer {secret}"}, **more) as answer:
        return answer.status, await answer.json()


async def test_the_gateway_says_that_it_is_ready(site: Site) -> None:
    async with site.http.get("/health") as answer:
        assert (answer.status, await answer.json()) == (200, {"status": "ready"})


async def test_a_conversation_goes_on_after_the_host_says_who_it_is(site: Site) -> None:
    stranger = await site.token()
    page = await site.listener(stranger["token"])
    talk = (await page.ask("start_conversation", client_conversation_id="k1"))["conversation_id"]

    known = await site.token(identity_of("account-1"), stranger["token"])
    phone = await site.listener(known["token"])

    assert known["listener"] == {"listener_id": known["listener"]["listener_id"], "name": "Sam", "identified": True}
    listed = await phone.ask("list_conversations")
    assert [one["conversation_id"] for one in listed["conversations"]] == [talk]


async def test_a_false_identity_is_refused(site: Site) -> None:
    async with site.http.post("/api/listener/session", json={"identity": "a.b.c", "token": None}) as answer:
        assert answer.status == 401
        assert (await answer.json())["code"] == "unauthenticated"


async def test_a_signed_out_listener_has_no_token_any_more(site: Site) -> None:
    token = (await site.token())["token"]
    bearer = {"Authorization": f"Bearer {token}"}

    async with site.http.delete("/api/listener/session", headers=bearer) as answer:
        assert answer.status == 204
    async with site.http.get("/api/listener/sync?conversation_id=c1&after_seq=0", headers=bearer) as answer:
        assert answer.status == 401


async def test_the_http_twins_do_what_the_sockets_do(site: Site) -> None:
    session = await site.token()
    bearer = {"Authorization": f"Bearer {session['token']}"}
    page = await site.listener(session["token"])
    talk = (await page.ask("start_conversation", client_conversation_id="k1"))["conversation_id"]
    said = {"conversation_id": talk, "client_message_id": "m1", "text": "hello"}

    async with site.http.post("/api/listener/messages", json=said, headers=bearer) as answer:
        stored = await answer.json()
    again = await page.ask("post_message", **said)
    async with site.http.get(f"/api/listener/sync?conversation_id={talk}&after_seq=0", headers=bearer) as answer:
        synced = await answer.json()

    assert stored["seq"] == 1
    assert again == {**stored, "duplicate": True}
    assert synced["messages"][0]["text"] == "hello"
    assert synced["ok"] is True


async def test_the_agents_twins_need_cookie_and_csrf(site: Site) -> None:
    page, talk = await site.listener_with_talk()
    session, csrf = await site.sign_in()
    said = {"conversation_id": talk, "client_message_id": "r1", "text": "Hi"}

    async with session.post("/api/agent/messages", json=said) as answer:
        assert answer.status == 401
    foreign = {"X-CSRF": csrf, "Origin": "https://evil.example"}
    async with session.post("/api/agent/messages", json=said, headers=foreign) as answer:
        assert answer.status == 401
    async with session.post("/api/agent/messages", json=said, headers={"X-CSRF": csrf}) as answer:
        assert (await answer.json())["ok"] is True
    query = {"conversation_id": talk, "after_seq": "0"}
    async with session.get("/api/agent/sync", params=query, headers={"X-CSRF": csrf}) as answer:
        assert [one["text"] for one in (await answer.json())["messages"]][-1] == "Hi"
    async with session.get("/api/agent/me") as answer:
        assert (await answer.json())["agent"]["name"] == "Maya"
    await session.close()
    await page.sees_message("Hi")


async def test_the_session_cookie_is_out_of_reach(tmp_path: Path) -> None:
    async with a_site(tmp_path, public_url="https://support.example") as site:
        site.url = f"http://127.0.0.1:{site.settings.gateway_port}"
        await site.http.close()
        session, _ = await site.sign_in()
        [cookie] = session.cookie_jar
        await session.close()

        assert cookie["httponly"]
        assert cookie["secure"]
        assert cookie["samesite"] == "Lax"
        site.http = session


async def test_guessing_passwords_is_slowed_down(site: Site) -> None:
    session, _ = await site.sign_in()
    await session.close()
    answers = []
    for _ in range(6):
        guess = {"email": "maya@example.com", "password": "guess"}
        async with site.http.post("/api/agent/login", json=guess) as answer:
            answers.append((answer.status, answer.headers.get("Retry-After")))
    async with site.http.post("/api/agent/login", json={"email": "maya@example.com", "password": PASSWORD}) as answer:
        assert answer.status == 429

    assert [status for status, _ in answers] == [401] * 4 + [429] * 2
    assert int(answers[-1][1] or 0) > 0


@pytest.mark.parametrize("body", ["", "[]", "{", '{"token": 7}', '{"extra": 1}'])
async def test_a_broken_body_is_told_so(site: Site, body: str) -> None:
    headers = {"Content-Type": "application/json"}
    async with site.http.post("/api/listener/session", data=body, headers=headers) as answer:
        assert answer.status == 400
        assert (await answer.json())["code"] == "bad_request"


async def test_too_large_a_body_is_told_so(site: Site) -> None:
    async with site.http.post("/api/listener/session", json={"token": "x" * 200_000}) as answer:
        assert answer.status == 413
        assert (await answer.json())["code"] == "too_large"


async def test_actions_read_the_conversation_and_open_one_ticket(site: Site) -> None:
    session = await site.token(identity_of("account-1"))
    page = await site.listener(session["token"])
    report = {"device": "iPhone 13", "downloads": {"songs": 214}}
    started = await page.ask("start_conversation", client_conversation_id="k1", diagnostics=report)
    talk = started["conversation_id"]
    asked = {"cause_id": f"{talk}:1", "topic": "account_hacked", "summary": "Hacked", "reason": "steps_exhausted"}

    before = await internal(site, "GET", f"/conversations/{talk}")
    first = await internal(site, "POST", f"/conversations/{talk}/ticket", json=asked)
    again = await internal(site, "POST", f"/conversations/{talk}/ticket", json=asked)
    after = await internal(site, "GET", f"/conversations/{talk}")

    assert before == (
        200,
        {
            "conversation_id": talk,
            "status": "with_bot",
            "listener": {
                "listener_id": session["listener"]["listener_id"],
                "name": "Sam",
                "account_id": "account-1",
            },
            "diagnostics": report,
            "ticket": None,
        },
    )
    assert first == (200, {"number": "T-1001", "urgency": "urgent", "created": True})
    assert again == (200, {"number": "T-1001", "urgency": "urgent", "created": False})
    assert after[1]["ticket"] == {"number": "T-1001"}


async def test_the_internal_api_needs_its_secret_and_names_its_errors(site: Site) -> None:
    for secret in ("", "wrong", INTERNAL_SECRET[:-1]):
        status, body = await internal(site, "GET", "/desk", secret)
        assert (status, body["code"]) == (401, "unauthenticated")
    assert await internal(site, "GET", "/desk") == (200, {"agents_online": 0, "queued": 0, "wait_seconds": None})
    assert (await internal(site, "GET", "/conversations/nobody"))[0] == 404
    assert (await internal(site, "POST", "/conversations/nobody/ticket", json={}))[0] == 400
    asked = {"cause_id": "x:1", "topic": None, "summary": "", "reason": ""}
    assert (await internal(site, "POST", "/conversations/nobody/ticket", json=asked))[0] == 404
    assert (await internal(site, "GET", "/nothing"))[0] == 404
    async with site.http.get("/internal/v1/desk", headers={"Authorization": f"Bearer {INTERNAL_SECRET}"}) as answer:
        assert answer.status == 404


async def test_only_named_hosts_may_frame_the_widget_and_nobody_the_console(tmp_path: Path) -> None:
    async with a_site(tmp_path, widget_hosts="https://music.example, https://www.music.example") as site:
        async with site.http.get("/widget/") as answer:
            widget = answer.headers
        async with site.http.get("/console/") as answer:
            console = answer.headers

    assert widget["Content-Security-Policy"].endswith(
        "frame-ancestors 'self' https://music.example https://www.music.example"
    )
    assert "X-Frame-Options" not in widget
    assert console["Content-Security-Policy"].endswith("frame-ancestors 'none'")
    assert console["X-Content-Type-Options"] == "nosniff"
    for headers in (widget, console):
        assert "script-src 'self';" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]


async def test_assets_cannot_be_walked_out_of(site: Site) -> None:
    for path in ("/assets/..%2f..%2fpackage.json", "/assets/%2e%2e/package.json", "/assets/missing.js"):
        async with site.http.get(path) as answer:
            assert answer.status == 404


ARTICLE = """---
title: Music <skips>
summary: What to do.
topics: [playback_interrupted]
platforms: [phone]
updated: 2026-11-01
related: []
---

Close **every** other app.
"""


async def test_articles_are_read_as_data_and_as_pages(tmp_path: Path) -> None:
    (tmp_path / "articles" / "playback").mkdir(parents=True)
    (tmp_path / "articles" / "playback" / "skips.md").write_text(ARTICLE, encoding="utf-8")
    async with a_site(tmp_path, articles_dir=tmp_path / "articles") as site:
        async with site.http.get("/api/articles/playback/skips") as answer:
            article = await answer.json()
        async with site.http.get("/help/playback/skips") as answer:
            page = await answer.text()
        async with site.http.get("/help/") as answer:
            index = await answer.text()
        async with site.http.get("/help/no/such-article") as answer:
            assert answer.status == 404
        async with site.http.get("/api/articles/no/such-article") as answer:
            assert (answer.status, (await answer.json())["code"]) == (404, "not_found")

    assert article["title"] == "Music <skips>"
    assert (article["slug"], article["updated"]) == ("playback/skips", "2026-11-01")
    assert "<strong>every</strong>" in article["html"]
    assert article["html"] in page
    assert "Music &lt;skips&gt;" in page
    assert 'href="/help/playback"' in index


async def test_broken_articles_do_not_keep_the_desk_from_working(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "broken.md").write_text("no front matter", encoding="utf-8")
    async with a_site(tmp_path, articles_dir=tmp_path / "articles") as site:
        async with site.http.get("/help/") as answer:
            assert answer.status == 200
        async with site.http.get("/health") as answer:
            assert answer.status == 200
