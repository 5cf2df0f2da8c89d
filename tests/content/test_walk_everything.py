"""Presses every button of every flow: each way ends, soon, with an outcome or with a person."""

import copy

import pytest

from tests.content.test_articles import topics
from tests.content.walking import Talk, bundle, found

PHONE = {"platform": "phone", "device": "iPhone 13", "os": "iOS 18.1"}
SITUATIONS = {
    "nothing known": {},
    "all well on a phone": found(**PHONE),
    "much amiss on a phone": found(
        "downloads_wifi_only", "download_queue_stuck", "storage_low", "battery_saver_on", "app_outdated", **PHONE
    ),
    "a computer": found("app_outdated", platform="desktop"),
    "a browser": found(platform="web"),
    "a speaker": found(platform="speaker"),
    "a car": found(platform="car"),
}
FLOWS = sorted(flow for flow in bundle().flows if flow in topics())
#: More questions than this, and nobody is left to answer them.
PATIENCE = 11


def leaves(talk, depth=1):
    """Every conversation that can come of pressing buttons; "I can't" leads where "no" does and is left out."""
    assert depth <= PATIENCE, f"still asking: {talk.texts}"
    for text in talk.texts:
        assert text and "{" not in text
    if talk.outcome is not None or talk.handed_over_because is not None:
        yield talk
        return
    assert talk.buttons, f"no way on after {talk.texts}"
    for button in talk.buttons:
        if "=cannot)" not in button["payload"]:
            branch = copy.copy(talk)
            branch.slots = dict(talk.slots)
            branch.presses(button["title"])
            yield from leaves(branch, depth + 1)


@pytest.mark.parametrize("flow_id", FLOWS)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_every_way_through_a_flow_ends_with_an_outcome_or_a_person(flow_id, situation):
    talk = Talk({"action_read_diagnostics": SITUATIONS[situation]})
    talk.hears(flow_id)
    ends = list(leaves(talk))
    assert any(end.handed_over_because for end in ends) or situation != "nothing known"
    assert all(end.outcome or end.handed_over_because for end in ends)


@pytest.mark.parametrize("topic", sorted(set(topics()) & set(bundle().topics) - set(FLOWS) - {"complaint_frustration"}))
def test_a_topic_without_a_flow_is_answered_by_an_article_or_a_person(topic):
    found_one = Talk({"action_search_articles": {"article_slug": "content/lyrics", "article_title": "Lyrics"}})
    assert found_one.hears(topic) == ["action_search_articles", "utter_ask_search_helped"]
    assert found_one.presses("No, not really") == ["utter_ask_person_after_article"]
    assert found_one.presses("Yes, please")[-1] == "action_request_handoff"

    nothing = Talk()
    said = nothing.hears(topic)
    assert said == ["action_search_articles", "utter_no_article_found", "utter_ask_person_after_article"]
    assert nothing.presses("No, thanks") == ["utter_can_do_something_else"]
