"""The topics of docs/topics.md, by group: what an agent may say a conversation is about. A test holds both together."""

from __future__ import annotations

from typing import Final

GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "playback": (
        "offline_downloads",
        "playback_interrupted",
        "audio_quality",
        "playback_controls",
        "local_files",
    ),
    "app and devices": (
        "app_crash_performance",
        "speaker_connect_device",
        "car_mode",
        "web_player",
        "group_session_jam",
        "sync_across_devices",
        "outage_question",
    ),
    "library": (
        "playlist_library_missing",
        "playlist_not_updating",
        "playlist_manage_share",
        "search_problem",
    ),
    "content": (
        "recommendations_wrong",
        "lyrics",
        "region_restriction",
        "content_missing_or_wrong",
        "podcasts_audiobooks",
    ),
    "account": ("account_login", "account_hacked", "account_settings"),
    "billing": (
        "billing_unexpected_charge",
        "payment_failed_or_method",
        "premium_not_active",
        "cancel_or_refund",
    ),
    "plans": ("plan_student", "plan_family_duo", "plan_price_offer_upgrade"),
    "free tier and ads": ("free_tier_ads_limits", "ads_on_premium"),
    "feedback": ("feature_request_feedback", "complaint_frustration"),
    "dialogue": (
        "talk_to_human",
        "inform_details",
        "greeting",
        "thanks_praise_resolved",
        "goodbye",
        "affirm",
        "deny_not_fixed",
    ),
    "other": ("artist_creator_support", "out_of_scope"),
}
TOPICS: Final = frozenset(topic for topics in GROUPS.values() for topic in topics)


def topic_of(intent: str) -> str:
    """A finer intent such as `offline_downloads/limit_reached` counts as its topic."""
    return intent.partition("/")[0]


def topic_title(topic: str | None) -> str | None:
    """A topic's id in words for people."""
    return topic_of(topic).replace("_", " ").capitalize() if topic else None
