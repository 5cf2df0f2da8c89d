"""The sockets' edges: who may connect, what a broken command is told, and that nothing is ever met with silence."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
import socketio

from handoff.domain.message import Draft
from handoff.service_layer import listener
from tests.integration.gateway.conftest import Page, Site, a_site


async def refused(page: Page, auth: dict[str, Any], headers: dict[str, str] | None = None) -> bool:
    try:
        await page.connect(auth, headers)
    except socketio.exceptions.ConnectionError:
        return True
    await page.close()
    return False


async def test_a_listener_needs_a_living_token(site: Site) -> None:
    for auth in ({}, {"token": "wrong"}, {"token": 7}, {"token": None}):
        assert await refused(Page(site, "/listener"), auth)


async def test_pages_of_other_origins_may_not_connect(site: Site) -> None:
    token = (await site.token())["token"]

    for origin in ("https://evil.example", "null", site.url + ".evil.example", site.url.replace("http", "https")):
        assert await refused(Page(site, "/listener"), {"token": token}, {"Origin": origin})
    assert not await refused(Page(site, "/listener"), {"token": token}, {"Origin": site.url})
    assert not await refused(Page(site, "/listener"), {"token": token})


async def test_the_console_needs_cookie_csrf_and_origin(site: Site) -> None:
    session, csrf = await site.sign_in()
    cookie = "; ".join(f"{one.key}={one.value}" for one in session.cookie_jar)
    await session.close()
    whole = {"Origin": site.url, "Cookie": cookie}

    assert await refused(Page(site, "/agent"), {"csrf": csrf}, {"Cookie": cookie})
    assert await refused(Page(site, "/agent"), {"csrf": csrf}, {**whole, "Origin": "https://evil.example"})
    assert await refused(Page(site, "/agent"), {"csrf": csrf}, {"Origin": site.url})
    assert await refused(Page(site, "/agent"), {"csrf": "wrong"}, whole)
    assert await refused(Page(site, "/agent"), {}, whole)
    assert not await refused(Page(site, "/agent"), {"csrf": csrf}, whole)


async def test_polling_is_not_served(site: Site) -> None:
    async with site.http.get("/socket.io/?EIO=4&transport=polling") as answer:
        assert answer.status == 400


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        ("", {}),
        ("connect", {"aiohttp.request": None}),
        ("disconnect", "client namespace disconnect"),
        ("no_such_command", {}),
        ("open_inbox", {}),
        ("accept_conversation", {"conversation_id": "c1"}),
        ("trigger_event", {}),
        ("post_message", None),
        ("post_message", []),
        ("post_message", "text"),
        ("post_message", {}),
        ("post_message", {"conversation_id": "c1", "client_message_id": "m1", "text": 7}),
        ("post_message", {"conversation_id": "c1", "client_message_id": "m1", "text": "x" * 8_001}),
        ("post_message", {"conversation_id": "c1", "client_message_id": "m1", "text": "hi", "seq": 9}),
        ("post_message", {"conversation_id": "c1", "client_message_id": "m 1", "text": "hi"}),
        ("post_message", {"conversation_id": "' OR 1=1", "client_message_id": "m1", "text": "hi"}),
        ("post_message", {"conversation_id": "c1", "client_message_id": "m1", "text": b"bytes"}),
        ("post_message", b"bytes"),
        ("join_conversation", {"conversation_id": "c1", "after_seq": -1}),
        ("join_conversation", {"conversation_id": "c1", "after_seq": True}),
        ("rate_conversation", {"conversation_id": "c1", "score": 6}),
        ("start_conversation", {"client_conversation_id": "k", "diagnostics": "all"}),
    ],
)
async def test_a_broken_command_is_told_so(site: Site, name: str, payload: Any) -> None:
    page = await site.listener()

    answer = await page.client.call(name, payload, namespace="/listener", timeout=10)

    assert answer["ok"] is False
    assert answer["code"] == "bad_request"
    assert (await page.ask("list_conversations"))["ok"] is True


async def test_too_many_arguments_are_a_broken_command(site: Site) -> None:
    page = await site.listener()

    assert (await page.client.call("list_conversations", ({}, {}), namespace="/listener"))["code"] == "bad_request"


async def test_too_large_diagnostics_are_told_so(site: Site) -> None:
    page = await site.listener()

    answer = await page.ask("start_conversation", client_conversation_id="k", diagnostics={"log": "x" * 40_000})

    assert answer["code"] == "too_large"


async def test_what_is_not_yours_is_not_found_and_enters_no_room(site: Site) -> None:
    sam, talk = await site.listener_with_talk()
    eve = await site.listener()

    for name, fields in {
        "join_conversation": {"after_seq": 0},
        "post_message": {"client_message_id": "m1", "text": "hi"},
        "request_handoff": {},
        "leave_queue": {},
        "reopen_conversation": {},
        "rate_conversation": {"score": 5},
        "type": {},
    }.items():
        mine = await eve.ask(name, conversation_id=talk, **fields)
        nobodys = await eve.ask(name, conversation_id="nobody", **fields)
        assert mine == nobodys, name
        assert mine["code"] == "not_found", name
    await sam.post(talk, "hello")
    await sam.sees_message("You said: hello")

    assert eve.events == []


async def test_every_failure_is_an_answer(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    page, talk = await site.listener_with_talk()

    async def fail(*_: object) -> None:
        raise RuntimeError("a bug")

    with monkeypatch.context() as patch:
        patch.setattr(listener, "request_handoff", fail)
        answer = await page.ask("request_handoff", conversation_id=talk)

    assert answer == {"ok": False, "code": "unavailable", "message": answer["message"], "retry_after_ms": None}
    assert "bug" not in answer["message"]


async def test_a_cancelled_command_is_not_acknowledged_as_a_success(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, talk = await site.listener_with_talk()

    async def cancelled(*_: object) -> None:
        raise asyncio.CancelledError

    with monkeypatch.context() as patch:
        patch.setattr(listener, "request_handoff", cancelled)
        answer = await page.ask("request_handoff", conversation_id=talk)

    assert answer["code"] == "unavailable"


async def test_commands_of_one_page_are_carried_out_in_the_order_sent(site: Site) -> None:
    page, talk = await site.listener_with_talk()

    answers = await asyncio.gather(*(page.post(talk, f"word {n}") for n in range(20)))

    numbers = [answer["seq"] for answer in answers]
    assert numbers == sorted(numbers)


async def test_one_person_may_not_flood(tmp_path: Path) -> None:
    async with a_site(tmp_path, rate_limit=5) as site:
        page, talk = await site.listener_with_talk()

        answers = [await page.post(talk, f"word {n}") for n in range(8)]

        assert [answer["ok"] for answer in answers[:5]] == [True] * 5
        assert answers[-1]["code"] == "rate_limited"
        assert 0 < answers[-1]["retry_after_ms"] <= 10_000


async def test_other_tabs_hear_of_messages_and_of_new_conversations(site: Site) -> None:
    token = (await site.token())["token"]
    phone, desktop = await site.listener(token), await site.listener(token)

    started = await phone.ask("start_conversation", client_conversation_id="k1")
    await desktop.sees(
        "conversation_changed", lambda event: event["state"]["conversation_id"] == started["conversation_id"]
    )
    await desktop.ask("join_conversation", conversation_id=started["conversation_id"], after_seq=0)
    await phone.post(started["conversation_id"], "hello", "m1")

    assert (await desktop.sees_message("hello"))["client_message_id"] == "m1"


async def test_what_was_missed_is_read_again_page_by_page(site: Site) -> None:
    page, talk = await site.listener_with_talk()
    async with site.gateway.desk.open() as tx:
        conversation = await tx.conversations.any(talk)
        for n in range(205):
            draft = Draft("listener", "listener", "text", f"word {n}", f"m{n}")
            await tx.messages.add(conversation, draft, "", site.gateway.desk.clock.now())
        await tx.commit()

    first = await page.ask("join_conversation", conversation_id=talk, after_seq=0)
    rest = await page.ask("join_conversation", conversation_id=talk, after_seq=first["messages"][-1]["seq"])

    assert (len(first["messages"]), first["more"]) == (200, True)
    assert (len(rest["messages"]), rest["more"]) == (5, False)
    assert [message["seq"] for message in first["messages"] + rest["messages"]] == list(range(1, 206))


async def test_an_end_of_the_session_ends_its_sockets(site: Site) -> None:
    session, csrf = await site.sign_in()
    cookie = "; ".join(f"{one.key}={one.value}" for one in session.cookie_jar)
    page = Page(site, "/agent")
    gone = asyncio.Event()
    page.client.on("disconnect", lambda *_: gone.set(), namespace="/agent")
    await page.connect({"csrf": csrf}, {"Origin": site.url, "Cookie": cookie})

    async with session.post("/api/agent/logout", headers={"X-CSRF": csrf}) as answer:
        assert answer.status == 204
    await session.close()

    await asyncio.wait_for(gone.wait(), 2)


async def test_typing_reaches_the_others_and_not_the_author(site: Site) -> None:
    agent = await site.agent()
    page, talk = await site.listener_with_talk()
    await agent.ask("open_conversation", conversation_id=talk, after_seq=0, after_note=0)

    await page.ask("type", conversation_id=talk)
    await agent.ask("type", conversation_id=talk)

    assert (await agent.sees("typing_started"))["author"] == "listener"
    assert (await page.sees("typing_started"))["author_name"] == "Maya"
    assert [event["author"] for name, event in page.events if name == "typing_started"] == ["agent"]
