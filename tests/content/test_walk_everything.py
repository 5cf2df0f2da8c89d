"""Presses every button of every flow: each way ends, soon, with an outcome or a person, and no step is out of reach."""

import copy
from functools import cache

import pytest

from bot.flows.model import Action, Call
from tests.content.test_articles import topics
from tests.content.walking import Talk, bundle, found

READ, ACCOUNT, CHARGES = "action_read_diagnostics", "action_read_account", "action_read_charges"
PHONE = {"platform": "phone", "device": "iPhone 13", "os": "iOS 18.1"}
ANDROID = {"platform": "phone", "device": "Pixel 9", "os": "Android 15"}


def account(plan, status="active", country="GB"):
    return {"plan": plan, "account_status": status, "country": country}


#: What the actions find out, by what the situation is called.
SITUATIONS = {
    "nothing known": {},
    "all well on a phone": {READ: found(**PHONE)},
    "all well on Android": {READ: found(**ANDROID)},
    "much amiss on a phone": {
        READ: found(
            "downloads_wifi_only", "download_queue_stuck", "storage_low", "battery_saver_on", "app_outdated", **PHONE
        )
    },
    "at every limit": {
        READ: found("device_limit_reached", "song_limit_reached", "offline_too_long", "download_queue_stuck", **PHONE)
    },
    "too many songs": {READ: found("song_limit_reached", "download_queue_stuck", **PHONE)},
    "a long time offline": {READ: found("offline_too_long", "offline_mode_on", "downloads_wifi_only", **PHONE)},
    "offline mode": {READ: found("offline_mode_on", "download_queue_stuck", "battery_saver_on", **PHONE)},
    "a weak network": {READ: found("network_weak", "battery_saver_on", "data_saver_on", "app_outdated", **PHONE)},
    "a computer": {READ: found("app_outdated", platform="desktop")},
    "a browser": {READ: found(platform="web")},
    "a speaker": {READ: found(platform="speaker")},
    "a TV": {READ: found("app_outdated", platform="tv")},
    "a car": {READ: found(platform="car")},
    "the free tier": {
        READ: found("plan_without_downloads", "app_outdated", plan="free", **PHONE),
        ACCOUNT: account("free"),
    },
    "Premium": {
        READ: found("app_outdated", plan="premium_individual", **PHONE),
        ACCOUNT: account("premium_individual"),
    },
    "a student": {ACCOUNT: account("premium_student", country="IN")},
    "an unknown account": {ACCOUNT: {"account_status": "unknown"}},
    "a payment due": {ACCOUNT: account("premium_family", "payment_due")},
    "a cancelled plan": {ACCOUNT: account("premium_duo", "cancelled")},
    "a suspended account": {ACCOUNT: account("free", "suspended")},
    **{
        f"a charge: {kind}": {
            ACCOUNT: account("premium_individual"),
            CHARGES: {"charge_kind": kind, "charge_text": "The charge of £11.00 on 20 November 2026 is the one."},
        }
        for kind in bundle().slots["charge_kind"].values
    },
}
#: Steps that need more than a button and a finding: what the listener said in passing.
SAID_IN_PASSING = {
    "account_login": (
        {"platform": "car"},
        {"platform": "tv"},
        {"car_system": "CarPlay"},
        {"text": "sign-up fails"},
        {"text": "it goes to my old address"},
    ),
    "billing_unexpected_charge": ({"text": "charged me twice"}, {"text": "I had cancelled and was charged"}),
    "playback_interrupted": ({"text": "i hear nothing"},),
    "plan_family_duo": ({"text": "switch to the duo plan"}, {"text": "how many people"}, {"text": "she moves out"}),
    "cancel_or_refund": ({"text": "a refund please"}, {"text": "I can't cancel"}, {"text": "how do I cancel"}),
    "payment_failed_or_method": ({"text": "another way to pay"},),
    "free_tier_ads_limits": ({"text": "no crossfade on the free version"},),
    "playlist_library_missing": ({"text": "my saved albums are gone"},),
    "podcasts_audiobooks": ({"text": "an episode stops half way"},),
    "car_mode": ({"car_system": "CarPlay"}, {"car_system": "Android Auto"}),
    "offline_downloads": (
        {"platform": "watch"},
        {"text": "my downloads are gone"},
        {"text": "it says I am offline"},
        {"text": "it won't download"},
        {"text": "it won't play offline"},
    ),
    "account_settings": (
        {"text": "delete my account"},
        {"text": "change my email"},
        {"text": "I have 2 accounts"},
        {"text": "my username"},
        {"text": "my country"},
        {"text": "the newsletter"},
    ),
    "group_session_jam": (
        {"text": "my friend gets kicked all the time"},
        {"text": "how do I kick a friend out of the jam"},
        {"text": "I can't leave the jam"},
        {"text": "I can't join"},
    ),
    "playback_controls": ({"text": "shuffle plays the same songs"},),
    "playlist_not_updating": ({"text": "the chart is old"}, {"text": "my weekly mix is old"}),
    "recommendations_wrong": ({"text": "stop recommending this to me"},),
    "speaker_connect_device": ({"platform": "watch", "text": "my watch won't download"},),
    "search_problem": ({"text": "search gives me nothing at all"},),
}
FLOWS = sorted(flow for flow in bundle().flows if flow in topics())
#: More questions than this, and nobody is left to answer them.
PATIENCE = 11


