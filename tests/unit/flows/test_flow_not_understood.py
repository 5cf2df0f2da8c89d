"""What happens when nothing fits: first help, then choices, then a person; nobody goes round in circles."""

import pytest
from flow_talk import FLOWS, Talk


def test_at_a_question_first_a_hint_then_all_options_then_a_person_is_offered() -> None:
    talk = Talk().at("ask_platform")

    assert talk.hear("blah").said == ["utter_not_understood_hint", "utter_ask_platform"]
    assert talk.buttons == []

    assert talk.hear("blah").said == ["utter_not_understood_options", "utter_ask_platform"]
    assert talk.buttons[:3] == ["Phone", "Tablet", "Desktop"]

    assert talk.hear("blah").said == ["utter_ask_wants_person"]


def test_the_options_can_be_pressed_named_and_counted() -> None:
    talk = Talk().at("ask_platform").hear("blah").hear("blah").hear("the third one")

    assert talk.slots["platform"] == "desktop"


def test_choices_that_no_button_names_are_written_as_names_are() -> None:
    text = FLOWS.replace("values: [offline, streaming]", "values: [offline, streaming, iDrive, MMI, my_own_files]")
    talk = Talk(text).at("ask_when").hear("blah").hear("blah")

    assert talk.buttons[2:] == ["iDrive", "MMI", "My own files"]


@pytest.mark.parametrize(
    ("step", "hint"),
    [("ask_platform", "choose one of these: Phone, Tablet"), ("ask_sync", "A yes or a no is enough.")],
)
def test_the_hint_says_what_kind_of_answer_is_enough(step: str, hint: str) -> None:
    assert hint in Talk().at(step).hear("blah").texts[0]


def test_who_accepts_the_offer_gets_a_person_for_that_reason() -> None:
    talk = Talk().at("ask_platform").hear("blah").hear("blah").hear("blah").hear("yes")

    assert talk.ran == ["action_request_handoff"]
    assert talk.reason == "not_understood"


def test_who_declines_the_offer_goes_on_where_they_were() -> None:
    talk = Talk().at("ask_platform").hear("blah").hear("blah").hear("blah").hear("no")

    assert talk.said == ["utter_ask_platform"]
    assert talk.slots["handoff_reason"] is None


def test_an_answer_to_the_question_beneath_passes_over_the_offer() -> None:
    talk = Talk().at("ask_platform").hear("blah").hear("blah").hear("blah").hear("phone")

    assert talk.slots["platform"] == "phone"
    assert talk.said == ["utter_ask_when"]


def test_who_is_not_understood_at_the_offer_either_gets_a_person() -> None:
    talk = Talk().at("ask_platform").hear("blah").hear("blah").hear("blah").hear("blah")

    assert talk.ran == ["action_request_handoff"]


def test_an_answer_starts_the_count_anew() -> None:
    talk = Talk().at("ask_platform").hear("blah").hear("blah").hear("phone").hear("blah")

    assert talk.said[0] == "utter_not_understood_hint"


def test_outside_of_flows_first_rephrase_then_the_likeliest_topics_then_a_person() -> None:
    talk = Talk()
    ranking = [("lyrics", 0.05), ("plan_student", 0.04), ("web_player", 0.03), ("car_mode", 0.02)]

    assert talk.hear("blah", ranking=ranking).said == ["utter_ask_rephrase"]
    assert talk.hear("blah", ranking=ranking).said == ["utter_clarification_options"]
    assert talk.buttons == ["Lyrics", "The student plan", "The web player", "Something else"]
    talk.hear("blah", ranking=ranking)
    assert talk.ran == ["action_request_handoff"]
    assert talk.reason == "not_understood"


def test_a_complaint_is_no_option_of_a_clarification() -> None:
    talk = Talk().hear("hm", "lyrics", 0.4, ranking=[("lyrics", 0.4), ("complaint_frustration", 0.35)])

    assert talk.buttons == ["Lyrics", "Something else"]


