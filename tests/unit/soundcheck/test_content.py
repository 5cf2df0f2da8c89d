"""What a writer sees: the problems of their files by place, and the articles a listener would be given."""

import pytest
from typer.testing import CliRunner

from soundcheck.__main__ import app
from soundcheck.learn.article_draft import template
from soundcheck.settings import ROOT

FLOW = """\
flows:
  lost_playlist:
    name: a lost playlist
    description: Finds a playlist again.
    steps:
      - action: utter_nothing
        next: nowhere
"""


@pytest.fixture
def run():
    return lambda *arguments: CliRunner().invoke(app, list(map(str, arguments)))


def test_a_broken_flow_is_named_by_file_line_and_column(run, tmp_path):
    (tmp_path / "lost_playlist.yml").write_text(FLOW)

    result = run("flows", "lint", tmp_path)

    assert result.exit_code == 1
    assert "lost_playlist.yml:7:" in result.stderr
    assert "nowhere" in result.stderr


def test_a_broken_article_is_named_by_file_and_line(run, tmp_path):
    (tmp_path / "broken.md").write_text("---\ntitle: Half an article\n---\nText.\n")

    result = run("articles", "lint", tmp_path)

    assert result.exit_code == 1
    assert "broken.md:" in result.stderr


def test_an_article_of_a_topic_that_is_none_is_named(run, tmp_path):
    (tmp_path / "lost.md").write_text(
        "---\ntitle: T\nsummary: S\ntopics: [account_setings]\nupdated: 2026-11-25\n---\nText.\n"
    )

    result = run("articles", "lint", tmp_path)

    assert result.exit_code == 1
    assert 'lost.md:4: "topics" has "account_setings". Did you mean account_settings?' in result.stderr


def test_a_folder_without_articles_or_a_test_that_is_not_there_is_no_success(run, tmp_path):
    linted, tested = run("articles", "lint", tmp_path / "nowhere"), run("flows", "test", tmp_path / "nowhere")

    assert linted.exit_code == 1
    assert "nowhere: There are no articles here." in linted.stderr
    assert tested.exit_code == 2
    assert "Error" in tested.stderr


def test_a_draft_that_nobody_finished_is_named_by_line(run, tmp_path):
    text = template(ROOT / "docs" / "writing.md").replace("related: [playback/download-stuck]\n", "")
    (tmp_path / "draft.md").write_text(text)

    result = run("articles", "lint", tmp_path)

    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 6
    assert "draft.md:3: This line is still the draft's." in result.stderr


@pytest.mark.parametrize("begins", [b"\xff\xfe-\x00-\x00", b"\xef\xbb\xbf---\n"])
def test_an_article_that_is_no_text_or_marked_by_an_editor_is_named(run, tmp_path, begins):
    (tmp_path / "garbled.md").write_bytes(begins)

    result = run("articles", "lint", tmp_path)

    assert result.exit_code == 1
    assert "garbled.md: This is no text in UTF-8." in result.stderr


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--topic", "lyric", "--topic lyric: Did you mean lyrics?"),
        ("--platform", "phones", "--platform phones: Did you mean phone?"),
        ("--region", "united kingdom", "--region united kingdom: Write"),
        ("--app-version", "newest", "--app-version newest: Write numbers, as in 8.9.12."),
    ],
)
def test_a_scope_that_no_article_can_have_is_refused_and_not_passed_over(run, option, value, said):
    result = run("articles", "search", "--words-only", "songs skip", option, value)

    assert result.exit_code == 1
    assert result.stderr.startswith(said)
    assert result.stdout == ""


def test_a_scope_is_written_as_people_write_it(run):
    scope = ("--topic", "playback_interrupted", "--platform", "phone", "--region", "gb", "--app-version", "v8.9.12")

    assert run("articles", "search", "--words-only", "songs skip when I am offline", *scope).exit_code == 0


def test_the_articles_and_flows_of_the_project_have_no_problem(run):
    for group in ("flows", "articles"):
        result = run(group, "lint")
        assert result.exit_code == 0, result.stderr


def test_a_question_finds_its_article_and_nonsense_finds_none(run):
    assert "playback/skips-offline" in run("articles", "search", "--words-only", "songs skip when I am offline").stdout
    assert run("articles", "search", "--words-only", "zxqv").stdout == "No article fits.\n"
