import pytest

from bot.components.text_normalizer import normalize


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("@StreamCares it stopped", "it stopped"),
        ("see https://example.com/x?y=1 please", "see please"),
        ("https://example.com/picture", "link"),
        ("Spotify keeps stopping", "the app keeps stopping"),
        ("is the YouTube Music app down", "is the app down"),
        ("pleeeeease", "pleease"),
        ("it’s “broken”…", 'it\'s "broken"..'),
        ("👍", "yes"),
        ("broken 😡❤️", "broken angry love"),
        ("👌🏽", "yes"),
        ("✅", "yes"),
        ("❌", "no"),
        ("😀😂", "happy happy"),
        ("it works 😀", "it works"),
        ("❌ still broken", "still broken"),
        ("🤷", "hmm"),
        ("@StreamCares", "hmm"),
        ("café", "café"),
        ("me@example.com", "me@example.com"),
        ("cafe\u0301", "café"),
        ("isn`t it", "isn't it"),
        ("it\u02bcs on", "it's on"),
        ("\ufeffhi\u00a0there\u200f", "hi there"),
        ("\u200b", "hmm"),
        ("\U0001f979", "hmm"),
        ("hi \U0001fae1", "hi"),
        ("1️⃣", "1"),
        ("👨‍👩‍👧‍👦", "hmm"),
        ("हिन्दी", "हिन्दी"),
        ("\ud83d", "\ud83d"),
        (" \t\n", ""),
        ("", ""),
    ],
)
def test_what_carries_no_meaning_is_evened_out(said: str, understood: str) -> None:
    assert normalize(said) == understood
