"""Explains the most recent unusual charge of an account: which kind it is, and one sentence for the listener.

Rules only. Where charges come from is `accounts`' part, what to do about them is the flow's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

#: Two charges this close together are what listeners call "charged twice".
_TWICE_WITHIN = timedelta(days=10)
#: Listeners ask about the current or the last billing month, not about what was settled before it.
_RECENT = timedelta(days=45)
_TAKES_MONEY = ("pending", "settled")
_SYMBOLS = {"GBP": "£", "USD": "$", "EUR": "€", "INR": "₹"}


@dataclass(frozen=True)
class Charge:
    """One movement of money, as the account service tells it."""

    charge_id: str
    at: datetime
    amount: Decimal
    currency: str
    #: pending, settled, failed, refunded or voided.
    status: str
    #: Whose plan was paid. Other accounts that pay by the same card are listed too.
    account_id: str
    #: The failed charge that this one tries again.
    retry_of: str | None = None
    #: Who bills in the service's place: an app store, a mobile operator.
    partner: str | None = None


@dataclass(frozen=True)
class Subscription:
    """What the charges are compared with."""

    account_id: str
    plan: str
    cancelled_at: datetime | None = None
    #: When the account moved to its present plan.
    moved_at: datetime | None = None


@dataclass(frozen=True)
class Explanation:
    """`kind` is null where no charge is unusual; `text` then names the last one, or is null where there is none."""

    kind: str | None
    text: str | None


def explain(charges: Sequence[Charge], subscription: Subscription) -> Explanation:
    """Classify the charges. Of several unusual ones, the most recent is what the listener asks about."""
    newest_first = sorted(charges, key=lambda charge: charge.at, reverse=True)
    recent = [charge for charge in newest_first if newest_first[0].at - charge.at <= _RECENT]
    for charge in recent:
        for kind, (holds, sentence) in RULES.items():
            if holds(charge, recent, subscription):
                return Explanation(kind, sentence(charge, subscription))
    return Explanation(None, f"The last charge was {_what(recent[0])}." if recent else None)


def _is_pending_beside_another(charge: Charge, charges: Sequence[Charge], _: Subscription) -> bool:
    return charge.status == "pending" and any(
        other is not charge
        and other.status in _TAKES_MONEY
        and other.account_id == charge.account_id
        and other.amount == charge.amount
        and abs(charge.at - other.at) <= _TWICE_WITHIN
        for other in charges
    )


def _is_a_retry(charge: Charge, _: Sequence[Charge], __: Subscription) -> bool:
    return charge.retry_of is not None and charge.status in _TAKES_MONEY


def _is_of_another_account(charge: Charge, _: Sequence[Charge], subscription: Subscription) -> bool:
    return charge.account_id != subscription.account_id and charge.status in _TAKES_MONEY


def _is_of_a_partner(charge: Charge, _: Sequence[Charge], __: Subscription) -> bool:
    return charge.partner is not None and charge.status in _TAKES_MONEY


def _follows_a_move_to_family(charge: Charge, _: Sequence[Charge], subscription: Subscription) -> bool:
    return (
        subscription.plan == "premium_family"
        and subscription.moved_at is not None
        and timedelta(0) <= charge.at - subscription.moved_at <= _TWICE_WITHIN
        and charge.status in _TAKES_MONEY
    )


def _follows_a_cancellation(charge: Charge, _: Sequence[Charge], subscription: Subscription) -> bool:
    cancelled_at = subscription.cancelled_at
    return cancelled_at is not None and charge.at > cancelled_at and charge.status in _TAKES_MONEY


def _is_of_another_price(charge: Charge, charges: Sequence[Charge], subscription: Subscription) -> bool:
    before = [
        other for other in charges if _is_paid(other) and other.at < charge.at and other.currency == charge.currency
    ]
    if not before or not _is_paid(charge) or before[0].amount == charge.amount:
        return False
    moved_at = subscription.moved_at
    return moved_at is None or not before[0].at < moved_at <= charge.at


def _is_paid(charge: Charge) -> bool:
    return charge.status == "settled"


def _cancelled_text(charge: Charge, subscription: Subscription) -> str:
    cancelled = f" on {_day(subscription.cancelled_at)}" if subscription.cancelled_at else ""
    return f"The charge of {_what(charge)} was made after the plan was cancelled{cancelled}."


Rule = tuple[Callable[[Charge, Sequence[Charge], Subscription], bool], Callable[[Charge, Subscription], str]]

#: In the order in which they are asked: who paid and who billed explain more than what the charge looks like.
RULES: dict[str, Rule] = {
    "second_account": (
        _is_of_another_account,
        lambda charge, _: f"The charge of {_what(charge)} is for another account that pays with the same card.",
    ),
    "charge_after_cancel": (_follows_a_cancellation, _cancelled_text),
    "partner_billed": (
        _is_of_a_partner,
        lambda charge, _: f"The charge of {_what(charge)} was billed by {charge.partner}, not by us.",
    ),
    "retried_payment": (
        _is_a_retry,
        lambda charge, _: f"The charge of {_what(charge)} is the second try of a payment that had failed.",
    ),
    "pending_authorisation": (
        _is_pending_beside_another,
        lambda charge, _: f"The charge of {_what(charge)} is only a pending authorisation, not a payment.",
    ),
    "family_move": (
        _follows_a_move_to_family,
        lambda charge, _: (
            f"The charge of {_what(charge)} is the first of your family plan, which moved the billing date."
        ),
    ),
}


def _what(charge: Charge) -> str:
    """Amount and day, as in "£11.00 on 20 November 2026"."""
    symbol = _SYMBOLS.get(charge.currency)
    amount = f"{symbol}{charge.amount:.2f}" if symbol else f"{charge.amount:.2f} {charge.currency}"
    return f"{amount} on {_day(charge.at)}"


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"
