"""The topics of docs/topics.md, by group, each as agents read it: what a conversation may be about.

A test holds both together."""

from __future__ import annotations

from typing import Final

GROUPS: Final[dict[str, dict[str, str]]] = {
    "playback": {
        "offline_downloads": "Downloads and offline",
        "playback_interrupted": "Music stops or skips",
        "audio_quality": "Sound quality or volume",
        "playback_controls": "Shuffle, repeat and queue",
        "local_files": "Own music files",
    },
    "app and devices": {
        "app_crash_performance": "App crashes or is slow",
        "speaker_connect_device": "Speakers, TVs and other devices",
        "car_mode": "In the car",
        "web_player": "Web player",
        "group_session_jam": "Listening together",
        "sync_across_devices": "Different on each device",
        "outage_question": "Is the service down?",
    },
    "library": {
        "playlist_library_missing": "Lost playlists or library",
        "playlist_not_updating": "Playlist does not update",
        "playlist_manage_share": "Making and sharing playlists",
        "search_problem": "Search",
    },
    "content": {
        "recommendations_wrong": "Recommendations",
        "lyrics": "Lyrics",
        "region_restriction": "Not available in a country",
        "content_missing_or_wrong": "Missing or wrong music",
        "podcasts_audiobooks": "Podcasts and audiobooks",
    },
    "account": {
        "account_login": "Logging in",
        "account_hacked": "Account taken over",
        "account_settings": "Account settings",
    },
    "billing": {
        "billing_unexpected_charge": "Unexpected charge",
        "payment_failed_or_method": "Failed payment or payment method",
        "premium_not_active": "Paid, but no Premium",
        "cancel_or_refund": "Cancelling or refund",
    },
    "plans": {
        "plan_student": "Student plan",
        "plan_family_duo": "Family or duo plan",
        "plan_price_offer_upgrade": "Prices, offers and upgrades",
    },
    "free tier and ads": {
        "free_tier_ads_limits": "Limits and ads of the free tier",
        "ads_on_premium": "Ads on Premium",
    },
    "feedback": {
        "feature_request_feedback": "Wish or opinion",
        "complaint_frustration": "Complaint",
    },
    "dialogue": {
        "talk_to_human": "Wants a person",
        "inform_details": "Only details, no problem yet",
        "greeting": "Greeting",
        "thanks_praise_resolved": "Thanks, or solved",
        "goodbye": "Goodbye",
        "affirm": "A yes",
        "deny_not_fixed": "A no, or not fixed",
    },
    "other": {
        "artist_creator_support": "Artists and podcasters",
        "out_of_scope": "None of our business",
    },
}
_TITLES: Final = {topic: title for topics in GROUPS.values() for topic, title in topics.items()}
TOPICS: Final = frozenset(_TITLES)


def topic_of(intent: str) -> str:
    """A finer intent such as `offline_downloads/limit_reached` counts as its topic."""
    return intent.partition("/")[0]


def topic_title(topic: str | None) -> str | None:
    """A topic in words for agents; one that is not in the list is called by its id."""
    if not topic:
        return None
    base = topic_of(topic)
    return _TITLES.get(base) or base.replace("_", " ").capitalize()
