"""How urgent a problem is, from its topic and the listener's mood."""

from __future__ import annotations

from typing import Final, Literal, get_args

from handoff.domain.topics import topic_of

Urgency = Literal["low", "normal", "high", "urgent"]
URGENCIES: Final[tuple[Urgency, ...]] = get_args(Urgency)

#: Security beats login, login beats money, money beats everything else; what is not here is normal.
URGENCY_OF_TOPIC: Final[dict[str, Urgency]] = {
    "account_hacked": "urgent",
    "account_login": "high",
    "billing_unexpected_charge": "high",
    "payment_failed_or_method": "high",
    "premium_not_active": "high",
    "cancel_or_refund": "high",
    "feature_request_feedback": "low",
    "recommendations_wrong": "low",
    "artist_creator_support": "low",
    "out_of_scope": "low",
}
#: From this sentiment (-1 … 1) downwards a listener is upset enough to be served one step sooner.
UPSET: Final = -0.5


def is_upset(sentiment: float | None) -> bool:
    return sentiment is not None and sentiment <= UPSET


def urgency_of(topic: str | None, sentiment: float | None = None) -> Urgency:
    """The urgency of a ticket."""
    base = URGENCY_OF_TOPIC.get(topic_of(topic or ""), "normal")
    if is_upset(sentiment):
        return URGENCIES[min(URGENCIES.index(base) + 1, len(URGENCIES) - 1)]
    return base


def rank(urgency: Urgency) -> int:
    """Higher is served sooner."""
    return URGENCIES.index(urgency)
