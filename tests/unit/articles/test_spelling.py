"""Slips of the keyboard: a question that found nothing is asked again as it was meant."""

import pytest

from bot.articles import ArticleIndex


@pytest.fixture
def articles(an_article):
    return [
        an_article("billing/twice", title="You were charged twice", asked_as=("refund of a charge",)),
        an_article("playback/skips", title="Songs skip", summary="Let downloads finish.", body="The playlist waits."),
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("charegd twise", "charged twice"),
        ("My Plalist!", "My playlist!"),
        ("refnd, downlods?", "refund, downloads?"),
    ],
)
def test_a_word_that_nobody_knows_is_read_as_the_one_most_like_it(articles, written, meant):
    assert ArticleIndex(articles).respelled(written) == meant


@pytest.mark.parametrize("written", ["charged twice", "what was I charged for", "xqzzy blorf", "sng", "", "2FA 8.9.12"])
def test_what_is_spelt_right_short_or_like_nothing_stays(articles, written):
    assert ArticleIndex(articles).respelled(written) is None


def test_a_real_word_is_no_slip(articles):
    assert ArticleIndex(articles).respelled("a changed thing") == "a charged thing"
    assert ArticleIndex(articles, is_word={"changed"}.__contains__).respelled("A Changed thing") is None