def test_what_may_be_one_topic_only_is_not_asked_as_a_choice() -> None:
    one = Talk().hear("hm", "lyrics", 0.4)
    two = Talk().hear("hm", "lyrics", 0.4, ranking=[("lyrics", 0.4), ("web_player", 0.35)])

    assert one.texts[0].endswith("Is it this?")
    assert two.texts[0].endswith("Is it one of these?")


def test_clarifying_again_and_again_ends_with_a_person() -> None:
    talk = Talk().hear("a", "lyrics", 0.4).hear("b", "car_mode", 0.4).hear("c", "plan_student", 0.4)

    assert talk.reason == "not_understood"


def test_an_option_of_a_clarification_can_be_named_counted_or_pressed() -> None:
    for answer in ({"text": "Lyrics"}, {"text": "first"}, {"text": "Lyrics", "payload": "/lyrics"}):
        talk = Talk().hear("words?", "lyrics", 0.4)
        talk.hear(**answer)

        assert talk.said[0] == "utter_lyrics", answer


def test_a_topic_chosen_in_a_clarification_is_searched_with_the_words_before_it() -> None:
    talk = Talk().hear("why is the page of the player grey", "web_player", 0.4).press("/web_player")

    assert talk.slots["question"] == "why is the page of the player grey"


def test_what_was_mentioned_before_a_clarification_is_not_asked_after_it() -> None:
    talk = Talk().hear("it stops, on my phone", "playback_interrupted", 0.4, entities={"platform": "phone"})

    assert talk.press("/playback_interrupted").said == ["utter_ask_when"]


@pytest.mark.parametrize("answer", [{"payload": "/none_of_these"}, {"text": "no", "intent": "deny_not_fixed"}])
def test_none_of_the_options_asks_to_rephrase(answer: dict[str, str]) -> None:
    talk = Talk().hear("words?", "lyrics", 0.4)
    talk.hear(**answer)  # type: ignore[arg-type]

    assert talk.said == ["utter_ask_rephrase"]


def test_none_of_the_options_within_a_flow_goes_back_to_its_question() -> None:
    talk = Talk().at("ask_when").hear("words?", "lyrics", 0.6).press("/none_of_these")

    assert talk.said == ["utter_ask_when"]


def test_a_no_that_answers_nothing_brings_the_person_nearer() -> None:
    talk = Talk().at("ask_platform")

    assert talk.hear("no", "deny_not_fixed").said[0] == "utter_not_understood_options"
    assert talk.hear("no", "deny_not_fixed").said == ["utter_ask_wants_person"]


def test_a_second_complaint_is_not_answered_by_a_question() -> None:
    talk = Talk().at("ask_platform").hear("useless", "complaint_frustration")
    assert talk.said == ["utter_ask_wants_person"]

    talk.hear("USELESS", "complaint_frustration")
    assert talk.reason == "frustrated"


def test_who_complains_and_declines_a_person_goes_on() -> None:
    talk = Talk().at("ask_platform").hear("useless", "complaint_frustration").hear("no")

    assert talk.said == ["utter_ask_platform"]


def test_who_complains_out_of_nothing_and_declines_a_person_gets_an_answer_too() -> None:
    talk = Talk().hear("useless", "complaint_frustration").hear("no")

    assert talk.said == ["utter_go_ahead"]


@pytest.mark.parametrize("intent", ["inform_details", "out_of_scope"])
def test_asides_without_end_lead_to_a_person(intent: str) -> None:
    inside, outside = Talk().at("ask_platform"), Talk()
    for _ in range(3):
        inside.hear("something", intent)
        outside.hear("something", intent)

    assert inside.said == ["utter_ask_wants_person"]
    assert outside.reason == "not_understood"


def test_after_a_flow_that_did_not_help_a_person_is_offered() -> None:
    talk = Talk().hear("lyrics", "lyrics").hear("that did not help at all", "deny_not_fixed")
    assert talk.said == ["utter_ask_wants_person"]

    talk.hear("yes")
    assert talk.reason == "steps_exhausted"


