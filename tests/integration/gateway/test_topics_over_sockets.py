"""`set_topic` over real sockets: agents hear of it, listeners can neither send it nor see that it happened (G7)."""

from __future__ import annotations

import json

from tests.integration.gateway.conftest import Site


async def test_an_agent_corrects_the_topic_and_colleagues_see_it(site: Site) -> None:
    maya, noor = await site.agent("Maya"), await site.agent("Noor")
    page, talk = await site.listener_with_talk()
    await page.ask("request_handoff", conversation_id=talk)
    offered = (await maya.ask("open_inbox"))["topics"]

    done = await maya.ask("set_topic", conversation_id=talk, topic="account_hacked")

    assert done["ok"]
    event = await noor.sees("inbox_changed", lambda event: event["row"]["topic"] == "account_hacked")
    assert event["row"]["urgency"] == "urgent"
    card = (await noor.ask("open_conversation", conversation_id=talk, after_seq=0, after_note=0))["card"]
    assert (card["topic"], card["urgency"], card["is_topic_corrected"]) == ("account_hacked", "urgent", True)
    assert {"topic": "account_hacked", "title": "Account taken over"} in [
        topic for group in offered for topic in group["topics"]
    ]


async def test_an_unknown_topic_is_a_bad_request(site: Site) -> None:
    maya = await site.agent()
    _, talk = await site.listener_with_talk()

    refusal = await maya.ask("set_topic", conversation_id=talk, topic="my_own_topic")

    assert (refusal["ok"], refusal["code"]) == (False, "bad_request")


async def test_a_listener_can_neither_send_it_nor_see_it(site: Site) -> None:
    maya = await site.agent()
    page, talk = await site.listener_with_talk()
    await page.ask("request_handoff", conversation_id=talk)

    refusal = await page.ask("set_topic", conversation_id=talk, topic="account_hacked")
    before = await page.ask("join_conversation", conversation_id=talk, after_seq=0)
    await maya.ask("set_topic", conversation_id=talk, topic="account_hacked")
    await maya.post(talk, "a public word")
    await page.sees_message("a public word")
    after = await page.ask("join_conversation", conversation_id=talk, after_seq=before["messages"][-1]["seq"])

    assert (refusal["ok"], refusal["code"]) == (False, "bad_request")
    assert "hacked" not in json.dumps([page.events, after])
    assert [one["text"] for one in after["messages"] if one["kind"] == "text"] == ["a public word"]
