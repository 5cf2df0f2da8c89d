"""What the help centre calls groups, topics and platforms, and how it divides an article. No requests here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from handoff.domain.errors import NotFound

if TYPE_CHECKING:
    from bot.articles import Article

#: Folders of kb_articles/ in the order of what listeners ask most; a folder that is not here comes last, by its name.
GROUPS = {
    "playback": ("Playing music", "Downloads, sound, shuffle and music that stops"),
    "devices": ("App and devices", "Phones, speakers, TVs, cars, watches and the app itself"),
    "account": ("Your account", "Logging in, your details and keeping strangers out"),
    "billing": ("Payments", "Charges, cards, receipts, cancelling and refunds"),
    "plans": ("Plans and prices", "Student, family and duo plans, offers and codes"),
    "library": ("Your library", "Playlists, liked songs, search and sharing"),
    "content": ("Music and podcasts", "Missing songs, lyrics, countries and recommendations"),
    "free-tier": ("Free tier and ads", "What listening for free includes"),
    "feedback": ("Ideas and feedback", "Wishes, opinions and complaints"),
    "other": ("More help", "Reaching a person, and help for artists"),
}
PLATFORMS = {
    "phone": "Phone",
    "tablet": "Tablet",
    "desktop": "Computer",
    "web": "Browser",
    "car": "Car",
    "speaker": "Speaker",
    "tv": "TV",
    "watch": "Watch",
    "console": "Console",
}
#: Topics as a listener would call them; one that is not here is called by its id.
TOPICS = {
    "offline_downloads": "Downloads and offline",
    "playback_interrupted": "Music stops or skips",
    "audio_quality": "Sound",
    "playback_controls": "Shuffle, repeat and queue",
    "local_files": "Your own files",
    "app_crash_performance": "App crashes or is slow",
    "speaker_connect_device": "Speakers, TVs and watches",
    "car_mode": "In the car",
    "web_player": "Web player",
    "group_session_jam": "Listening together",
    "sync_across_devices": "Several devices",
    "outage_question": "Is it down?",
    "playlist_library_missing": "Lost playlists and songs",
    "playlist_not_updating": "Mixes and lists that stand still",
    "playlist_manage_share": "Making and sharing playlists",
    "search_problem": "Search",
    "recommendations_wrong": "Recommendations",
    "lyrics": "Lyrics",
    "region_restriction": "Countries and travel",
    "content_missing_or_wrong": "Missing or wrong music",
    "podcasts_audiobooks": "Podcasts and audiobooks",
    "account_login": "Logging in",
    "account_hacked": "Someone else uses your account",
    "account_settings": "Your details and settings",
    "billing_unexpected_charge": "Charges",
    "payment_failed_or_method": "Ways to pay",
    "premium_not_active": "Premium is missing",
    "cancel_or_refund": "Cancelling and refunds",
    "plan_student": "Student plan",
    "plan_family_duo": "Family and duo plans",
    "plan_price_offer_upgrade": "Prices, offers and upgrades",
    "free_tier_ads_limits": "Free tier",
    "ads_on_premium": "Ads on Premium",
    "feature_request_feedback": "Ideas and design",
    "complaint_frustration": "Complaints",
    "talk_to_human": "Talking to a person",
    "artist_creator_support": "Artists and podcasters",
}
#: Every article ends with this; its page has a place of its own for it.
_STUCK = re.compile(r"<h2>Still stuck\?</h2>(.*)\Z", re.DOTALL)
_HEADING = re.compile(r"<h([23])>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>|&\w+;")


def group_of(slug: str) -> str:
    return slug.partition("/")[0]


def group_title(group: str) -> str:
    return GROUPS[group][0] if group in GROUPS else _sentence(group)


def topic_title(topic: str) -> str:
    return TOPICS.get(topic) or _sentence(topic)


def by_group(articles: Iterable[Article]) -> dict[str, list[Article]]:
    """The articles of each group, groups in their order."""
    found: dict[str, list[Article]] = {group: [] for group in GROUPS}
    for article in sorted(articles, key=lambda one: one.title.casefold()):
        found.setdefault(group_of(article.slug), []).append(article)
    return {group: listed for group, listed in found.items() if listed}


def by_topic(articles: Iterable[Article]) -> dict[str, list[Article]]:
    """The articles of each topic they are mainly about, the fullest topic first."""
    found: dict[str, list[Article]] = {}
    for article in articles:
        found.setdefault(article.topics[0], []).append(article)
    return dict(sorted(found.items(), key=lambda one: (-len(one[1]), one[0])))


def platforms_of(article: Article) -> Sequence[str]:
    """The names of the platforms it is for; none where it is for all of them."""
    return [PLATFORMS[name] for name in article.platforms if name in PLATFORMS]


def in_a_sentence(names: Sequence[str]) -> str:
    """`phone, tablet and TV`."""
    small = [name if name.isupper() else name.lower() for name in names]
    return " and ".join(part for part in (", ".join(small[:-1]), small[-1]) if part)


def related_to(article: Article, articles: dict[str, Article], count: int = 4) -> list[Article]:
    """Those that its writer named; then others of its topic, so that no page is a dead end."""
    named = [articles[slug] for slug in article.related if slug in articles]
    others = [one for one in articles.values() if one.topics[0] == article.topics[0] and one.slug != article.slug]
    return list({one.slug: one for one in [*named, *others]}.values())[:count]


def divided(html: str) -> tuple[str, str]:
    """The HTML of an article with an address for each heading, and apart from it what to do when still stuck."""
    stuck = _STUCK.search(html)
    return _with_links(html[: stuck.start()] if stuck else html), stuck[1] if stuck else ""


def _with_links(html: str) -> str:
    taken: set[str] = set()

    def linked(found: re.Match[str]) -> str:
        level, text = found.groups()
        words = re.sub(r"[^a-z0-9]+", "-", _TAG.sub("", text).lower()).strip("-") or "part"
        name = next(one for one in (words, *(f"{words}-{n}" for n in range(2, 99))) if one not in taken)
        taken.add(name)
        return f'<h{level} id="{name}"><a href="#{name}">{text}</a></h{level}>'

    return _HEADING.sub(linked, html)


def platform_asked(value: str | None) -> str | None:
    """The platform of an address, or None; NotFound for what is none."""
    if not value:
        return None
    if value not in PLATFORMS:
        raise NotFound("There is no such platform.")
    return value


def _sentence(name: str) -> str:
    return name.replace("_", " ").replace("-", " ").capitalize()
