"""Walks through the flows about accounts and Premium, where security goes before everything else."""

import pytest

from tests.content.walking import Talk, walk

ACCOUNT = "action_read_account"
PERSON = ["action_open_ticket", "utter_human_handoff", "action_request_handoff"]
HACKED = ["utter_hacked_start", "utter_ask_still_in"]


def test_a_hacked_account_is_locked_before_anything_is_asked():
    sam = walk(
        Talk(),
        ("account_hacked", HACKED),
        ("=Yes, I can", ["utter_ask_secured"]),
        ("=Yes, both done", ["utter_ask_apps_removed"]),
        ("=Yes, done", ["utter_ask_damage_done"]),
        ("=No, all fine", ["utter_hacked_safe"]),
    )
    assert sam.outcome.result == "resolved"


@pytest.mark.parametrize(
    "answers",
    [
        ["No, I'm locked out"],
        ["Yes, I can", "No, it doesn't work"],
        ["Yes, I can", "Yes, both done", "Yes, done", "Yes, something has"],
        ["Yes, I can", "Yes, both done", "I can't do that now", "No, all fine"],
    ],
)
def test_whoever_cannot_secure_the_account_alone_gets_a_person_with_access(answers):
    sam = walk(Talk(), ("account_hacked", HACKED))
    for answer in answers:
        said = sam.presses(answer)
    assert said[-3:] == PERSON
    assert sam.handed_over_because == "needs_account_access"
    assert sam.outcome.result == "handed_off"


def test_nobody_is_asked_for_a_password_or_a_card():
    sam = Talk()
    sam.hears("account_hacked")
    assert "never need to send me a password or a card number" in sam.texts[0]


def test_details_changed_by_someone_else_lead_from_login_to_security():
    walk(
        Talk(),
        ("account_login", [ACCOUNT, "utter_ask_login_problem"]),
        ("=Someone changed my details", HACKED),
    )


def test_a_library_changed_by_a_stranger_leads_to_security():
    walk(
        Talk(),
        ("playlist_library_missing", ["utter_ask_missing_what"]),
        ("=It was changed by a stranger", HACKED),
    )


def test_a_suspended_account_goes_to_a_person_with_access():
    sam = Talk({ACCOUNT: {"account_status": "suspended"}})
    assert sam.hears("account_login") == [ACCOUNT, "utter_login_blocked", *PERSON]
    assert sam.handed_over_because == "needs_account_access"


def test_who_cannot_log_in_in_the_car_is_sent_to_the_phone():
    sam = Talk()
    said = sam.hears("account_login", "I can't log in with CarPlay", car_system="CarPlay", platform="car")
    assert said == [ACCOUNT, "utter_ask_phone_login_worked"]
    assert sam.presses("Yes, I'm in")[0] == "utter_logged_in"


@pytest.mark.parametrize(
    ("account", "said"),
    [
        ({"account_status": "active", "plan": "premium_individual"}, ["utter_account_has_premium"]),
        ({"account_status": "active", "plan": "free"}, ["utter_account_is_free"]),
        ({"account_status": "payment_due", "plan": "premium_student"}, ["utter_payment_not_through"]),
        ({"account_status": "unknown"}, ["utter_ask_plan_page_says"]),
        ({}, ["utter_ask_plan_page_says"]),
    ],
)
def test_what_the_account_says_decides_where_to_look_for_premium(account, said):
    assert Talk({ACCOUNT: account}).hears("premium_not_active")[1:][: len(said)] == said


def test_premium_that_was_paid_for_and_did_not_start_goes_to_a_person_with_access():
    sam = walk(
        Talk({ACCOUNT: {"account_status": "active", "plan": "free"}}),
        ("premium_not_active", [ACCOUNT, "utter_account_is_free", "utter_ask_paying_account_found"]),
        ("=I have no receipt", ["utter_ask_payment_went_through"]),
        ("=Yes, it did", ["utter_premium_person", *PERSON]),
    )
    assert sam.handed_over_because == "needs_account_access"


def test_ads_within_a_podcast_are_explained():
    sam = walk(
        Talk(),
        ("ads_on_premium", [ACCOUNT, "utter_ask_ad_place"]),
        ("=In a podcast", ["utter_ads_in_podcast", "utter_can_do_something_else"]),
    )
    assert sam.outcome.result == "informed"
