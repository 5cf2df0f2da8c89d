"""Slips of the keyboard: a question is asked as it was meant, where that fits better."""

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
    assert Spelling(articles, {"charged", "twice"}.__contains__).respelled(written) == meant


@pytest.mark.parametrize(
    "written",
    # Short, like nothing, or begun with another letter, which is hardly ever a slip.
    ["charged twice", "what was I charged for", "xqzzy blorf", "sng", "", "2FA 8.9.12", "bcharged"],
)
def test_what_is_spelt_right_short_or_like_nothing_stays(articles, written):
    assert Spelling(articles, {"charged", "twice"}.__contains__).respelled(written) is None


def test_a_word_of_the_language_is_no_slip(articles):
    assert ArticleIndex(articles).search_as_meant("changed")[1] == "charged"
    assert ArticleIndex(articles, is_word={"changed"}.__contains__).search_as_meant("Changed") == ([], "Changed")


def test_a_word_with_another_ending_is_no_slip(an_article):
    index = ArticleIndex([an_article("a/install", title="Install"), an_article("a/again", body="Reinstalling it.")])

    hits, asked = index.search_as_meant("reinstall")

    assert ([hit.article.slug for hit in hits], asked) == (["a/again"], "reinstall")


@pytest.mark.parametrize(
    ("written", "found", "asked"),
    [
        ("songs skip", ["playback/skips"], "songs skip"),
        ("sogns skip", ["playback/skips"], "songs skip"),
        ("plalist", ["playback/skips"], "playlist"),
        # A slip, but nothing fits what was meant either: whoever asked sees their own words.
        ("chargd weather in Lisbon, Oslo and Rome", [], "chargd weather in Lisbon, Oslo and Rome"),
        ("xqzzy", [], "xqzzy"),
    ],
)
def test_a_question_is_asked_as_it_was_meant_where_that_fits_better(articles, written, found, asked):
    for index in (ArticleIndex(articles), WakingIndex(articles, lambda given: None)):
        hits, was_asked = index.search_as_meant(written)

        assert ([hit.article.slug for hit in hits], was_asked) == (found, asked)


def test_words_are_gathered_once_and_only_for_a_question(articles, monkeypatch):
    gathered = []
    monkeypatch.setattr(search, "Spelling", lambda *given: gathered.append(given) or Spelling(*given))
    index = ArticleIndex(articles)

    index.search("plalist")
    assert gathered == []

    index.search_as_meant("plalist")
    index.search_as_meant("downlods")
    assert len(gathered) == 1


def test_what_was_meant_is_for_the_same_listener(an_article):
    index = ArticleIndex([an_article("a/b", title="Playlist", regions=("GB",))])

    assert index.search_as_meant("plalist", region="DE") == ([], "plalist")
    assert index.search_as_meant("plalist", region="GB")[1] == "playlist"
