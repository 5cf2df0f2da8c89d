import time

import pytest

from bot.components.mood import sentiment_of
from handoff.domain.triage import UPSET


@pytest.mark.parametrize("text", ["😡", "🤬", "it stopped again 😡", "this is a disaster"])
def test_who_is_angry_is_upset(text: str) -> None:
    assert sentiment_of(text) <= UPSET


@pytest.mark.parametrize("text", ["❤️", "😍", "😀", "👌", "great, thanks"])
def test_who_is_friendly_is_glad(text: str) -> None:
    assert sentiment_of(text) > 0.3


@pytest.mark.parametrize("text", ["it did not work 😡", "it didn't :(", "didn't help 💔", "still not :/"])
def test_a_face_is_not_denied_by_the_words_before_it(text: str) -> None:
    assert sentiment_of(text) < -0.3


@pytest.mark.parametrize("text", ["no joy", "no luck", "unfortunately not", "two charges", "someone hacked my account"])
def test_a_plain_answer_and_what_happened_is_no_anger(text: str) -> None:
    assert sentiment_of(text) == 0


@pytest.mark.parametrize("text", ["👎", "❌", "👍", "it is an iPhone"])
def test_an_answer_is_no_mood(text: str) -> None:
    assert abs(sentiment_of(text)) < abs(UPSET)


@pytest.mark.parametrize(
    "text",
    [
        "please help, my payment failed with an error",
        "yes please, free play would help",
        "I lost my playlist and have a problem with my phone",
        "no, it stopped",
    ],
)
def test_what_a_desk_hears_all_day_is_no_mood(text: str) -> None:
    assert sentiment_of(text) == 0


@pytest.mark.parametrize(
    "text",
    [
        "I’m so fed up",
        "the app is trash",
        "too many ads",
        "what a joke",
        "this isn’t great",
        "it doesn’t make sense 😕",
    ],
)
def test_what_a_service_is_called_in_anger_is_heard(text: str) -> None:
    assert sentiment_of(text) < -0.2


@pytest.mark.parametrize("text", ["", "\u200b", "\ud83d", "👍🏽"])
def test_whatever_is_typed_has_a_sentiment(text: str) -> None:
    assert -1 <= sentiment_of(text) <= 1


def test_nobody_is_waited_for_who_sends_emoji_without_end() -> None:
    begun = time.perf_counter()

    sentiment_of("😀😡" * 4_000)

    assert time.perf_counter() - begun < 2
