"""Changing an answer that was given before, and never doing twice what was done."""

from flow_talk import FLOWS, Talk


def test_a_changed_choice_takes_the_other_branch_and_does_not_ask_again_what_is_known() -> None:
    talk = Talk().at("ask_sync").hear("sorry, I meant while streaming", "correct_slot")

    assert talk.said == ["utter_corrected_previous_input", "utter_ask_network_fixed"]
    assert talk.texts[0] == "All right, I have changed that to streaming."
    assert talk.slots["when"] == "streaming"


def test_an_entity_that_contradicts_one_answer_corrects_it() -> None:
    talk = Talk().at("ask_sync").hear("it is a tablet actually", "inform_details", entities={"platform": "tablet"})

    assert talk.slots["platform"] == "tablet"
    assert talk.said == ["utter_corrected_previous_input", "utter_ask_sync_fixed"]


def test_an_entity_that_says_the_same_again_corrects_nothing() -> None:
    talk = Talk().at("ask_sync").hear("on my phone", "inform_details", entities={"platform": "phone"})

    assert talk.said[0] == "utter_inform_details"


def test_a_button_further_up_the_page_changes_that_answer() -> None:
    talk = Talk().at("ask_sync").press("/SetSlots(when=streaming)")

    assert talk.said == ["utter_corrected_previous_input", "utter_ask_network_fixed"]


def test_a_button_that_says_the_same_again_changes_nothing() -> None:
    talk = Talk().at("ask_sync").press("/SetSlots(when=offline)")

    assert talk.said == ["utter_ask_sync_fixed"]


def test_a_yes_turned_into_a_no_changes_what_the_card_says_was_tried() -> None:
    talk = Talk().at("ask_again").hear("no wait, I meant no", "correct_slot")

    assert talk.slots["sync_fixed"] is False
    assert talk.engine.report(talk.state, talk.slots)["steps_tried"] == [
        {"remedy": "Let downloads use mobile data", "result": "did_not_help"}
    ]


def test_a_wish_to_correct_without_saying_what_opens_the_last_question_again() -> None:
    talk = Talk().at("ask_sync").hear("oh, that was wrong", "correct_slot")

    assert talk.said == ["utter_corrected_previous_input", "utter_ask_when"]
    assert talk.texts[0] == "All right, let's change that answer."


def test_a_completed_side_effect_is_not_repeated_when_the_flow_is_walked_again() -> None:
    talk = Talk().at("ask_again").hear("sorry, while streaming", "correct_slot")
    assert talk.said[-1] == "utter_ask_network_fixed"

    talk.hear("no")

    assert talk.said == ["utter_ask_works_now"]
    assert [run.action for run in talk.all_runs].count("action_open_ticket") == 1


def test_a_side_effect_of_another_step_with_the_same_action_is_the_same_side_effect() -> None:
    other = (
        "      - id: open_other\n        action: action_open_ticket\n        next: ask_again\n      - id: open_ticket\n"
    )
    flows = FLOWS.replace("network}\n        next: open_ticket", "network}\n        next: open_other")
    talk = Talk(flows.replace("      - id: open_ticket\n", other)).at("ask_again")
    talk.hear("sorry, while streaming", "correct_slot").hear("no")

    assert talk.said == ["utter_ask_works_now"]
    assert [run.action for run in talk.all_runs].count("action_open_ticket") == 1


def test_a_side_effect_that_failed_may_be_tried_again() -> None:
    talk = Talk(failing=("action_open_ticket",)).at("ask_again")
    talk.failing = ()
    talk.hear("sorry, while streaming", "correct_slot").hear("no")

    assert [run.action for run in talk.all_runs].count("action_open_ticket") == 2


def test_reading_may_happen_again() -> None:
    reads = "then:\n              - action: action_read_diagnostics\n                next: ask_sync"
    talk = Talk(FLOWS.replace("then: ask_sync", reads)).at("ask_sync")
    talk.hear("no, streaming", "correct_slot").hear("sorry, offline it was", "correct_slot")

    # Once at the start of the flow, then on each of the two ways to the offline branch.
    assert [run.action for run in talk.all_runs].count("action_read_diagnostics") == 3


def test_what_was_explained_is_not_explained_again_on_the_way_back() -> None:
    flows = FLOWS.replace(
        "      - id: ask_when\n", "      - id: explain\n        action: utter_lyrics\n      - id: ask_when\n", 1
    )
    talk = Talk(flows).at("ask_sync").hear("tablet", "inform_details", entities={"platform": "tablet"})

    assert talk.said == ["utter_corrected_previous_input", "utter_ask_sync_fixed"]


def test_what_was_explained_for_another_answer_is_explained_anew() -> None:
    flows = FLOWS.replace(
        "      - id: ask_when\n", "      - id: explain\n        action: utter_where\n      - id: ask_when\n", 1
    ).replace("responses:", "responses:\n  utter_where: [{text: 'On your {platform}, then.'}, {text: Well.}]", 1)
    talk = Talk(flows).at("ask_sync").hear("tablet", "inform_details", entities={"platform": "tablet"})

    assert talk.said == ["utter_corrected_previous_input", "utter_where", "utter_ask_sync_fixed"]


def test_an_answer_from_a_called_flow_can_be_corrected_after_it_returned() -> None:
    flows = FLOWS.replace("        collect: platform\n", "        call: find_platform\n").replace(
        "responses:",
        "  find_platform:\n    description: Asks.\n    if: false\n    steps: [{collect: platform}]\nresponses:",
        1,
    )
    talk = Talk(flows).at("ask_sync").hear("a tv", "correct_slot", entities={"platform": "tv"})

    assert talk.slots["platform"] == "tv"
    assert talk.said == ["utter_corrected_previous_input", "utter_ask_sync_fixed"]


def test_a_flow_that_was_left_and_started_anew_may_do_its_side_effects_again() -> None:
    talk = Talk().at("ask_again").hear("stop", "cancel_flow")
    talk.hear("music", "playback_interrupted").hear("offline").hear("yes")

    assert [run.action for run in talk.all_runs].count("action_open_ticket") == 2


def test_an_interrupted_flow_goes_back_too_when_an_answer_of_its_way_changes() -> None:
    talk = Talk().at("ask_sync").hear("student", "plan_student").press("/SetSlots(when=streaming)")
    assert talk.said == ["utter_corrected_previous_input", "utter_ask_school"]

    talk.hear("Leeds").hear("3").press("/SetSlots(continue_interrupted=true)")

    assert talk.said == ["utter_ask_network_fixed"]
