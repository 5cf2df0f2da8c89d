"""Which kind of charge it is, and what the listener is told."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest

from actions.charges import RULES, Charge, Explanation, Subscription, explain

TODAY = datetime(2026, 11, 20, 9, tzinfo=timezone.utc)


def a_charge(days_ago: float = 0, **changes) -> Charge:
    values = {
        "charge_id": f"ch-{days_ago}", "at": TODAY - timedelta(days=days_ago), "amount": Decimal("11"),
        "currency": "GBP", "status": "settled", "account_id": "me",
    }  # fmt: skip
    return Charge(**(values | changes))


def a_subscription(**changes) -> Subscription:
    return Subscription(**({"account_id": "me", "plan": "premium_individual"} | changes))


REGULAR = [a_charge(0), a_charge(31), a_charge(61)]
CASES = {
    "pending_authorisation": ([a_charge(0, status="pending"), a_charge(1)], a_subscription()),
    "retried_payment": (
        [a_charge(0, retry_of="ch-4"), a_charge(4, status="failed"), a_charge(31)],
        a_subscription(),
    ),
    "second_account": ([a_charge(0, account_id="other"), a_charge(3)], a_subscription()),
    "partner_billed": ([a_charge(0, partner="the App Store")], a_subscription()),
    "family_move": (
        [a_charge(0, amount=Decimal("18")), a_charge(12)],
        a_subscription(plan="premium_family", moved_at=TODAY - timedelta(minutes=5)),
    ),
    "price_change": ([a_charge(0), a_charge(31, amount=Decimal("10"))], a_subscription()),
    "charge_after_cancel": ([a_charge(0), a_charge(31)], a_subscription(cancelled_at=TODAY - timedelta(days=2))),
}


@pytest.mark.parametrize("kind", RULES)
def test_each_unusual_charge_is_recognised_and_said_with_amount_and_date(kind):
    explanation = explain(*CASES[kind])

    assert explanation.kind == kind
    amount = "£18.00" if kind == "family_move" else "£11.00"
    assert f"{amount} on 20 November 2026" in explanation.text
    assert explanation.text.endswith(".")
    assert explanation.text.count(". ") == 0


@pytest.mark.parametrize(
    ("charges", "subscription"),
    [
        (REGULAR, a_subscription()),
        # A charge that is merely new is pending too; a failed one that nobody tried again took no money.
        ([a_charge(0, status="pending"), a_charge(31)], a_subscription()),
        ([a_charge(0), a_charge(4, status="failed")], a_subscription()),
        # What happened before the last billing month is not what the listener asks about.
        ([*REGULAR, a_charge(70, partner="the App Store")], a_subscription()),
        (REGULAR, a_subscription(plan="premium_family", moved_at=TODAY - timedelta(days=200))),
        (REGULAR, a_subscription(cancelled_at=TODAY + timedelta(days=1))),
        ([a_charge(0), a_charge(1, status="voided", account_id="other")], a_subscription()),
        # Another plan has another price.
        (
            [a_charge(0), a_charge(12, amount=Decimal("6"))],
            a_subscription(moved_at=TODAY - timedelta(days=3)),
        ),
    ],
)
def test_ordinary_charges_have_no_kind_and_the_last_one_is_named(charges, subscription):
    assert explain(charges, subscription) == Explanation(None, "The last charge was £11.00 on 20 November 2026.")


def test_without_any_charge_nothing_is_said():
    assert explain([], a_subscription()) == Explanation(None, None)


def test_a_currency_without_a_known_symbol_is_named_by_its_code():
    assert "11.00 SEK on" in explain([a_charge(currency="SEK")], a_subscription()).text


def test_of_two_unusual_charges_the_most_recent_is_explained():
    charges = [a_charge(0, partner="the App Store"), a_charge(3, account_id="other")]

    assert explain(charges, a_subscription()).kind == "partner_billed"


def test_the_day_of_the_cancellation_is_named():
    assert "cancelled on 18 November 2026" in explain(*CASES["charge_after_cancel"]).text
