"""G7: an internal note reaches no listener, on any transport, by any event."""

from __future__ import annotations

import json

import pytest

from handoff.adapters.socket_broadcaster import AGENT, LISTENER
from handoff.protocol.events import EVENTS, NoteAdded
from tests.integration.gateway.conftest import INTERNAL_SECRET, Site

SECRET = "the-words-of-the-note"


async def test_a_note_reaches_agents_and_no_listener_on_any_transport(site: Site) -> None:
    maya, noor = await site.agent("Maya"), await site.agent("Noor")
    session = await site.token()
    page = await site.listener(session["token"])
    talk = (await page.ask("start_conversation", client_conversation_id="k1"))["conversation_id"]
    await page.ask("join_conversation", conversation_id=talk, after_seq=0)
    await page.ask("request_handoff", conversation_id=talk)
    await noor.ask("open_conversation", conversation_id=talk, after_seq=0, after_note=0)
    await maya.ask("accept_conversation", conversation_id=talk)

    receipt = await maya.ask("add_note", conversation_id=talk, client_note_id="n1", text=SECRET)
    note = (await noor.sees("note_added"))["note"]
    await maya.post(talk, "a public word")
    await page.sees_message("a public word")
    bearer = {"Authorization": f"Bearer {session['token']}"}
    seen = [json.dumps(page.events)]
    seen.append(json.dumps(await page.ask("join_conversation", conversation_id=talk, after_seq=0)))
    seen.append(json.dumps(await page.ask("list_conversations")))
    query = {"conversation_id": talk, "after_seq": "0"}
    async with site.http.get("/api/listener/sync", params=query, headers=bearer) as answer:
        seen.append(await answer.text())
    internal = f"http://127.0.0.1:{site.settings.internal_port}/internal/v1/conversations/{talk}"
    async with site.http.get(internal, headers={"Authorization": f"Bearer {INTERNAL_SECRET}"}) as answer:
        assert answer.status == 200
        seen.append(await answer.text())

    assert receipt["ok"]
    assert (note["text"], note["author_name"]) == (SECRET, "Maya")
    opened = await noor.ask("open_conversation", conversation_id=talk, after_seq=0, after_note=0)
    assert [one["text"] for one in opened["notes"]] == [SECRET]
    for text in seen:
        assert SECRET not in text
    assert not any(name == "note_added" for name, _ in page.events)


async def test_the_way_out_refuses_to_send_a_note_to_listeners(site: Site) -> None:
    note = {
        "note_seq": 1,
        "after_seq": 0,
        "at": "2026-11-25T09:30:00.000Z",
        "author_name": "Maya",
        "text": SECRET,
        "client_note_id": "n1",
    }
    event = NoteAdded.model_validate({"conversation_id": "c1", "note": note})

    with pytest.raises(ValueError, match="not for /listener"):
        await site.gateway.broadcaster._emit(event, LISTENER, "conversation:c1")
    await site.gateway.broadcaster._emit(event, AGENT, "conversation:c1")


def test_no_event_for_listeners_can_carry_a_note() -> None:
    for event in EVENTS:
        if "listener" in event.audience:
            assert "Note" not in json.dumps(event.model_json_schema())


async def test_nothing_is_ever_sent_without_a_room(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    rooms: list[object] = []
    emit = site.gateway.broadcaster._sio.emit

    async def spy(*args: object, **kwargs: object) -> None:
        rooms.append(kwargs.get("room"))
        await emit(*args, **kwargs)

    monkeypatch.setattr(site.gateway.broadcaster._sio, "emit", spy)
    agent = await site.agent()
    page, talk = await site.listener_with_talk()
    await page.post(talk, "hello")
    await page.ask("request_handoff", conversation_id=talk)
    await agent.ask("accept_conversation", conversation_id=talk)
    await agent.post(talk, "hi")
    await page.sees_message("hi")
    await site.gateway.broadcaster.tell_tips()

    assert rooms
    assert all(rooms)