def test_a_bare_no_to_anything_else_is_a_goodbye() -> None:
    talk = Talk().hear("lyrics", "lyrics").hear("no thanks", "deny_not_fixed")

    assert talk.said == ["utter_goodbye"]


def test_a_value_that_is_refused_three_times_offers_a_person() -> None:
    talk = Talk().hear("student", "plan_student").hear("Leeds").hear("9").hear("9").hear("9")

    assert talk.said == ["utter_too_many_years", "utter_ask_wants_person"]


TOLD = FLOWS.replace(
    "      - id: ask_when\n",
    """\
      - noop: true
        next:
          - if: slots.problem matches "(?i)train"
            then: ask_sync
          - else: ask_when
      - id: ask_when
""",
).replace("      - id: ask_platform\n        collect: platform\n", "")


def test_what_is_told_at_a_choice_counts_as_if_it_had_begun_with_it() -> None:
    talk = Talk(TOLD).hear("it stops", "playback_interrupted").hear("it stops on the train", "playback_interrupted")

    assert talk.said == ["utter_ask_sync_fixed"]
    assert talk.slots["problem"] == "it stops on the train"


def test_the_same_problem_again_and_again_is_offered_a_person() -> None:
    talk = Talk(TOLD).hear("it stops", "playback_interrupted")
    said = [talk.hear("it just stops", "playback_interrupted").said[0] for _ in range(3)]

    assert said == ["utter_not_understood_hint", "utter_not_understood_options", "utter_ask_wants_person"]


def over() -> Talk:
    """A conversation whose only problem was solved a moment ago."""
    return Talk().at("ask_sync").hear("yes").hear("yes")


@pytest.mark.parametrize(
    "said", [{"text": "well that lasted a day"}, {"text": "same again, on the train", "intent": "inform_details"}]
)
def test_after_the_end_a_word_too_little_is_asked_whether_it_is_the_same_problem(said: dict[str, str]) -> None:
    talk = over().hear(**said)

    assert talk.buttons == ["Music that stops or skips", "Something else"]
    assert talk.hear("yes").said == ["utter_ask_when"]
    assert talk.slots["problem"] == f"my music stops {said['text']}"


def test_a_yes_to_one_of_several_topics_means_none_of_them() -> None:
    talk = Talk().hear("hm", "lyrics", 0.4, ranking=[("lyrics", 0.4), ("web_player", 0.35)])

    assert talk.hear("yes", "affirm").said == ["utter_go_ahead"]


def test_after_the_end_a_problem_that_is_back_can_be_looked_at_again_or_goes_to_a_person() -> None:
    talk = over().hear("the problem is back", "deny_not_fixed")

    assert talk.buttons == ["Yes, a person please", "No, let's go on", "No, try again with me"]
    assert talk.hear("try again", "affirm").said == ["utter_ask_when"]


def test_the_beginning_of_a_button_is_that_button_unless_two_begin_so() -> None:
    flows = FLOWS.replace('"Offline, with downloads"', "Not at home then")
    flows = flows.replace("While streaming", "Not at work then")

    assert Talk(flows).at("ask_when").hear("not at").said[0] == "utter_not_understood_hint"
    assert Talk(flows).at("ask_when").hear("not at home").said == ["utter_ask_sync_fixed"]


def test_small_talk_is_told_so_only_where_that_is_sure_and_says_something() -> None:
    assert Talk().hear("what a nice day it is", "out_of_scope", 0.9).said == ["utter_out_of_scope"]
    assert Talk().hear("your machine thinks me a toddler", "out_of_scope", 0.6).said == ["utter_ask_rephrase"]
    assert Talk().hear("music", "out_of_scope", 0.95).said == ["utter_ask_rephrase"]


