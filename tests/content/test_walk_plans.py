"""Walks through the flows about the student plan, account details, offers and the free tier."""

import pytest

from tests.content.walking import Talk, found, walk

READ, ACCOUNT = "action_read_diagnostics", "action_read_account"
PERSON = ["action_open_ticket", "utter_human_handoff", "action_request_handoff"]
ELSE = "utter_can_do_something_else"
STUDENT = [ACCOUNT, "utter_ask_student_problem"]
OFFER = [ACCOUNT, "utter_ask_offer_problem"]
SETTINGS = [ACCOUNT, "utter_ask_account_wish"]


def account(plan, country="GB"):
    return {"plan": plan, "account_status": "active", "country": country}


def test_a_rejected_student_tries_name_document_and_browser_before_a_person():
    sam = walk(
        Talk(),
        ("plan_student", STUDENT),
        ("=I was rejected", ["utter_ask_student_names"]),
        ("=No, it's refused", ["utter_ask_student_document"]),
        ("=No, it's refused", ["utter_ask_student_browser"]),
        ("=No, it doesn't", ["utter_student_person", *PERSON]),
    )
    assert sam.handed_over_because == "needs_account_access"
    assert set(sam.tried.values()) == {"did_not_help"} and len(sam.tried) == 3


def test_a_school_that_is_not_listed_goes_to_a_person_at_once():
    walk(
        Talk(),
        ("plan_student", STUDENT),
        ("=I was rejected", ["utter_ask_student_names"]),
        ("=My school isn't listed", ["utter_student_person", *PERSON]),
    )


def test_the_full_price_is_repaired_first_and_the_charge_is_a_persons_matter():
    sam = walk(
        Talk(),
        ("plan_student", STUDENT),
        ("=Charged the full price", ["utter_ask_student_renewed"]),
        ("=Yes, it did", ["utter_ask_charge_matters"]),
        ("=Yes, please", ["utter_student_charge", *PERSON]),
    )
    assert sam.outcome.article == "plans/student-full-price"


def test_the_years_of_the_student_plan_come_from_the_brand():
    sam = walk(Talk(), ("plan_student", STUDENT), ("=How long it lasts", ["utter_student_years", ELSE]))
    assert "up to 4 years" in sam.texts[0]


@pytest.mark.parametrize(
    ("country", "words"),
    [("GB", "£11"), ("US", "$11"), ("DE", "11 €"), ("IE", "€11"), ("IN", "₹129"), ("FR", "Prices differ by country")],
)
def test_the_price_is_the_one_of_the_listeners_country(country, words):
    sam = walk(
        Talk({ACCOUNT: account("premium_individual", country)}),
        ("plan_price_offer_upgrade", OFFER),
        ("=What it costs", ["utter_ask_price_seen"]),
    )
    assert words in sam.texts[-1]


def test_a_gift_card_of_another_country_is_explained():
    sam = walk(
        Talk(),
        ("plan_price_offer_upgrade", OFFER),
        ("=A gift card or code", ["utter_ask_code_in_account"]),
        ("=No, it's refused", ["utter_ask_code_country"]),
        ("=No, another one", ["utter_code_country", ELSE]),
    )
    assert sam.outcome.result == "informed"


def test_a_plan_that_a_partner_bills_is_changed_there():
    walk(
        Talk(),
        ("plan_price_offer_upgrade", OFFER),
        ("=Changing my plan", ["utter_ask_upgraded"]),
        ("=No, it didn't", ["utter_ask_partner_bills"]),
        ("=Yes, a partner", ["utter_partner_changes_plan", ELSE]),
    )


def test_premium_is_cancelled_before_an_account_is_closed():
    sam = walk(
        Talk({ACCOUNT: account("premium_individual")}),
        ("account_settings", SETTINGS),
        ("=Delete my account", ["utter_cancel_first", "utter_ask_closed"]),
        ("=I'll think about it", ["utter_account_kept", ELSE]),
    )
    assert sam.outcome.result == "informed"


def test_an_account_without_premium_is_closed_without_detour():
    walk(
        Talk({ACCOUNT: account("free")}),
        ("account_settings", SETTINGS),
        ("=Delete my account", ["utter_ask_closed"]),
        ("=Yes, it's done", ["utter_account_closed"]),
    )


def test_a_second_account_that_is_locked_goes_to_a_person_with_access():
    sam = walk(
        Talk(),
        ("account_settings", SETTINGS),
        ("=I have two accounts", ["utter_ask_keeper_chosen"]),
        ("=No, only to one", ["utter_other_account_locked", *PERSON]),
    )
    assert sam.handed_over_because == "needs_account_access"


def test_an_account_with_premium_meets_no_limits_of_the_free_tier():
    sam = walk(
        Talk({ACCOUNT: account("premium_individual")}),
        ("free_tier_ads_limits", [READ, ACCOUNT, "utter_free_has_premium", "utter_ask_free_relogin"]),
        ("=No, still there", PERSON),
    )
    assert sam.handed_over_because == "needs_account_access"


def test_an_app_that_hangs_at_an_ad_is_mended():
    sam = walk(
        Talk({READ: found(platform="web")}),
        ("free_tier_ads_limits", [READ, ACCOUNT, "utter_ask_free_problem"]),
        ("=It hangs at an ad", ["utter_ask_restart_worked"]),
        ("=No, still the same", ["utter_ask_blocker_off"]),
        ("=Yes, it does", ["utter_works_again"]),
    )
    assert sam.outcome.article == "free-tier/stuck-after-ad"


def test_an_unsuitable_ad_is_taken_up_by_a_person():
    walk(
        Talk(),
        ("free_tier_ads_limits", [READ, ACCOUNT, "utter_ask_free_problem"]),
        ("=A bad or loud ad", ["utter_ask_ad_loud"]),
        ("=It's unsuitable", ["utter_ad_person", *PERSON]),
    )
