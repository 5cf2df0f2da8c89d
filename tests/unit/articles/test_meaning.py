"""Searching by meaning: its vectors, what is remembered of them, and the index that has them only later."""

from collections.abc import Sequence

import numpy as np
import pytest

from bot.articles import ArticleIndex, WakingIndex
from bot.articles.kept_vectors import keep_vectors
from bot.articles.meaning import Meaning, questions_of, whole_of


class Encoder:
    """Texts about money point one way, all others another; counts what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> list[tuple[float, float]]:
        self.asked += texts
        return [(3.0, 0.3) if "charge" in text.lower() or "money" in text else (0.0, 2.0) for text in texts]


@pytest.fixture
def articles(an_article):
    return [
        an_article("billing/twice", title="Charged twice", summary="A pending charge goes.", topics=("billing",)),
        an_article("playback/skips", title="Songs skip", summary="Let downloads finish.", topics=("playback",)),
    ]


def test_what_means_the_same_is_nearer(articles):
    encode = Encoder()

    meaning = Meaning(articles, encode, encode)
    near = meaning.nearness(meaning.vector("where did my money go"))

    assert near[0] > 0.99
    assert near[1] < 0.2


def test_markup_is_not_encoded(an_article):
    whole = whole_of(an_article("a/b", title="T", summary="S", body="## What to do\n\n1. Open **Settings**.\n"))

    assert " ".join(whole.split()) == "T. S What to do Open Settings."


def test_an_article_is_as_near_as_the_nearest_of_its_questions(an_article):
    encode, asked_as = Encoder(), ("songs skip", "where is my money")
    meaning = Meaning([an_article("a/none"), an_article("a/asked", asked_as=asked_as)], encode, encode)

    unasked, asked = meaning.nearness(meaning.vector("money"))

    # The whole of neither speaks of money; the second of its questions does.
    assert (round(unasked, 1), round(asked, 1)) == (0.1, 0.5)


def test_title_and_summary_stand_in_for_questions(an_article):
    assert questions_of(an_article("a/b", title="T", summary="S")) == ("T", "S")
    assert questions_of(an_article("a/b", title="T", summary="S", asked_as=("q",))) == ("q",)


def test_a_known_text_is_never_encoded_again(tmp_path):
    file, encode = tmp_path / "encoder" / "vectors.npz", Encoder()
    first = keep_vectors(encode, file)(["money", "songs", "money"])

    again = keep_vectors(encode, file)(["songs", "new", "money"])

    assert encode.asked == ["money", "songs", "new"]
    assert np.array_equal(again[[2, 0]], first[:2])


def test_what_is_not_used_any_more_is_forgotten(tmp_path):
    file, encode = tmp_path / "vectors.npz", Encoder()
    keep_vectors(encode, file)(["money", "songs"])
    keep_vectors(encode, file)(["songs"])

    keep_vectors(encode, file)(["money", "songs"])

    assert encode.asked == ["money", "songs", "money"]


@pytest.mark.parametrize("content", [b"", b"half a file", b"PK\x03\x04 and nothing"])
def test_an_unreadable_memory_costs_time_only(tmp_path, content):
    file = tmp_path / "vectors.npz"
    file.write_bytes(content)

    assert keep_vectors(Encoder(), file)(["money"]).shape == (1, 2)


def test_a_disk_that_cannot_be_written_does_not_matter(tmp_path):
    (tmp_path / "in-the-way").write_text("a file, no folder")

    assert keep_vectors(Encoder(), tmp_path / "in-the-way" / "vectors.npz")(["money"]).shape == (1, 2)


def test_an_index_wakes_once_and_then_knows_meaning(articles):
    built = []

    def build(given):
        built.append(given)
        return ArticleIndex(given, Encoder())

    index = WakingIndex(articles, build)
    assert (index.search("my money left"), index.knows_meaning) == ([], False)

    index.wake().join()
    index.wake().join()

    assert index.search("my money left")[0].article.slug == "billing/twice"
    assert built == [articles]


@pytest.mark.parametrize("build", [lambda given: None, lambda given: 1 / 0])
def test_without_an_encoder_words_go_on_deciding(articles, build):
    index = WakingIndex(articles, build)

    index.wake().join()

    assert [hit.article.slug for hit in index.search("songs skip")] == ["playback/skips"]
