"""What listeners ask leads to the article that answers it, and what has nothing to do with us leads to none."""

from functools import cache

import pytest

from bot.articles import ArticleIndex, load_articles
from tests.content.walking import ARTICLES, brand

ANSWERS = {
    "how much is premium": "plans/what-it-costs",
    "price went up again": "plans/price-rise",
    "apple watch won't sync my playlist": "devices/watch-downloads",
    "wear os songs not downloading": "devices/watch-downloads",
    "shuffle keeps playing the same songs": "playback/shuffle-not-random",
    "turn off autoplay": "playback/autoplay",
    "gapless playback between tracks": "playback/crossfade-and-gaps",
    "where is the equalizer": "playback/equaliser",
    "media keys don't work on windows": "playback/media-keys",
    "sleep timer where is it": "playback/sleep-timer",
    "recover deleted playlist": "library/recover-playlist",
    "liked songs are gone": "library/liked-songs-missing",
    "friend can't add to collaborative playlist": "library/collaborative",
    "how do I make a playlist private": "library/private-public",
    "change the order of songs in a playlist": "library/sort-order",
    "share link doesn't open": "library/share-link-broken",
    "transfer playlists from apple music": "library/move-from-other-service",
    "recently played shows wrong songs": "library/recently-played",
    "wrapped isn't counting": "library/yearly-review",
    "last.fm scrobbles stopped": "library/scrobbling",
    "your library is full": "library/library-full",
    "can't find my friend's profile": "library/find-friends",
    "you've reached your lyrics limit": "content/lyrics-limit",
    "lyrics out of sync": "content/lyrics-out-of-time",
    "lyrics are wrong": "content/lyrics-wrong",
    "turn off explicit songs for my kid": "content/explicit-filter",
    "too much AI generated music": "content/ai-music",
    "reset my taste profile": "content/reset-taste",
    "block an artist completely": "content/block-artist",
    "my mixes are full of kids songs": "content/kids-and-sleep",
    "radio plays the same artists": "content/radio-same-songs",
    "hide podcasts from home": "content/hide-podcasts",
    "song credited to the wrong artist": "content/wrong-artist-page",
    "only the clean version is there": "content/wrong-version",
    "new album isn't out yet here": "content/not-out-yet",
    "wrong album cover": "content/wrong-details",
    "I moved to another country": "content/moved-country",
    "can I use a vpn": "content/vpn",
    "new episodes don't show up": "content/podcast-missing-episodes",
    "podcast starts from the beginning again": "content/podcast-place-lost",
    "change podcast speed": "content/podcast-speed",
    "audiobook hours used up": "content/audiobook-hours",
    "no reset email arrives": "account/no-reset-mail",
    "can't log in with facebook": "account/social-login",
    "verification code doesn't arrive": "account/login-code",
    "forgot which email I used": "account/forgot-email",
    "keeps logging me out": "account/logged-out-again",
    "account suspended": "account/suspended",
    "someone is using my account": "account/hacked",
    "change my email address": "account/change-email",
    "change my username": "account/username-display-name",
    "merge two accounts": "account/merge-accounts",
    "delete my account": "account/delete-account",
    "who can see what I listen to": "account/who-sees-listening",
    "stop marketing emails": "account/messages-off",
    "change language to english": "account/language",
    "copy of my data": "account/your-data",
    "pay with paypal": "billing/paypal",
    "pay with upi": "billing/upi",
    "sepa direct debit": "billing/direct-debit",
    "where is my invoice": "billing/receipts",
    "I want a refund": "billing/refund",
    "cancel through itunes": "billing/app-store",
    "vodafone billing premium": "billing/mobile-operator",
    "what happens to my downloads when premium ends": "billing/what-stays",
    "trial not eligible": "plans/trial",
    "gift card code invalid": "plans/gift-card",
    "duo to family": "plans/duo-to-family",
    "family invite link doesn't work": "plans/family-invitation",
    "address not accepted family plan": "plans/family-address",
    "leave family plan": "plans/family-leave",
    "student verification failed": "plans/student-verification",
    "renew student discount": "plans/student-renewal",
    "charged full price student": "plans/student-full-price",
    "no more skips": "free-tier/skips",
    "can't pick a song": "free-tier/shuffle-only",
    "gambling ads": "free-tier/unsuitable-ads",
    "app freezes after an ad": "free-tier/stuck-after-ad",
    "app drains battery": "devices/battery-drain",
    "uses too much data": "devices/data-use",
    "app closes right after opening": "devices/crash-on-start",
    "widget not working": "devices/widget",
    "black screen on windows app": "devices/desktop-blank",
    "alexa plays the wrong service": "devices/voice-assistant",
    "chromecast stops": "devices/cast-drops",
    "carplay icon missing": "devices/carplay-icon-missing",
    "car starts playing music by itself": "devices/car-plays-by-itself",
    "log in on tv with code": "devices/log-in-on-tv",
    "playstation music while gaming": "devices/console",
    "guest can't join jam": "devices/jam-guest-cannot-join",
    "blend with friend not updating": "library/blend",
    "new phone": "devices/new-phone",
    "talk to a human": "other/reach-a-person",
    "upload my own music": "other/pitch-and-upload",
    "sd card": "playback/sd-card",
    "no download button": "playback/download-button-missing",
    "no sound but song is playing": "playback/no-sound",
    "doesn't play on mobile data": "playback/mobile-data",
}


