"""How urgent a problem is, from its topic, the listener's mood, and whether they are about to leave."""

from __future__ import annotations

from dataclasses import dataclass
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
#: From this sentiment (-1 … 1) downwards a listener is upset enough to be served one step sooner. What it hears and
#: what it takes for anger is measured in docs/understanding.md.
UPSET: Final = -0.4


@dataclass(frozen=True)
class Mood:
    """How a listener feels, from -1, upset, to 1, and whether they say that they leave the service."""

    sentiment: float | None = None
    is_leaving: bool = False


#: Of who has said nothing yet.
UNKNOWN: Final = Mood()


def is_upset(sentiment: float | None) -> bool:
    return sentiment is not None and sentiment <= UPSET


def urgency_of(topic: str | None, mood: Mood = UNKNOWN) -> Urgency:
    """The urgency of a ticket: one step more for who is upset or leaves, and not two for both.

    Who leaves cannot be won back by a later answer, so theirs comes sooner. But calmly ending a subscription is no
    emergency: leaving alone lifts nothing to urgent, where taken accounts are."""
    base = URGENCY_OF_TOPIC.get(topic_of(topic or ""), "normal")
    above = URGENCIES[min(URGENCIES.index(base) + 1, len(URGENCIES) - 1)]
    if is_upset(mood.sentiment) or (mood.is_leaving and above != "urgent"):
        return above
    return base


def rank(urgency: Urgency) -> int:
    """Higher is served sooner."""
    return URGENCIES.index(urgency)
