"""From the bot to an agent and back to silence: the card, the note, the reply, the resolution, the rating."""

import re

import pytest
from playwright.async_api import expect

from tests.waiting import until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.rasa,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(600),
]

PROBLEM = "my songs keep skipping on my iphone when I'm offline"


async def test_an_agent_resolves_what_the_bot_could_not(listener_comes, agent_comes):
    maya = await agent_comes()
    sam = await listener_comes()
    await sam.begin()
    await sam.say(PROBLEM)
    await sam.hears("bot", "Do the songs start to download")
    await sam.choose("No, nothing moves")
    await sam.hears("bot", re.compile("download queue", re.IGNORECASE))
    await sam.say("this goes nowhere, can I please talk to a real human being")
    await expect(sam.widget.get_by_test_id("queue-banner")).to_be_visible(timeout=45_000)

    await maya.look_at(sam, "queued")
    for known in (PROBLEM, "iPhone 13", "8.9.12", "Let downloads use mobile data", "Wi-Fi", "T-"):
        await expect(maya.card).to_contain_text(known)
    await maya.accept()
    await expect(sam.widget.get_by_test_id("queue-banner")).to_be_hidden(timeout=15_000)
    await sam.hears("system", "Maya")

    await maya.note("Known on 8.9.12, see the incident")
    await expect(maya.page.get_by_test_id("note")).to_contain_text("Known on 8.9.12")
    await maya.reply("Hello, Maya here. That is annoying, so let us look at it together.")
    await sam.hears("agent", "Maya here")
    await maya.page.get_by_test_id("insert-article").first.click()
    await maya.page.get_by_test_id("reply-send").click()
    await expect(sam.messages("agent").get_by_test_id("article-card")).to_be_visible(timeout=15_000)
    await sam.say("thank you for coming")
    await expect(maya.page.get_by_text("thank you for coming").last).to_be_visible(timeout=15_000)

    await maya.resolve("The download queue was stuck on one broken song.", "Remove songs that show an error.")
    await expect(sam.widget.locator("body")).to_contain_text("stuck on one broken song", timeout=15_000)
    await expect(sam.widget.locator("body")).to_contain_text("Remove songs that show an error")
    await sam.rate(4)
    await expect(sam.widget.get_by_test_id("rating")).to_contain_text("Thank you")

    assert "see the incident" not in await sam.page.content()
    assert not [text for text in await sam.transcript() if "see the incident" in text]
    assert not [frame for frame in sam.line.received if "see the incident" in str(frame)]


async def test_with_nobody_online_a_ticket_is_opened_and_nothing_false_is_promised(desk, listener_comes, agent_comes):
    await until(lambda: desk.agents_online() == 0, 90, "every agent to be offline")
    sam = await listener_comes()
    await sam.begin()
    await sam.say("I want a person")

    banner = sam.widget.get_by_test_id("queue-banner")
    await expect(banner).to_be_visible(timeout=45_000)
    await expect(sam.widget.locator("body")).to_contain_text(re.compile(r"T-\d+"))
    assert not re.search(r"\b\d+ (seconds|minutes?)\b", await banner.inner_text())

    maya = await agent_comes()
    await maya.look_at(sam, "queued")
    await maya.accept()
    await maya.reply("Sorry that you had to wait.")
    await sam.hears("agent", "Sorry that you had to wait")
    await maya.resolve("Nobody was there.", "")


async def test_of_two_who_accept_at_once_one_wins_and_the_other_learns_who(listener_comes, agent_comes, noor):
    maya, other = await agent_comes(), await agent_comes(noor)
    sam = await listener_comes()
    await sam.begin()
    await sam.widget.get_by_test_id("talk-to-person").click()
    await expect(sam.widget.get_by_test_id("queue-banner")).to_be_visible(timeout=15_000)
    await maya.look_at(sam, "queued")
    await other.look_at(sam, "queued")

    maya.line.hold()
    await other.accept()
    await maya.page.get_by_test_id("accept").click()
    maya.line.release()

    await expect(maya.page.get_by_test_id("toast")).to_contain_text("Noor", timeout=15_000)
    await expect(maya.page.get_by_test_id("resolve")).to_have_count(0)
    await sam.hears("system", "Noor")
    await expect(sam.messages("system").filter(has_text="Maya")).to_have_count(0)
    await other.resolve("Two were there.", "")


async def test_a_reply_that_the_bot_computed_before_the_takeover_never_appears(desk, listener_comes, agent_comes):
    maya = await agent_comes()
    sam = await listener_comes()
    await sam.begin()
    await sam.say("hello")
    await expect(sam.messages("bot").first).to_be_visible(timeout=45_000)
    said = await sam.messages("bot").count()

    with desk.paused("bot.components.serve"):
        await sam.say(PROBLEM)
        await maya.look_at(sam, "with_bot")
        await maya.take_over()
        await maya.reply("I have it from here.")
        await sam.hears("agent", "I have it from here")

    # Rasa is awake again; what it had to say is known to have come and gone once it answers somebody else.
    kim = await listener_comes()
    await kim.begin()
    await kim.say("hello")
    await expect(kim.messages("bot").first).to_be_visible(timeout=45_000)
    assert await sam.messages("bot").count() == said
    await maya.resolve("Answered by a person.", "")
