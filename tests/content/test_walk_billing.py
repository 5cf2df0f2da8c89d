"""Walks through `billing_unexpected_charge`: what the listener does, and what they get."""

import pytest

from tests.content.walking import Talk, walk

ACCOUNT, CHARGES = "action_read_account", "action_read_charges"
PERSON = ["action_open_ticket", "utter_human_handoff", "action_request_handoff"]
SELF = ["utter_charge_look_yourself", "utter_ask_charge_seen"]


def known(kind, text="The charge of £11.00 on 20 November 2026 is the one."):
    return Talk({ACCOUNT: {"account_status": "active"}, CHARGES: {"charge_kind": kind, "charge_text": text}})


def anonymous():
    return Talk({ACCOUNT: {"account_status": None}})


@pytest.mark.parametrize(
    ("kind", "words", "article"),
    [
        ("pending_authorisation", "disappears by itself", "billing/charged-twice"),
        ("retried_payment", "tried again", "billing/charged-twice"),
        ("second_account", "second account", "billing/two-accounts"),
        ("family_move", "billing date", "billing/billing-date"),
        ("partner_billed", "A partner", "billing/partner-billing"),
        ("price_change", "price of your plan has changed", "plans/price-rise"),
    ],
)
def test_a_charge_that_is_known_is_explained(kind, words, article):
    sam = walk(
        known(kind),
        ("billing_unexpected_charge", [ACCOUNT, CHARGES, "utter_charge_found", "utter_ask_charge_explained"]),
    )
    assert "£11.00" in sam.texts[0] and words in sam.texts[1]
    walk(sam, ("=Yes, that's it", ["utter_charge_clear"]))
    assert (sam.outcome.result, sam.outcome.article) == ("resolved", article)


def test_an_explanation_that_does_not_fit_leads_to_a_person():
    sam = walk(
        known("retried_payment"),
        ("billing_unexpected_charge", [ACCOUNT, CHARGES, "utter_charge_found", "utter_ask_charge_explained"]),
        ("=No, it's another one", PERSON),
    )
    assert sam.handed_over_because == "steps_exhausted"
    assert sam.tried == {"Explained the charge": "did_not_help"}


@pytest.mark.parametrize("kind", ["after_cancel", "charge_after_cancel"])
def test_a_charge_after_cancelling_goes_to_a_person_with_access_at_once(kind):
    sam = known(kind)
    said = sam.hears("billing_unexpected_charge")
    assert said == [ACCOUNT, CHARGES, "utter_charge_found", "utter_charge_after_cancel", *PERSON]
    assert sam.handed_over_because == "needs_account_access"
    assert sam.outcome.result == "handed_off"


@pytest.mark.parametrize("kind", ["none_found", None])
def test_where_nothing_is_unusual_the_listener_looks_for_a_second_account(kind):
    sam = walk(
        known(kind),
        ("billing_unexpected_charge", [ACCOUNT, CHARGES, "utter_no_charge_here", "utter_ask_other_account_found"]),
    )
    walk(sam, ("=Yes, I found it", ["utter_charge_clear"]))
    assert sam.outcome.article == "billing/two-accounts"


def test_where_no_second_account_is_found_a_person_looks():
    walk(
        known("none_found"),
        ("billing_unexpected_charge", [ACCOUNT, CHARGES, "utter_no_charge_here", "utter_ask_other_account_found"]),
        ("=No, nothing", PERSON),
    )


@pytest.mark.parametrize("status", [None, "unknown"])
def test_an_anonymous_listener_is_shown_how_to_look_and_warned_about_card_numbers(status):
    sam = Talk({ACCOUNT: {"account_status": status}})
    assert sam.hears("billing_unexpected_charge") == [ACCOUNT, *SELF]
    assert "never need to send me card numbers" in sam.texts[0]


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        ('It says "pending"', ["utter_ask_charge_explained"]),
        ("More than before", ["utter_ask_charge_explained"]),
        ("From an app store or operator", ["utter_ask_charge_explained"]),
        ("No receipt for it", ["utter_ask_other_account_found"]),
        ("I had cancelled", ["utter_charge_after_cancel", *PERSON]),
    ],
)
def test_what_an_anonymous_listener_sees_decides(seen, said):
    walk(anonymous(), ("billing_unexpected_charge", [ACCOUNT, *SELF]), (f"={seen}", said))


def test_an_account_service_that_is_down_is_no_dead_end():
    sam = Talk({ACCOUNT: {"account_status": "active"}, CHARGES: None})
    assert sam.hears("billing_unexpected_charge") == [ACCOUNT, CHARGES, "utter_action_failed", *SELF]


def test_who_asks_for_a_person_gets_one_at_once():
    sam = walk(anonymous(), ("billing_unexpected_charge", [ACCOUNT, *SELF]), ("talk_to_human", PERSON))
    assert sam.handed_over_because == "asked_for_person"


def test_a_flow_can_be_left_in_the_middle():
    walk(anonymous(), ("billing_unexpected_charge", [ACCOUNT, *SELF]), ("cancel_flow", ["utter_flow_cancelled"]))


def test_an_answer_can_be_taken_back():
    sam = walk(
        anonymous(),
        ("billing_unexpected_charge", [ACCOUNT, *SELF]),
        ('=It says "pending"', ["utter_ask_charge_explained"]),
    )
    said = sam.hears("correct_slot", "sorry, no receipt for it")
    assert said == ["utter_corrected_previous_input", "utter_ask_other_account_found"]