def test_asked_whether_a_remedy_helped_nobody_is_asked_back_at_once_whether_they_mean_something_else() -> None:
    talk = Talk().at("ask_sync").hear("the other one opens", "lyrics", 0.6)

    assert talk.said[0] == "utter_not_understood_hint"
    assert talk.hear("the words are gone", "lyrics", 0.6).said == ["utter_clarification_options"]


def test_an_answer_to_the_question_beneath_a_clarification_is_heard() -> None:
    talk = Talk().at("ask_when").hear("it hangs somehow", "lyrics", 0.6)

    assert talk.said == ["utter_clarification_options"]
    assert talk.hear("while streaming", "car_mode", 0.7).said == ["utter_ask_network_fixed"]


def test_what_the_screen_says_after_a_remedy_is_no_other_topic() -> None:
    talk = Talk().at("ask_sync").hear("it says you need the student plan", "plan_student", 0.97)

    assert talk.said == ["utter_not_understood_hint", "utter_ask_sync_fixed"]


def test_a_choice_is_named_by_the_most_of_its_words_and_not_by_the_name_of_the_flow() -> None:
    flows = FLOWS.replace('"Offline, with downloads"', "Music on a page").replace("While streaming", "Gone")

    assert Talk(flows).at("ask_when").hear("gone from the page").said == ["utter_ask_network_fixed"]
    assert Talk(flows).at("ask_when").hear("all of the music").said[0] == "utter_not_understood_hint"


@pytest.mark.parametrize("said", ["the second one but rarely", "second, i suppose", "2 please"])
def test_the_second_one_but_is_the_second_one(said: str) -> None:
    assert Talk().at("ask_when").hear(said).said == ["utter_ask_network_fixed"]


@pytest.mark.parametrize(
    "said",
    [
        {"text": "no thx. that's a shame tho"},
        {"text": "no forget it", "intent": "cancel_flow"},
        {"text": "ok that sucks but fine", "intent": "complaint_frustration", "confidence": 0.4},
    ],
)
def test_after_the_end_a_no_to_anything_else_is_a_goodbye(said: dict[str, str]) -> None:
    assert over().hear(**said).said == ["utter_goodbye"]


def test_nothing_else_at_a_choice_stops_that_topic() -> None:
    assert Talk().at("ask_when").hear("no that's all").said[0] == "utter_flow_cancelled"


def test_who_promises_to_try_is_not_told_to_take_their_time_where_that_was_asked() -> None:
    flows = FLOWS.replace("Yes, it plays", "Yes, I'll try")

    assert Talk(flows).at("ask_sync").hear("yeah sure", "affirm").said == ["utter_ask_works_now"]
    assert Talk().at("ask_sync").hear("ok will do", "affirm").said == ["utter_take_your_time", "utter_ask_sync_fixed"]


def test_it_does_not_is_about_the_remedy_whatever_else_it_sounds_like() -> None:
    assert Talk().at("ask_sync").hear("it doesn't find it", "lyrics", 0.95).said == ["utter_ask_works_now"]


def test_an_ok_that_goes_on_after_the_end_is_no_goodbye() -> None:
    assert over().hear("ok but how do I do that next time").said == ["utter_clarification_options"]


def test_a_misspelt_choice_is_that_choice() -> None:
    assert Talk().at("ask_when").hear("while i am streeming").said == ["utter_ask_network_fixed"]


def test_what_is_typed_at_a_clarification_is_told_besides_what_was_told_before() -> None:
    talk = (
        Talk().hear("I paid after the trial, can I get it back", "lyrics", 0.4).hear("student refund", "plan_student")
    )

    assert talk.slots["problem"] == "I paid after the trial, can I get it back student refund"


def test_a_solution_that_comes_with_a_question_does_not_end_the_conversation() -> None:
    talk = Talk().at("ask_again").hear("yes it works. and the plan?", "affirm")

    assert talk.said == ["utter_solved", "utter_can_do_something_else"]
    assert talk.says[0].outcome is not None and talk.says[0].outcome.result == "informed"