@cache
def index() -> ArticleIndex:
    """By words alone; with meaning beside them, it finds more."""
    return ArticleIndex(load_articles(ARTICLES, brand()))


@pytest.mark.parametrize(("question", "slug"), ANSWERS.items())
def test_a_question_finds_its_article_among_the_first_three(question, slug):
    assert slug in [hit.article.slug for hit in index().search(question)]


@pytest.mark.parametrize(
    ("question", "slug"),
    {
        "charegd twise": "billing/charged-twice",
        "shufle does not wrok": "playback/shuffle-not-random",
        "my plalist disapeared": "library/playlist-missing",
        "no bluetoth sound": "playback/bluetooth-sound",
        "refnd": "billing/refund",
    }.items(),
)
def test_a_question_with_slips_of_the_keyboard_finds_it_when_asked_as_it_was_meant(question, slug):
    assert slug not in [hit.article.slug for hit in index().search(question)]
    assert slug in [hit.article.slug for hit in index().search_as_meant(question)[0]]


@pytest.mark.parametrize("question", ["how is glue made", "best pizza recipe", "how tall is the eiffel tower"])
def test_an_unrelated_question_finds_nothing(question):
    assert index().search(question) == []


@pytest.mark.parametrize(
    ("question", "fits", "other"),
    [
        ("pay with upi", {"region": "IN"}, {"region": "GB"}),
        ("sepa direct debit", {"region": "DE"}, {"region": "US"}),
        ("something on the help pages is not in my app", {"app_version": "8.7.1"}, {"app_version": "8.9.40"}),
        ("newest app but a feature is missing", {"app_version": "8.9.40"}, {"app_version": "8.7.1"}),
    ],
)
def test_an_article_for_some_is_not_shown_to_others(question, fits, other):
    first = index().search(question, **fits)[0].article.slug
    assert first not in [hit.article.slug for hit in index().search(question, **other)]


@pytest.mark.parametrize(
    ("question", "platform", "first"),
    [
        ("music stops", "car", "devices/car-stops"),
        ("music stops", "tv", "playback/two-people"),
        # Who writes on a phone or on a website may mean another device, and says so.
        ("apple watch sync", "web", "devices/watch-downloads"),
        ("connect carplay", "web", "devices/carplay-android-auto"),
        ("listen on my playstation", "phone", "devices/console"),
        ("downloads disappeared", "web", "playback/downloads-disappeared"),
    ],
)
def test_the_listeners_device_decides_between_articles_that_fit_alike(question, platform, first):
    assert index().search(question, platform=platform)[0].article.slug == first
