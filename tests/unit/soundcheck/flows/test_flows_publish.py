"""`soundcheck flows publish` and its kin: what is refused, told, kept and gone back to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flow_project import Project
from typer.testing import CliRunner

from bot.flows.versions import Live, VersionStore
from soundcheck import training
from soundcheck.flows import publishing, running_bot
from soundcheck.flows.command import app

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> VersionStore:
    """A desk whose model knows every name, and whose assistant is not running."""
    monkeypatch.setenv("SOUNDCHECK_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setattr(publishing, "unknown_to_model", lambda bundle, models: [])
    monkeypatch.setattr(running_bot, "at_work", lambda config: None)
    return VersionStore(tmp_path / "var" / "flows")


@pytest.fixture
def publish(project: Project, store: VersionStore) -> Run:
    def run(*arguments: str, command: str = "publish") -> tuple[int, str]:
        words = [command, "--flows", str(project.flows)]
        words += ["--tests", str(project.tests), "--yes"] if command == "publish" else []
        result = CliRunner().invoke(app, [*words, *arguments])
        return result.exit_code, result.output

    return run


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, words)
    return result.exit_code, result.output


def edit(project: Project, before: str, after: str) -> None:
    file = project.flows / "lyrics.yml"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def said(store: VersionStore) -> str:
    live = store.live()
    assert live is not None
    return store.bundle(live.number).responses["utter_lyrics_back"].variants[0].text


def test_publishing_makes_the_flows_live(publish: Run, store: VersionStore) -> None:
    code, output = publish("-m", "The first one")

    assert code == 0, output
    assert "Version 1 is published." in output
    assert store.live() == Live(1)
    assert store.version(1).message == "The first one"


def test_what_is_saved_is_not_live(publish: Run, store: VersionStore, project: Project) -> None:
    publish()
    edit(project, "Good, sing along.", "Sing!")

    assert said(store) == "Good, sing along."


def test_the_difference_is_shown_with_old_and_new_words(publish: Run, project: Project) -> None:
    publish()
    edit(project, "Good, sing along.", "Sing!")
    shown = ["text utter_lyrics_back: says something else", "- Good, sing along.", "+ Sing!", "1 change"]

    for command in ("diff", "publish"):
        code, output = publish(command=command)
        assert code == 0
        assert all(line in output for line in shown), output


def test_a_warning_is_told_once_and_stops_nobody(publish: Run, store: VersionStore, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    code, output = publish("--tests", str(tmp_path / "empty"))

    assert code == 0
    assert output.count("no flow test names lyrics") == 1
    assert store.numbers() == [1]


def test_nothing_is_published_twice(publish: Run, store: VersionStore) -> None:
    publish()
    code, output = publish()

    assert code == 0
    assert "Nothing to publish" in output
    assert store.numbers() == [1]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("then: ask_update_helped", "then: ask_updaet_helped", "F003"),
        ("content/lyrics", "content/nothing-like-it", "F007"),
        ("link: pattern_human_handoff", "call: a_deleted_flow", "F007"),
    ],
)
def test_what_lint_finds_is_not_published(
    publish: Run, store: VersionStore, project: Project, before: str, after: str, told: str
) -> None:
    publish()
    edit(project, before, after)
    code, output = publish()

    assert code == 1
    assert told in output and "Nothing was changed." in output
    assert store.live() == Live(1)


def test_what_fails_its_tests_is_not_published(publish: Run, store: VersionStore, project: Project) -> None:
    project.case("""
        - user: where are my lyrics
          intent: lyrics
        - utter: utter_lyrics_back
    """)
    code, output = publish()

    assert code == 1
    assert "1 flow test failed" in output and "One conversation" in output
    assert store.live() is None


def test_who_says_no_changes_nothing(publish: Run, store: VersionStore, project: Project) -> None:
    result = CliRunner().invoke(
        app, ["publish", "--flows", str(project.flows), "--tests", str(project.tests)], input="n\n"
    )

    assert result.exit_code == 1
    assert store.numbers() == []


def test_new_names_are_trained_before_they_are_live(
    publish: Run, store: VersionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[list[int], Live | None]] = []
    monkeypatch.setattr(publishing, "unknown_to_model", lambda bundle, models: ["slot update_helped"])
    monkeypatch.setattr(training, "train", lambda *_: seen.append((store.numbers(), store.live())))
    monkeypatch.setattr(publishing, "newest_model_name", lambda: "soundcheck-2.tar.gz")

    code, output = publish()

    assert code == 0, output
    assert "the model does not know slot update_helped" in output
    assert seen == [([1], None)]
    assert store.live() == Live(1, "soundcheck-2.tar.gz")
    assert store.version(1).trained


def test_a_training_that_fails_leaves_the_live_version(
    publish: Run, store: VersionStore, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise training.TrainingFailed("The disk is full.")

    publish()
    edit(project, "Good, sing along.", "Sing!")
    monkeypatch.setattr(publishing, "unknown_to_model", lambda bundle, models: ["slot update_helped"])
    monkeypatch.setattr(training, "train", fail)

    code, output = publish()

    assert code == 1
    assert "The disk is full." in output
    assert (store.live(), store.numbers()) == (Live(1), [1])


def test_a_file_saved_meanwhile_is_not_published_unread(store: VersionStore, project: Project) -> None:
    source = publishing.Source(project.flows)
    planned = publishing.plan(store, source, source.bundle())
    edit(project, "Good, sing along.", "Unread")

    with pytest.raises(publishing.ChangedMeanwhile):
        publishing.publish(store, planned, "")

    assert store.numbers() == []


def test_a_rollback_is_a_new_version_with_the_old_content(publish: Run, store: VersionStore, project: Project) -> None:
    publish()
    edit(project, "Good, sing along.", "A mistake.")
    publish()
    code, output = run("rollback", "--yes")

    assert code == 0, output
    assert store.live() == Live(3)
    assert said(store) == "Good, sing along."
    assert "A mistake." in (project.flows / "lyrics.yml").read_text(encoding="utf-8")
    assert "Back to version 1." in run("versions")[1]


def test_a_rollback_gets_away_from_a_version_that_cannot_be_read(
    publish: Run, store: VersionStore, project: Project
) -> None:
    publish()
    edit(project, "Good, sing along.", "Lost.")
    publish()
    (store.flows(2) / "lyrics.yml").write_text("flows: [", encoding="utf-8")

    assert run("rollback", "--yes")[0] == 0
    assert said(store) == "Good, sing along."


def test_a_rollback_to_nothing_is_refused(publish: Run, store: VersionStore) -> None:
    assert run("rollback", "--yes")[0] == 1
    publish()

    assert "no version before" in run("rollback", "--yes")[1]
    assert "no version 7" in run("rollback", "7", "--yes")[1]


def test_the_versions_are_listed_newest_first(publish: Run, project: Project) -> None:
    assert "Nothing is published yet." in run("versions")[1]
    publish("-m", "The first one")
    edit(project, "Good, sing along.", "Sing!")
    publish()

    lines = run("versions")[1].splitlines()

    assert "2 live" in lines[0] and "text utter_lyrics_back" in lines[0]
    assert "1 " in lines[1] and "The first one" in lines[1] and "live" not in lines[1]


def test_a_new_desk_begins_with_its_flows_and_never_again(
    store: VersionStore, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = publishing.Source(project.flows)
    monkeypatch.setattr(publishing, "Source", lambda: source)
    first = publishing.publish_first(store)
    assert first is not None and first.number == 1
    assert publishing.is_draft_published(store, source)

    edit(project, "Good, sing along.", "Sing!")

    assert publishing.publish_first(store) is None
    assert not publishing.is_draft_published(store, source)


def test_who_uses_a_name_is_listed() -> None:
    code, output = run("uses", "pattern_human_handoff")

    assert code == 0
    assert "leads to it" in output and "pattern_human_handoff is flow" in output


def test_the_uses_in_a_copy_of_the_flows_are_listed(tmp_path: Path) -> None:
    flow = "flows:\n  a:\n    description: A.\n    if: false\n    steps:\n      - action: utter_b\n"
    (tmp_path / "a.yml").write_text(flow + "responses:\n  utter_b: [{text: B.}]\n")

    code, output = run("uses", "utter_b", "--flows", str(tmp_path))

    assert code == 0 and "utter_b is response; 1 use." in output
