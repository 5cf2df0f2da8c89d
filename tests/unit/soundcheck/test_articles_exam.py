"""The exam of the article search, and how it is marked and compared."""

import hashlib
import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from bot.articles import ArticleIndex, load_articles
from soundcheck.__main__ import app
from soundcheck.bench import articles as exam
from soundcheck.bench import real_messages
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


def test_real_messages_are_found_by_their_hash_and_know_their_topic(tmp_path, monkeypatch):
    songs, ads, chat, other = "my songs skip", "so many ads", "nice weather", "not in the exam"
    keys = [hashlib.sha256(text.encode()).hexdigest() for text in (songs, ads, chat)]
    posts, real, labels = tmp_path / "posts.txt", tmp_path / "real.csv", tmp_path / "labels.csv"
    posts.write_text("\n".join([songs, other, ads, chat, songs]), encoding="utf-8")
    rows = [f"{keys[0]},a/b;a/c,tune", f"{keys[1]},a/d,last", f"{keys[2]},nothing,tune"]
    real.write_text("\n".join(["sha256,articles,set", *rows]), encoding="utf-8")
    rows = [f"{keys[0]},playback/skips,A", f"{keys[1]},free_tier,B", f"{keys[2]},out_of_scope,A"]
    labels.write_text("\n".join(["sha256,label,set", *rows]), encoding="utf-8")
    monkeypatch.setattr(exam, "REAL", real)
    monkeypatch.setattr(real_messages, "LABELS", labels)

    answerable, nothing = exam.read_real([posts], "tune", {"playback"})
    both, _ = exam.read_real([posts], "tune,last", {"playback"})

    assert answerable == [exam.Asked(songs, ("a/b", "a/c"), "playback")]
    assert nothing == [exam.Asked(chat, ())]
    assert both[1] == exam.Asked(ads, ("a/d",), None)


def test_real_messages_are_answered_by_articles_that_exist_and_all_but_the_newest_have_a_topic(articles):
    wanted, slugs = real_messages.rows(exam.REAL), {article.slug for article in articles}
    named = {slug for row in wanted.values() for slug in row["articles"].split(";")}

    assert named - slugs == {exam.NOTHING}
    assert not [row for row in wanted.values() if exam.NOTHING in row["articles"] and row["articles"] != exam.NOTHING]
    labels = real_messages.rows(real_messages.LABELS)
    assert {row["set"] for key, row in wanted.items() if key not in labels} == {"newest"}
    assert {row["set"] for row in wanted.values()} == {"tune", "last", "fresh", "newest"}


def test_the_place_of_the_first_right_article_counts(articles):
    index = ArticleIndex(articles)
    asked = [
        exam.Asked("songs skip offline", ("playback/skips-offline",)),
        exam.Asked("songs skip offline", ("plans/student",)),
    ]

    first, missed = exam.mark(index, asked, with_topic=False)

    assert (first.place, missed.place) == (1, None)


def test_figures_with_the_topic_known_need_topics(articles):
    index, nothing = ArticleIndex(articles), [exam.Asked("zxqv", ())]
    asked = exam.Asked("songs skip offline", ("playback/skips-offline",))

    unknown = exam.figures(index, [asked], nothing)
    known = exam.figures(index, [replace(asked, topic="offline_downloads")], nothing)

    assert set(unknown) == {"without_topic"}
    assert set(known) == {"without_topic", "with_topic"}
    assert known["without_topic"] == unknown["without_topic"]
    assert (known["with_topic"]["recall_at_3"], known["with_topic"]["refused"]) == (1, 0)


def test_a_thousand_articles_are_made_of_the_real_ones(articles):
    made = exam.many(articles)

    assert len(made) == len({article.slug for article in made}) == exam.MANY
    assert made[: len(articles)] == articles


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
