"""`soundcheck flows test`: what passes, what fails and how that is told, and what is refused."""

from __future__ import annotations

import json

import pytest
from flow_project import Project

BEGIN = """\
- user: the words are gone
  intent: lyrics
- utter: utter_ask_lyrics_kind
"""


def test_a_conversation_as_it_should_be_passes(project: Project) -> None:
    project.case(BEGIN + "- user: Missing\n- utter: utter_lyrics_back\n- bot: Good, sing along.\n")

    assert project.test() == (0, "1 passed, 0 failed; 2 turns in 0.00 s.\n") or project.test()[0] == 0


def test_a_failure_names_file_line_what_was_expected_and_what_came(project: Project) -> None:
    path = project.case(BEGIN + "- user: Wrong\n- utter: utter_lyrics_back\n")

    code, said = project.test()

    assert code == 1
    assert f"{path}:8: expected: the bot says utter_lyrics_back" in said
    assert "actual: utter_human_handoff" in said


@pytest.mark.parametrize(
    ("holds", "fails"),
    [
        (
            "flow_completed: {flow_id: lyrics, flow_step_id: solved}",
            "flow_completed: {flow_id: lyrics, flow_step_id: look}",
        ),
        ("flow_completed: lyrics", "flow_cancelled: lyrics"),
        ("slot_was_set: [{name: lyrics_kind, value: missing}]", "slot_was_set: [{name: lyrics_kind, value: wrong}]"),
        ("slot_was_set: [lyrics_kind]", "slot_was_not_set: [lyrics_kind]"),
        ("slot_was_not_set: [lyrics_kind: wrong]", "slot_was_set: [update_helped]"),
        ("bot_uttered: {utter_name: utter_lyrics_back}", "bot_did_not_utter: {utter_name: utter_lyrics_back}"),
        ('bot_uttered: {text_matches: "^Good.*along"}', 'bot_uttered: {text_matches: "^along"}'),
        ("action_executed: utter_lyrics_back", "action_executed: action_read_diagnostics"),
    ],
)
def test_an_assertion_holds_or_fails(project: Project, holds: str, fails: str) -> None:
    for assertion, code in ((holds, 0), (fails, 1)):
        project.case(BEGIN + f"- user: Missing\n  assertions:\n    - {assertion}\n")
        assert project.test()[0] == code, assertion


@pytest.mark.parametrize(
    ("holds", "fails"),
    [
        ("flow_started: lyrics", "flow_started: pattern_search"),
        (
            "flow_started: {operator: any, flow_ids: [lyrics, pattern_search]}",
            "flow_started: {operator: all, flow_ids: [lyrics, pattern_search]}",
        ),
        ("action_executed: action_read_diagnostics", "action_executed: action_request_handoff"),
        ("bot_uttered: {buttons: [{title: Wrong}]}", "bot_uttered: {buttons: [{title: Right}]}"),
    ],
)
def test_an_assertion_about_the_beginning_holds_or_fails(project: Project, holds: str, fails: str) -> None:
    for assertion, code in ((holds, 0), (fails, 1)):
        project.case(f"- user: the words are gone\n  intent: lyrics\n  assertions:\n    - {assertion}\n")
        assert project.test()[0] == code, assertion


def test_a_flow_that_is_stopped_is_cancelled(project: Project) -> None:
    project.case(BEGIN + "- user: forget it\n  intent: cancel_flow\n  assertions:\n    - flow_cancelled: lyrics\n")

    assert project.test()[0] == 0


def test_an_unsure_message_brings_a_question_back(project: Project) -> None:
    project.case(
        "- user: hm, words\n  intent: lyrics\n  confidence: 0.4\n"
        "  assertions:\n    - pattern_clarification_contains: [lyrics]\n"
    )

    assert project.test()[0] == 0


@pytest.mark.parametrize("said", ["/SetSlots(lyrics_kind=missing)", "Missing", "missing", "the first one"])
def test_a_button_is_pressed_by_payload_and_answered_by_words(project: Project, said: str) -> None:
    project.case(BEGIN + f"- user: {said}\n- utter: utter_lyrics_back\n")

    assert project.test()[0] == 0


