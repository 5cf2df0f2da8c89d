"""`soundcheck flows try`: a scripted conversation in the terminal."""

from __future__ import annotations

import pytest
from flow_project import Project

from soundcheck.flows.guess import heard


def said(project: Project, *lines: str, options: tuple[str, ...] = ()) -> str:
    code, output = project.run(
        "try", "lyrics", "--folder", project.tests, *options, input="\n".join((*lines, ":quit")) + "\n"
    )
    assert code == 0, output
    return output


def test_a_flow_is_gone_through_by_the_numbers_of_buttons(project: Project) -> None:
    output = said(project, "1")

    assert "  1  Missing\n  2  Wrong" in output
    assert "Bot: Good, sing along." in output and "[resolved] The app was too old." in output


def test_a_scenario_answers_for_the_app(project: Project) -> None:
    output = said(project, "2", options=("--scenario", "skips-offline"))

    assert "(action_read_diagnostics)" in output and "Do you see the lyrics now?" in output
    assert "(action_request_handoff)" in output


def test_a_file_answers_for_the_app(project: Project) -> None:
    file = project.write(
        "answers.yaml",
        "stub_custom_actions:\n  action_read_diagnostics:\n"
        "    events: [{event: slot, name: finding_app_outdated, value: true}]\n",
    )

    assert "Do you see the lyrics now?" in said(project, options=("--stubs", str(file)))


def test_a_writer_looks_behind_the_conversation(project: Project) -> None:
    output = said(project, ":stack", ":slots", ":why")

    assert "lyrics · ask_kind (user)" in output
    assert "topic = lyrics" in output
    assert "ask_kind: lyrics_kind is not known yet." in output


def test_a_message_is_taken_back(project: Project) -> None:
    output = said(project, "1", ":back", "2")

    assert output.index("sing along") < output.index("Took it back.") < output.index("bringing in a person")


def test_a_step_is_jumped_to_and_a_slot_is_set(project: Project) -> None:
    output = said(
        project, ":jump ask_update_helped", ":jump ask_updat", ":set lyrics_kind=wrong", ":set lyrics_kind=old"
    )

    assert "Do you see the lyrics now?" in output
    assert "did you mean ask_update_helped?" in output
    assert "lyrics_kind = wrong" in output
    assert "`old` is no value of lyrics_kind; it takes missing, wrong" in output


def test_a_conversation_is_kept_as_a_test_that_passes(project: Project) -> None:
    output = said(project, "1", ":save Lyrics that are missing", options=("--scenario", "charged-twice"))

    assert "it passes" in output
    assert (project.tests / "lyrics_that_are_missing.yml").is_file()
    assert project.test()[0] == 0


def test_what_cannot_be_played_again_is_not_kept(project: Project) -> None:
    output = said(project, ":jump ask_update_helped", ":save No", ":back", ":save ")

    assert "Not saved: a test cannot :jump" in output
    assert "Not saved: a test needs a name" in output
    assert not (project.tests / "no.yml").exists()


def test_an_unknown_scenario_and_an_unknown_command_are_told(project: Project) -> None:
    code, output = project.run("try", "--scenario", "skip-offline", input="")
    assert code == 1 and "did you mean skips-offline?" in output

    assert "There is no :stak; did you mean :stack?" in said(project, ":stak")


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("My songs keep skipping on my iPhone when I'm offline", "playback_interrupted"),
        ("why was I charged twice this month?", "billing_unexpected_charge"),
        ("the web player doesn't play anything", "web_player"),
    ],
)
def test_free_text_is_guessed_by_the_examples(text: str, intent: str) -> None:
    guess = heard(text)

    assert guess.intent == intent and guess.confidence > 0.6
    assert ("device", "iPhone") in {(entity.name, entity.value) for entity in guess.entities} or "iPhone" not in text
