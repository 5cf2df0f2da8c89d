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
        ("", ""),
    ],
)
def test_what_carries_no_meaning_is_evened_out(said: str, understood: str) -> None:
    assert normalize(said) == understood
