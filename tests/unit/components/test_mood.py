import pytest

from bot.components.mood import sentiment_of
from handoff.domain.triage import UPSET


@pytest.mark.parametrize("text", ["😡", "🤬", "it stopped again 😡", "this is a disaster"])
def test_who_is_angry_is_upset(text: str) -> None:
    assert sentiment_of(text) <= UPSET


@pytest.mark.parametrize("text", ["❤️", "😍", "😀", "👌", "great, thanks"])
def test_who_is_friendly_is_glad(text: str) -> None:
    assert sentiment_of(text) > 0.3


@pytest.mark.parametrize("text", ["👎", "❌", "👍", "it is an iPhone"])
def test_an_answer_is_no_mood(text: str) -> None:
    assert abs(sentiment_of(text)) < abs(UPSET)
