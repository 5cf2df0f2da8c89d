"""From a database with three stories to a proposal, and from a writer's decisions to examples and drafts."""

from __future__ import annotations

import shutil
import stat
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from bot.articles import load_articles
from soundcheck.__main__ import app
from soundcheck.flows.project import brand
from soundcheck.learn import command, journal, proposal_file
from soundcheck.learn.accept import Done, Places, accept
from soundcheck.learn.examples import Examples
from soundcheck.learn.grouping import group
from soundcheck.learn.journal import JournalProblem
from soundcheck.learn.proposal import Found, Lesson, propose
from soundcheck.learn.proposal_file import ProposalProblem
from soundcheck.learn.undo import undo
from soundcheck.settings import ROOT
from tests.unit.soundcheck.learn.stories import FAILED, three_stories

TODAY = date(2026, 11, 25)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    shutil.copytree(ROOT / "data" / "nlu", tmp_path / "nlu")
    return Places(tmp_path / "nlu", ROOT / "kb_articles", tmp_path / "learn", ROOT / "docs" / "writing.md")


def decided(tmp_path: Path, places: Places, **fields: Any) -> Done:
    cluster = {"cluster": 1, "size": 1, "topic": "lyrics", "articles": [{"slug": "playback/skips-offline"}],
               "heard": ["the words on screen are ahead of the singer"], **fields}  # fmt: skip
    return accept(proposal_file.read(proposal_file.write(tmp_path / "learn", TODAY, [cluster])), places, TODAY)


async def test_three_stories_become_a_proposal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await three_stories(tmp_path / "soundcheck.db")
    monkeypatch.setenv("SOUNDCHECK_DATA_DIR", str(tmp_path))

    # The stories are of one noon, whenever this is run.
    result = CliRunner().invoke(app, ["learn", "--words-only", "--days", "36500"])

    assert result.exit_code == 0, result.output
    [path] = (tmp_path / "learn").glob("*.yml")
    assert "4 messages in 3 clusters, by words only" in result.output
    assert result.output.endswith(f"soundcheck learn accept {path}\n")
    text = path.read_text("utf-8")
    lyrics, *others = YAML(typ="safe", pure=True).load(text)["clusters"]
    assert (lyrics["size"], lyrics["topic"], lyrics["why"]) == (2, "lyrics", {"not_understood": 2})
    assert lyrics["heard"][0].endswith("mail [e-mail]")
    by_text = {one["heard"][0]: one for one in others}
    assert by_text[FAILED]["why"] == {"not_understood": 1, "answered_by_agent": 1}
    grey = by_text["[name] here: my own mp3 files are grey on the laptop"]
    assert (grey["topic"], grey["topic_said_by"]) == ("local_files", "agents")
    assert all(one["accept"] is None and one["examples"] == [] for one in [lyrics, *others])
    assert "Sam" not in text and "@example" not in text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert proposal_file.read(path) == []


def test_what_means_alike_is_one_cluster_and_without_an_article_one_is_missing() -> None:
    vectors = {"a b": [1.0, 0.0], "a c": [0.96, 0.28], "x y": [0.0, 1.0]}
    lessons = [Lesson(text, ("not_understood",), None, None, None) for text in ("x y", "a b", "a c", "[phone] ok")]

    clusters = propose(
        lessons,
        lambda texts: np.array([vectors[text] for text in texts], np.float32),
        lambda query, topic: [] if query == "x y" else [Found("content/lyrics", "Lyrics", 0.5)],
    )

    assert [(one["size"], one["suggestion"].split(";")[0]) for one in clusters] == [
        (2, "examples"), (1, "missing article"),
    ]  # fmt: skip


def test_words_stand_in_for_the_encoder() -> None:
    found = group(["songs skip offline", "charged twice", "my songs skip when offline"], None)

    assert not found.by_meaning
    assert sorted(found.groups[0]) == [0, 2]


def test_texts_without_a_word_that_carries_something_stay_apart() -> None:
    assert group(["is it", "and so"], None).groups == [[0], [1]]


def test_a_proposal_is_never_written_over(tmp_path: Path) -> None:
    first, second = (proposal_file.write(tmp_path, TODAY, []) for _ in range(2))

    assert (first.name, second.name) == ("2026-11-25.yml", "2026-11-25-2.yml")


