"""From the first word to the rating, through real sockets."""

from __future__ import annotations

from tests.builders import a_reply, an_outcome
from tests.integration.gateway.conftest import Site


async def test_a_message_is_acknowledged_and_the_bot_answers(site: Site) -> None:
    page, talk = await site.listener_with_talk()

    receipt = await page.post(talk, "my songs keep skipping")

    assert receipt["ok"] is True
    assert receipt["seq"] == 1
    assert receipt["duplicate"] is False
    assert (await page.sees_message("You said: my songs keep skipping"))["seq"] == 2


async def test_an_agent_takes_over_with_everything_known_and_the_listener_hears_them(site: Site) -> None:
    site.assistant.script = lambda request: a_reply(
        "Which device?",
        topic="playback_interrupted",
        turn='{"topic": "playback_interrupted", "topic_confidence": 0.9, "flow_name": "music that skips",'
        ' "sentiment": -0.7, "is_leaving": true}',
    )
    agent = await site.agent()
    page, talk = await site.listener_with_talk()
    await page.post(talk, "my songs keep skipping")
    await page.sees_message("Which device?")

    await page.ask("request_handoff", conversation_id=talk)
    waits = await agent.sees("inbox_changed", lambda event: event["row"]["status"] == "queued")
    assert (waits["row"]["preview"], waits["row"]["last_author"]) == ("Which device?", "bot")
    assert waits["row"]["is_upset"] and waits["row"]["is_leaving"]
    assert (await agent.ask("accept_conversation", conversation_id=talk))["ok"]
    opened = await agent.ask("open_conversation", conversation_id=talk, after_seq=0, after_note=0)
    await agent.post(talk, "Hi, **Maya** here.")

    assert opened["card"]["problem"] == "my songs keep skipping"
    assert opened["card"]["flow_name"] == "music that skips"
    assert opened["card"]["is_upset"] and opened["card"]["is_leaving"]
    assert opened["card"]["ticket_number"] == "T-1001"
    assert opened["card"]["reason"] == "The listener asked for a person."
    assert (await page.sees_message("You are number 1 in the queue"))["kind"] == "notice"
    await page.sees_message("Maya joined")
    heard = await page.sees_message("Hi, **Maya** here.")
    assert heard["html"] == "<p>Hi, <strong>Maya</strong> here.</p>"
    assert heard["author_name"] == "Maya"


async def test_the_card_has_what_a_long_first_message_says_and_shows_where_it_is_cut(site: Site) -> None:
    agent = await site.agent()
    page, talk = await site.listener_with_talk()
    said = "I was charged on Monday.\n\nAnd again on Tuesday, which is one time too many, and my bank says it is yours."
    await page.post(talk, said)
    await page.post(talk, "hello?")
    other, endless = await site.listener_with_talk()
    await other.post(endless, "x" * 3_000)

    opened = await agent.ask("open_conversation", conversation_id=talk, after_seq=0, after_note=0)
    cut = await agent.ask("open_conversation", conversation_id=endless, after_seq=0, after_note=0)

    assert opened["card"]["problem"] == " ".join(said.split())
    assert cut["card"]["problem"] == "x" * 400 + " …"


async def test_the_card_names_the_other_conversations_of_this_listener_and_of_nobody_else(site: Site) -> None:
    agent = await site.agent()
    page, first = await site.listener_with_talk()
    await page.post(first, "my songs keep skipping")
    await page.sees_message("You said")
    second = (await page.ask("start_conversation", client_conversation_id="second"))["conversation_id"]
    await page.post(second, "I was charged twice")
    stranger, talk = await site.listener_with_talk()
    await stranger.post(talk, "somebody else")

    opened = await agent.ask("open_conversation", conversation_id=second, after_seq=0, after_note=0)

    assert [(one["conversation_id"], one["title"], one["status"]) for one in opened["card"]["others"]] == [
        (first, "my songs keep skipping", "with_bot")
    ]


