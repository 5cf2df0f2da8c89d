"""Slips of the keyboard: a question that found nothing is asked again as it was meant."""

import pytest

from bot.articles import ArticleIndex, WakingIndex, search
from bot.articles.spelling import Spelling


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
    assert Spelling(articles).respelled(written) == meant


@pytest.mark.parametrize("written", ["charged twice", "what was I charged for", "xqzzy blorf", "sng", "", "2FA 8.9.12"])
def test_what_is_spelt_right_short_or_like_nothing_stays(articles, written):
    assert Spelling(articles).respelled(written) is None


def test_a_real_word_is_no_slip(articles):
    assert Spelling(articles).respelled("a changed thing") == "a charged thing"
    assert Spelling(articles, {"changed"}.__contains__).respelled("A Changed thing") is None


@pytest.mark.parametrize(
    ("written", "found", "asked"),
    [
        ("songs skip", ["playback/skips"], "songs skip"),
        # What fits as it is written is not bent, whatever else is wrong in it.
        ("songs skip charegd", ["playback/skips"], "songs skip charegd"),
        ("plalist", ["playback/skips"], "playlist"),
        # A slip, but nothing fits what was meant either: whoever asked sees their own words.
        ("chargd weather in Lisbon, Oslo and Rome", [], "chargd weather in Lisbon, Oslo and Rome"),
        ("xqzzy", [], "xqzzy"),
    ],
)
def test_a_question_that_finds_nothing_is_asked_as_it_was_meant(articles, written, found, asked):
    for index in (ArticleIndex(articles), WakingIndex(articles, lambda given: None)):
        hits, was_asked = index.search_as_meant(written)

        assert ([hit.article.slug for hit in hits], was_asked) == (found, asked)


def test_words_are_gathered_once_and_only_for_a_question_that_finds_nothing(articles, monkeypatch):
    gathered = []
    monkeypatch.setattr(search, "Spelling", lambda *given: gathered.append(given) or Spelling(*given))
    index = ArticleIndex(articles)

    index.search_as_meant("songs skip")
    assert gathered == []

    index.search_as_meant("plalist")
    index.search_as_meant("downlods")
    assert len(gathered) == 1


def test_what_was_meant_is_for_the_same_listener(an_article):
    index = ArticleIndex([an_article("a/car", title="Playlist", platforms=("car",))])

    assert index.search_as_meant("plalist", platform="tv") == ([], "plalist")
    assert index.search_as_meant("plalist", platform="car")[1] == "playlist"
