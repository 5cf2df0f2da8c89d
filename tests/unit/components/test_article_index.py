"""The index with the real encoder: found by meaning, refused where nothing fits, and loaded without Rasa."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.articles import Article, ArticleIndex
from bot.components.article_index import index_by_meaning
from bot.components.sentence_encoder import shared_encoder

TEXTS = {
    "billing/charged-twice": ("It looks as if you were charged twice", "A pending payment looks like a second charge."),
    "account/no-reset-mail": ("The message for a new password does not arrive", "Look into the spam folder."),
    "playback/loudness-jumps": ("One song is much louder than the next", "A setting in the app evens that out."),
}


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return [
        Article(slug, title, summary, ("lyrics",), ("all",), ("all",), None, None, date(2026, 11, 1), (), summary, "")
        for slug, (title, summary) in TEXTS.items()
    ]


@pytest.fixture(scope="module")
def index(articles, tmp_path_factory) -> ArticleIndex:
    # The encoder is the desk's own; the vectors are not, or the desk's would be forgotten.
    shared_encoder()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOUNDCHECK_DATA_DIR", str(tmp_path_factory.mktemp("data")))
        found = index_by_meaning(articles)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("question", "slug"),
    [
        ("I was billed two times this month", "billing/charged-twice"),
        ("I never got the mail to reset my login", "account/no-reset-mail"),
        ("the volume is all over the place between tracks", "playback/loudness-jumps"),
    ],
)
def test_other_words_for_the_same_matter_find_the_article(index, question, slug):
    assert index.search(question)[0].article.slug == slug


@pytest.mark.parametrize("question", ["how is glue made", "what will the weather be like in Lisbon", "zxqv"])
def test_what_no_article_is_about_finds_nothing(index, question):
    assert index.search(question) == []


def test_a_word_of_the_language_is_no_slip_though_no_article_has_it(index):
    assert index.search_as_meant("my printer was charegd")[1] == "my printer was charged"


def test_it_needs_no_rasa():
    code = "import sys, bot.components.article_index; print({'rasa', 'tensorflow', 'torch'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[3], capture_output=True, text=True, check=True
    )

    assert done.stdout == "set()\n"