async def test_a_resolution_says_why_and_is_rated_once(site: Site) -> None:
    agent = await site.agent()
    page, talk = await site.listener_with_talk()
    await page.ask("request_handoff", conversation_id=talk)
    await agent.ask("accept_conversation", conversation_id=talk)

    await agent.ask("resolve_conversation", conversation_id=talk, cause="It was Wi-Fi.", prevention="Use a cable.")
    await page.sees_message("Why it happened:** It was Wi-Fi.")
    await page.sees("conversation_changed", lambda event: event["state"]["can_rate"])
    first = await page.ask("rate_conversation", conversation_id=talk, score=5)
    await page.ask("rate_conversation", conversation_id=talk, score=1, comment="Quick!")

    opened = await page.ask("join_conversation", conversation_id=talk, after_seq=0)
    assert first["ok"]
    assert opened["state"]["rating"] == {"score": 5, "comment": "Quick!"}
    assert opened["state"]["can_rate"] is False


async def test_the_bot_resolves_and_a_later_word_asks_same_or_new(site: Site) -> None:
    site.assistant.script = lambda request: an_outcome()
    page, talk = await site.listener_with_talk()
    await page.post(talk, "it works again")
    card = await page.sees("message_posted", lambda event: event["message"]["kind"] == "article")
    await page.sees_message("Solved.")
    site.assistant.script = lambda request: a_reply("Tell me more.")

    await page.post(talk, "something else now")
    question = await page.sees_message("Is this the same problem")
    pressed = {"seq": question["seq"], "button": 1}
    await page.ask("post_message", conversation_id=talk, client_message_id="b1", choice=pressed)

    assert card["message"]["article"]["slug"] == "playback/skips"
    assert [button["title"] for button in question["buttons"]] == ["Same problem", "Something new"]
    new = (await page.sees("conversation_changed", lambda event: event["state"]["conversation_id"] != talk))["state"]
    assert new["title"] == "something else now"
    opened = await page.ask("join_conversation", conversation_id=new["conversation_id"], after_seq=0)
    assert opened["messages"][0]["text"] == "something else now"
    refused = await page.post(talk, "and again")
    assert refused["code"] == "closed"


async def test_a_button_is_pressed_by_its_title_and_means_its_payload(site: Site) -> None:
    site.assistant.script = lambda request: a_reply(f"got {request.payload}", buttons=("Yes", "No"))
    page, talk = await site.listener_with_talk()
    await page.post(talk, "/SetSlots(plan=premium)")
    question = await page.sees_message("got None")

    pressed = {"seq": question["seq"], "button": 0}
    first = await page.ask("post_message", conversation_id=talk, client_message_id="b1", choice=pressed)
    await page.sees_message("got /payload_yes")
    again = await page.ask("post_message", conversation_id=talk, client_message_id="b1", choice=pressed)
    stale = await page.ask("post_message", conversation_id=talk, client_message_id="b2", choice=pressed)

    assert first["ok"]
    assert again == {**first, "duplicate": True}
    assert stale["code"] == "stale_choice"
    assert (await page.sees("message_posted", lambda event: event["message"]["kind"] == "choice"))["message"][
        "text"
    ] == "Yes"


async def test_the_card_tells_what_the_bot_asked_last_in_plain_words(site: Site) -> None:
    long = "Open **Settings**. " + "Then do what takes many words. " * 5 + "Look at **Storage**. Does it load?"
    site.assistant.script = lambda request: a_reply(long, buttons=("Yes", "No"))
    agent = await site.agent()
    page, talk = await site.listener_with_talk()
    silent = await agent.ask("open_conversation", conversation_id=talk, after_seq=0, after_note=0)
    await page.post(talk, "my songs keep skipping")
    await page.sees_message("Does it load?")
    site.assistant.script = lambda request: a_reply("I see.")
    await page.post(talk, "hm")
    await page.sees_message("I see.")

    asked = await agent.ask("open_conversation", conversation_id=talk, after_seq=0, after_note=0)

    assert silent["card"]["last_question"] is None
    assert asked["card"]["last_question"] == f"… {'Then do what takes many words. ' * 2}Look at Storage. Does it load?"