def test_accepted_sentences_go_to_the_end_of_their_topic_and_nothing_else_moves(tmp_path: Path, places: Places) -> None:
    text = "Subtitles of the song run away: from me #fast"
    before = (places.nlu / "content.yml").read_text("utf-8")

    done = decided(tmp_path, places, accept="lyrics", examples=[text, text.upper()])
    again = decided(tmp_path, places, accept="lyrics", examples=[text])

    assert (done.added, done.known, again.added, again.known) == ({"lyrics": 1}, 1, {}, 1)
    after = (places.nlu / "content.yml").read_text("utf-8")
    assert after.replace(f"    - {text}\n", "", 1) == before
    intents = {one["intent"]: one["examples"].splitlines() for one in YAML(typ="safe", pure=True).load(after)["nlu"]}
    assert intents["lyrics"][-1] == f"- {text}"
    assert {path.name: path.read_text("utf-8") for path in places.nlu.glob("*.yml") if path.name != "content.yml"} == {
        path.name: path.read_text("utf-8")
        for path in (ROOT / "data" / "nlu").glob("*.yml")
        if path.name != "content.yml"
    }


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"accept": "no_such_topic", "examples": ["words are late"]}, "no topic no_such_topic. docs/topics.md"),
        ({"accept": "Lyric", "examples": ["words are late"]}, "no topic Lyric. Did you mean lyrics"),
        ({"accept": "lyrics"}, "without examples"),
        ({"examples": ["words are late"]}, "no topic: write it"),
        ({"accept": "lyrics", "examples": ["The words on screen are ahead"]}, "a listener wrote this"),
        ({"accept": "lyrics", "examples": ["write me at sam@here.example"]}, "no addresses"),
        ({"accept": "lyrics", "examples": ["write me at [e-mail]"]}, "no addresses"),
        ({"accept": "lyrics", "examples": ["/restart"]}, "slash"),
        ({"accept": "lyrics", "examples": ["why was i charged twice"]}, "billing_unexpected_charge already"),
        ({"article": "../outside"}, "group/some-words"),
        ({"article": "playback/skips-offline"}, "already"),
    ],
)
def test_what_cannot_be_accepted_is_said_and_changes_nothing(
    tmp_path: Path, places: Places, fields: dict[str, Any], problem: str
) -> None:
    before = {path: path.read_text("utf-8") for path in places.nlu.iterdir()}

    with pytest.raises(ProposalProblem, match=problem):
        decided(tmp_path, places, **fields)

    assert {path: path.read_text("utf-8") for path in places.nlu.iterdir()} == before


def test_a_draft_lies_outside_the_articles_and_has_the_shape_of_one(tmp_path: Path, places: Places) -> None:
    done = decided(tmp_path, places, article="content/late-lyrics")

    assert done.drafts == (places.drafts / "content" / "late-lyrics.md",)
    assert not (places.articles / "content" / "late-lyrics.md").exists()
    shutil.copytree(places.articles, tmp_path / "finished")
    shutil.copy(done.drafts[0], tmp_path / "finished" / "content")
    article = next(one for one in load_articles(tmp_path / "finished", brand()) if one.slug == "content/late-lyrics")
    assert (tuple(article.topics), tuple(article.related)) == (("lyrics",), ("playback/skips-offline",))


def test_what_is_no_proposal_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "other.yml").write_text("a: 1\n")
    (tmp_path / "broken.yml").write_text("a: [\n")

    for name, words in (("other.yml", "no proposal"), ("broken.yml", "no YAML"), ("none.yml", "cannot be read")):
        with pytest.raises(ProposalProblem, match=words):
            proposal_file.read(tmp_path / name)


def test_every_example_of_the_project_is_read() -> None:
    known = Examples(ROOT / "data" / "nlu")

    assert known.home_of("WHY was I charged twice?") == "billing_unexpected_charge"
    assert "greeting" in known.intents


def test_what_agents_gave_one_topic_is_nearer_and_what_they_gave_another_farther() -> None:
    # 0.6 and 0.5 apart: beyond and within what is near in meaning.
    vectors = {"a": [1.0, 0.0], "b": [0.4, 0.9165], "c": [0.5, 0.866]}

    def grouped(one: str, other: str, *topics: str | None) -> int:
        return len(group([one, other], lambda texts: np.array([vectors[text] for text in texts]), topics).groups)

    assert (grouped("a", "b", None, None), grouped("a", "b", "lyrics", None)) == (2, 2)
    assert grouped("a", "b", "lyrics", "lyrics") == 1
    assert (grouped("a", "c", None, None), grouped("a", "c", "lyrics", "local_files")) == (1, 2)


def test_only_a_problem_without_an_article_misses_one() -> None:
    lessons = [Lesson(text, ("not_understood",), topic, 0.4, None) for text, topic in (
        ("the words are late", "lyrics"), ("wibble snark snark", "out_of_scope"), ("my phone it is", "inform_details"),
    )]  # fmt: skip

    clusters = propose(lessons, None, lambda query, topic: [])

    assert {one["topic"]: one["suggestion"] for one in clusters} == {
        "lyrics": "missing article",
        "out_of_scope": "say what it is, or ignore",
        "inform_details": "say what it is, or ignore",
    }  # fmt: skip


