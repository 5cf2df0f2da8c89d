import pytest

from bot.flows import signs


@pytest.mark.parametrize("text", ["👍", "👍🏽", "❤️", "✔️!", "👨‍👩‍👧‍👦", "🇬🇧", "\u200f👍", "👌🏻 👌🏻", "\U0001f979"])
def test_emoji_in_any_dress_are_nothing_but_emoji(text: str) -> None:
    assert signs.are_all(text)


@pytest.mark.parametrize("text", ["", " ", "!!!", "ok 👍", "1️⃣", "\u200f", "हि", "\ud83d", "+1"])
def test_words_numbers_and_what_is_not_seen_are_more_or_less_than_emoji(text: str) -> None:
    assert not signs.are_all(text)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("👍🏿", True),
        ("✅", True),
        ("👎🏻", False),
        ("🙅🏿‍♂️", False),
        ("👍👎", None),
        ("😀", None),
        ("", None),
        ("yes", None),
    ],
)
def test_some_emoji_are_an_answer(text: str, answer: bool | None) -> None:
    assert signs.yes_or_no(text) is answer
