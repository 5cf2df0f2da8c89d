"""The exam of the article search, and how it is marked and compared."""

import json

import pytest
from typer.testing import CliRunner

from bot.articles import ArticleIndex, load_articles
from soundcheck.__main__ import app
from soundcheck.bench import articles as exam
from soundcheck.bench.articles_report import _cell
from soundcheck.flows.project import ARTICLES, brand


@pytest.fixture(scope="module")
def articles():
    return load_articles(ARTICLES, brand())


def test_every_answer_of_the_exam_is_an_article_and_no_question_stands_twice(articles):
    answerable, nothing = exam.read_exam()
    slugs = {article.slug for article in articles}
    asked = [one.text for one in [*answerable, *nothing]]

    assert [slug for one in answerable for slug in one.find if slug not in slugs] == []
    assert len(asked) == len(set(asked))
    assert (len(answerable) >= 120, len(nothing) >= 40) == (True, True)


def test_the_place_of_the_first_right_article_counts(articles):
    index = ArticleIndex(articles)
    asked = [
        exam.Asked("songs skip offline", ("playback/skips-offline",)),
        exam.Asked("songs skip offline", ("plans/student",)),
    ]

    first, missed = exam.mark(index, asked, with_topic=False)

    assert (first.place, missed.place) == (1, None)


def test_a_thousand_articles_are_made_of_the_real_ones(articles):
    made = exam.many(articles)

    assert len(made) == len({article.slug for article in made}) == exam.MANY
    assert made[: len(articles)] == articles


@pytest.mark.parametrize(
    ("value", "before", "shown"),
    [(0.5, None, "0.500"), (0.5, 0.5, "0.500"), (0.5, 0.4, "0.500 (+0.100)"), (0.4, 0.5, "0.400 (-0.100)")],
)
def test_a_change_is_shown_beside_the_figure(value, before, shown):
    assert _cell(value, before) == shown


def test_search_answers_programs_with_a_list_in_either_case():
    found = CliRunner().invoke(
        app, ["articles", "search", "--json", "--words-only", "--limit", "1", "songs skip offline"]
    )
    none = CliRunner().invoke(app, ["articles", "search", "--json", "--words-only", "zxqv"])

    assert set(json.loads(found.stdout)[0]) == {"slug", "title", "summary", "score"}
    assert (json.loads(none.stdout), none.stderr) == ([], "No article fits.\n")


def test_votes_are_counted_for_writers(tmp_path, monkeypatch):
    monkeypatch.setenv("SOUNDCHECK_DATA_DIR", str(tmp_path))

    assert CliRunner().invoke(app, ["articles", "votes"]).stdout == "Nobody has voted yet.\n"