def test_an_intent_can_be_a_payload_with_entities(project: Project) -> None:
    project.case(
        '- user: \'/lyrics{"device": "iPhone"}\'\n- utter: utter_ask_lyrics_kind\n- slot_was_set: [device: iPhone]\n'
    )

    assert project.test()[0] == 0


def test_words_that_could_mean_anything_need_an_intent(project: Project) -> None:
    path = project.case(BEGIN + "- user: my dog sings along\n- utter: utter_lyrics_back\n")

    code, said = project.test()

    assert code == 1
    assert f"{path}:7:" in said and "“Missing”, “Wrong”" in said and "intent:" in said


def test_an_action_without_a_stub_is_an_error_that_names_it(project: Project) -> None:
    project.write("conftest.yml", "stub_custom_actions:\n  action_read_diagnostics: {events: []}\n")
    project.case(BEGIN + "- user: Wrong\n- utter: utter_human_handoff\n")

    code, said = project.test()

    assert code == 1 and "action_request_handoff has a stub" in said


def test_the_nearest_stub_and_fixture_stand(project: Project) -> None:
    outdated = "events: [{event: slot, name: finding_app_outdated, value: true}]"
    project.case(
        "- user: the words are gone\n  intent: lyrics\n- utter: utter_ask_update_helped\n",
        f"stub_custom_actions:\n  One conversation::action_read_diagnostics: {{{outdated}}}\n",
    )
    project.write(
        "folder/two.yml",
        """\
        fixtures:
          - old_app:
              - finding_app_outdated: true
        test_cases:
          - test_case: Another
            fixtures: [old_app]
            steps:
              - user: the words are gone
                intent: lyrics
              - utter: utter_ask_update_helped
        """,
    )

    assert project.test()[0] == 0


def test_a_stub_can_fail(project: Project) -> None:
    project.case(
        "- user: the words are gone\n  intent: lyrics\n- utter: utter_action_failed\n- utter: utter_ask_lyrics_kind\n",
        "stub_custom_actions:\n  action_read_diagnostics: {fails: true}\n",
    )

    assert project.test()[0] == 0


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        (
            "- user: x\n  intent: lyrics\n  assertions: [{generative_response_is_relevant: {threshold: 0.9}}]",
            "language model",
        ),
        ("- user: x\n  intent: lyrics\n- utter: utter_ask_lyrics_kin", "did you mean utter_ask_lyrics_kind?"),
        ("- user: x\n  intent: lyrics\n  assertions: [{flow_begun: lyrics}]", "there is no assertion `flow_begun`"),
        (
            "- user: x\n  intent: lyrics\n  assertions: [{bot_did_not_utter: {utter_name: utter_lyric_back}}]",
            "did you mean",
        ),
        ("- user: x\n  intent: lyrics\n- utter: utter_lyrics_back\n- bott: y", "a step is one of"),
        (
            "- user: x\n  intent: lyrics\n  assertions: [{flow_started: lyrics}]\n- utter: utter_lyrics_back",
            "would not be looked at",
        ),
        ("- user: x\n  intent: lyrics", "expects nothing"),
        ("- utter: utter_lyrics_back", "begin with `user:`"),
    ],
)
def test_a_mistake_in_a_test_is_told_by_place_and_remedy(project: Project, steps: str, told: str) -> None:
    path = project.case(steps)

    code, said = project.test()

    assert code == 1
    assert f"{path}:" in said and told in said


def test_an_unknown_fixture_is_told(project: Project) -> None:
    project.write(
        "one.yml",
        "test_cases:\n  - {test_case: A, fixtures: [nobody], steps: [{user: /lyrics}, {utter: utter_lyrics_back}]}\n",
    )

    assert "there is no fixture `nobody`" in project.test()[1]


def test_no_test_at_all_is_no_pass(project: Project) -> None:
    project.case(BEGIN)

    assert project.test("-k", "something else")[0] == 1


def test_coverage_names_the_lines_that_no_test_reaches(project: Project) -> None:
    project.case(BEGIN + "- user: Missing\n- utter: utter_lyrics_back\n")

    _, said = project.test("--coverage")
    figures = json.loads(project.test("--coverage", "--json")[1])

    assert "67 %" in said and "never reached: line 15, 28" in said
    assert figures["coverage"][0]["missing_lines"] == [15, 28]
    assert figures["passed"] == 1 and figures["failed"] == []
