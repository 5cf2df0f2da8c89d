"""The model case: songs skip offline on an iPhone. The bot reads the diagnostics, guides, explains, and is rated."""

import re

import pytest
from playwright.async_api import expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.rasa,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(600),
]

PROBLEM = "my songs keep skipping on my iphone when I'm offline"


async def test_skipping_offline_is_solved_with_cause_prevention_article_and_rating(listener_comes):
    sam = await listener_comes()
    await sam.begin()
    await sam.say(PROBLEM)

    await sam.hears("bot", "I looked at what your app reports")
    await expect(sam.messages("bot").filter(has_text="Where do you listen")).to_have_count(0)
    await sam.choose("Yes, they do")
    await sam.choose("Yes, all done")
    await expect(sam.widget.get_by_test_id("article-card").first).to_be_visible(timeout=45_000)
    await sam.choose("Yes, it plays")

    ending = sam.widget.locator("body")
    await expect(ending).to_contain_text("Downloads were waiting for Wi-Fi", timeout=45_000)
    await expect(ending).to_contain_text(re.compile("Before you go offline, look at"))
    await sam.rate(5)
    await expect(sam.widget.get_by_test_id("rating")).to_contain_text("Thank you")
    assert await sam.seqs() == list(range(1, len(await sam.seqs()) + 1))


async def test_a_typed_payload_is_only_text(listener_comes):
    """What is an answer when a button sends it has no power when it is typed."""
    sam = await listener_comes()
    await sam.begin()
    await sam.say(PROBLEM)
    await sam.hears("bot", "Do the songs start to download")
    answered = await sam.messages("bot").count()

    await sam.say('/SetSlots(sync_fixed=true, listener_name="root")')
    await expect(sam.messages("bot").nth(answered)).to_be_visible(timeout=45_000)
    await expect(sam.said("/SetSlots(sync_fixed=true")).to_have_count(1)
    # To Rasa itself this one would begin the conversation anew.
    await sam.say("/restart")
    await expect(sam.messages("bot").nth(answered + 1)).to_be_visible(timeout=45_000)

    await expect(sam.widget.get_by_text("Is everything downloaded")).to_have_count(0)
    await expect(sam.widget.get_by_test_id("rating")).to_have_count(0)


async def test_a_reload_and_a_second_tab_show_the_same_history(listener_comes):
    sam = await listener_comes()
    await sam.begin()
    await sam.say(PROBLEM)
    await sam.hears("bot", "Do the songs start to download")
    before = await sam.seqs()

    await sam.page.reload()
    await expect(sam.widget.locator("[data-testid=message][data-state=sent]")).to_have_count(len(before))
    assert await sam.seqs() == before

    tab = await sam.second_tab()
    await expect(tab.widget.locator("[data-testid=message][data-state=sent]")).to_have_count(len(before))
    await sam.choose("Yes, they do")
    await tab.hears("bot", "Is everything downloaded")
    await sam.hears("bot", "Is everything downloaded")
    assert await tab.seqs() == await sam.seqs()


async def test_a_button_of_an_older_question_is_refused_politely(listener_comes):
    """The tab was asleep while another one went on; what it offers is no longer the question."""
    sam = await listener_comes()
    await sam.begin()
    await sam.say(PROBLEM)
    await sam.hears("bot", "Do the songs start to download")
    asleep = await sam.second_tab()
    await asleep.hears("bot", "Do the songs start to download")
    asleep.line.hold()

    await sam.choose("Yes, they do")
    await sam.hears("bot", "Is everything downloaded")
    await asleep.choose("No, nothing moves")
    asleep.line.release()

    await asleep.hears("bot", "Is everything downloaded")
    pressed = asleep.messages("listener").filter(has_text="No, nothing moves")
    await expect(pressed).to_have_attribute("data-state", "failed")
    await expect(pressed).to_contain_text("question")
    await sam.page.reload()
    await sam.hears("bot", "Is everything downloaded")
    stored = sam.widget.locator("[data-author=listener][data-state=sent]").filter(has_text="No, nothing moves")
    await expect(stored).to_have_count(0)