async def test_what_was_decided_does_not_come_again_until_it_is_taken_back(
    tmp_path: Path, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    await three_stories(tmp_path / "soundcheck.db")
    monkeypatch.setenv("SOUNDCHECK_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(command, "NLU", places.nlu)
    before = {path: path.read_text("utf-8") for path in places.nlu.iterdir()}

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(app, ["learn", *arguments])
        assert result.exit_code == 0, result.output
        return result.output

    def clusters() -> tuple[Path, dict[str, Any]]:
        run("--words-only", "--days", "36500")
        path = max((tmp_path / "learn").glob("*.yml"), key=lambda path: path.stat().st_mtime_ns)
        return path, YAML(typ="safe", pure=True).load(path.read_text("utf-8"))

    path, proposal = clusters()
    lyrics, *others = proposal["clusters"]
    failed = next(one for one in others if one["heard"][0] == FAILED)
    lyrics |= {"accept": "lyrics", "examples": ["the lines lag while she sings"], "article": "content/late-lines"}
    failed |= {"ignore": "yes"}
    YAML().dump(proposal, path)

    accepted = run("accept", str(path))
    _, shown = clusters()

    assert "1 new for lyrics." in accepted and "1 cluster ignored." in accepted
    assert [one["heard"][0].startswith("[name] here: my own mp3") for one in shown["clusters"]] == [True]
    run("accept", str(path))  # Twice does no harm, and one undo takes both back.
    undone = run("undo")
    assert "1 taken out of lyrics." in undone and "3 messages will come again." in undone
    assert {path: path.read_text("utf-8") for path in places.nlu.iterdir()} == before
    assert not list((tmp_path / "learn" / "articles").rglob("*.md"))
    assert len(clusters()[1]["clusters"]) == 3
    assert run("undo") == "There is nothing to take back.\n"


def test_undo_leaves_alone_what_was_worked_on(tmp_path: Path, places: Places) -> None:
    text = "the lines lag while she sings"
    done = decided(tmp_path, places, accept="lyrics", examples=[text], article="content/late-lines")
    done.drafts[0].write_text("finished")
    content = places.nlu / "content.yml"
    content.write_text(content.read_text("utf-8").replace(text, f"{text} along"), "utf-8")

    undone = undo(places.folder, places.nlu)

    assert undone is not None
    assert (undone.removed, undone.drafts, len(undone.left)) == ({"lyrics": 0}, (), 2)
    assert done.drafts[0].read_text() == "finished"
    assert f"{text} along" in content.read_text("utf-8")


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"accept": "lyrics", "examples": "the words are late"}, "Cluster 1: `examples:` is a list"),
        ({"accept": "lyrics", "examples": [{"late": "words"}]}, "Cluster 1: put this example in quotes"),
        ({"accept": "lyrics", "examples": [404]}, "Cluster 1: put this example in quotes"),
        ({"accept": ["lyrics"]}, "Cluster 1: write one name after `accept:`"),
        ({"article": 5}, "Cluster 1: write one name after `article:`"),
        ({"accept": "lyrics", "examples": ["a b"], "ignore": "yes"}, "ignored and accepted"),
        ({"accept": "lyrics", "examples": ["a b"], "articles": [5]}, "are yours to change"),
    ],
)
def test_a_slip_of_the_writer_is_named_with_its_cluster(
    tmp_path: Path, places: Places, fields: dict[str, Any], problem: str
) -> None:
    with pytest.raises(ProposalProblem, match=problem):
        decided(tmp_path, places, **fields)


def test_a_proposal_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes(b"\xff\xfea")

    with pytest.raises(ProposalProblem, match="UTF-8"):
        proposal_file.read(tmp_path / "a.yml")


@pytest.mark.parametrize("line", [b"{", b"[]", b"{}", b"\xff"])
def test_a_journal_that_cannot_be_read_stops_everything_before_anything_is_written(
    tmp_path: Path, places: Places, line: bytes
) -> None:
    places.folder.mkdir()
    (places.folder / journal.NAME).write_bytes(b"\n" + line + b"\n")
    before = {path: path.read_text("utf-8") for path in places.nlu.iterdir()}

    with pytest.raises(JournalProblem, match=r"decided.jsonl:2: This is no decision."):
        decided(tmp_path, places, accept="lyrics", examples=["the lines lag while she sings"])

    assert {path: path.read_text("utf-8") for path in places.nlu.iterdir()} == before