def actions_of(flow_id):
    """The actions that a flow and those it calls may run."""
    deeds = [step.deed for step in bundle().flows[flow_id].steps.values()]
    called = {action for deed in deeds if isinstance(deed, Call) for action in actions_of(deed.flow)}
    return called | {deed.name for deed in deeds if isinstance(deed, Action)}


def leaves(talk, depth=1):
    """Every conversation that can come of pressing buttons. Where "I can't" is answered like "no", one is enough."""
    assert depth <= PATIENCE, f"still asking: {talk.texts}"
    for text in talk.texts:
        assert text and "{" not in text
    if talk.outcome is not None or talk.handed_over_because is not None:
        yield talk
        return
    assert talk.buttons, f"no way on after {talk.texts}"
    answered = []
    for button in talk.buttons:
        branch = copy.copy(talk)
        branch.slots = dict(talk.slots)
        branch.presses(button["title"])
        if button["payload"] == "/none_of_these":
            assert branch.texts and "Yes, a person please" in [one["title"] for one in branch.buttons]
            continue  # To a person, or back to this question.
        if "=cannot)" in button["payload"] and branch.texts in answered:
            continue
        answered.append(branch.texts)
        yield from leaves(branch, depth + 1)


@cache
def ends_of(flow_id, situation):
    """All conversations of a flow, as those steps, outcomes and reasons that they ended with."""
    ends = []
    for said in ({}, *SAID_IN_PASSING.get(flow_id, ())):
        talk = Talk(SITUATIONS[situation])
        talk.hears(flow_id, **said)
        ends += [(end.reached, end.outcome, end.handed_over_because) for end in leaves(talk)]
    return ends


@pytest.mark.parametrize("flow_id", FLOWS)
def test_every_way_through_a_flow_ends_with_an_outcome_or_a_person(flow_id):
    for situation, reported in SITUATIONS.items():
        if not reported or actions_of(flow_id) & set(reported):
            ends = ends_of(flow_id, situation)
            assert all(outcome or because for _, outcome, because in ends), situation
    assert any(because for _, _, because in ends_of(flow_id, "nothing known"))


@pytest.mark.parametrize("flow_id", FLOWS)
def test_every_step_of_a_flow_can_be_reached(flow_id):
    reached = {
        step
        for situation, reported in SITUATIONS.items()
        if not reported or actions_of(flow_id) & set(reported)
        for passed, _, _ in ends_of(flow_id, situation)
        for flow, step in passed
        if flow == flow_id
    }
    assert set(bundle().flows[flow_id].steps) - reached == set()


@pytest.mark.parametrize("topic", sorted(set(topics()) & set(bundle().topics) - set(FLOWS) - {"complaint_frustration"}))
def test_a_topic_without_a_flow_is_answered_by_an_article_or_a_person(topic):
    found_one = Talk({"action_search_articles": {"article_slug": "feedback/ideas", "article_title": "Ideas"}})
    assert found_one.hears(topic) == ["action_search_articles", "utter_ask_search_helped"]
    assert found_one.presses("No, not really") == ["utter_ask_person_after_article"]
    assert found_one.presses("Yes, please")[-1] == "action_request_handoff"

    nothing = Talk()
    said = nothing.hears(topic)
    assert said == ["action_search_articles", "utter_no_article_found", "utter_ask_person_after_article"]
    assert nothing.presses("No, thanks") == ["utter_can_do_something_else"]
