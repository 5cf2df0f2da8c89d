"""Leaving a flow for another and coming back; stopping; asking for a person on the way."""

import json

from flow_talk import FLOWS, Talk


def test_an_aside_that_asked_nothing_is_followed_by_the_open_question() -> None:
    talk = Talk().at("ask_when").hear("lyrics?", "lyrics")

    assert talk.said == ["utter_lyrics", "utter_ask_when"]
    assert talk.flows == ["playback_interrupted"]


def test_after_a_longer_digression_the_listener_is_asked_whether_to_go_on() -> None:
    talk = Talk().at("ask_when").hear("student", "plan_student").hear("Leeds").hear("3")

    assert talk.said == ["utter_student", "utter_ask_continue_interrupted"]
    assert talk.texts[-1].startswith("We were in the middle of music that stops.")

    assert talk.hear("yes").said == ["utter_ask_when"]


def test_who_does_not_want_to_go_on_is_let_go() -> None:
    talk = Talk().at("ask_sync").hear("student", "plan_student").hear("Leeds").hear("3").hear("no")

    assert talk.said == ["utter_can_do_something_else"]
    assert talk.flows == []
    assert talk.slots["when"] is None


def test_an_answer_to_the_interrupted_question_passes_over_the_question_whether_to_go_on() -> None:
    talk = Talk().at("ask_when").hear("student", "plan_student").hear("Leeds").hear("3").hear("while streaming")

    assert talk.said == ["utter_ask_network_fixed"]


def test_a_flow_that_is_open_already_is_raised_and_not_started_twice() -> None:
    talk = Talk().at("ask_when").hear("student", "plan_student").hear("my music stops", "playback_interrupted")

    assert talk.said == ["utter_ask_when"]
    assert talk.flows == ["plan_student", "playback_interrupted"]


def test_a_button_of_the_interrupted_question_goes_back_to_it() -> None:
    talk = Talk().at("ask_when").hear("student", "plan_student").press("/SetSlots(when=offline)")

    assert talk.said == ["utter_ask_sync_fixed"]
    assert talk.flows == ["plan_student", "playback_interrupted"]


def test_an_interrupted_flow_that_called_another_is_raised_with_it() -> None:
    flows = FLOWS.replace("collect: works_now", "call: ask_works").replace(
        "responses:",
        "  ask_works:\n    description: Asks.\n    if: false\n    steps: [{collect: works_now}]\nresponses:",
        1,
    )
    talk = Talk(flows).at("ask_again").hear("student", "plan_student").hear("music", "playback_interrupted")

    assert talk.flows == ["plan_student", "playback_interrupted", "ask_works"]
    assert talk.said == ["utter_ask_works_now"]


def test_no_more_than_five_flows_are_kept_open() -> None:
    topics = ["lyrics", "web_player", "car_mode", "local_files", "audio_quality", "search_problem"]
    flows = "".join(
        f"  {topic}:\n    description: One question.\n    nlu_trigger: [{{intent: {topic}}}]\n"
        f"    steps: [{{collect: said, ask_before_filling: true}}]\n"
        for topic in topics
    )
    talk = Talk(f"flows:\n{flows}responses:\n  utter_ask_said: [{{text: And?}}]\nslots:\n  said: {{type: bool}}\n")
    for topic in topics:
        talk.hear("new", topic)

    assert talk.flows == topics[1:]


def test_stopping_a_flow_forgets_its_answers_and_asks_about_the_one_beneath() -> None:
    talk = Talk().at("ask_when").hear("student", "plan_student").hear("Leeds").hear("stop", "cancel_flow")

    assert talk.said == ["utter_flow_cancelled", "utter_ask_continue_interrupted"]
    assert talk.texts[0] == "All right, we stop here with the student plan."
    assert talk.slots["school"] is None


def test_stopping_in_a_called_flow_stops_its_caller_too() -> None:
    flows = FLOWS.replace("collect: works_now", "call: ask_works").replace(
        "responses:",
        "  ask_works:\n    description: Asks.\n    if: false\n    steps: [{collect: works_now}]\nresponses:",
        1,
    )
    talk = Talk(flows).at("ask_again").hear("stop", "cancel_flow")

    assert talk.said == ["utter_flow_cancelled"]
    assert talk.flows == []


def test_a_person_can_be_asked_for_at_any_question_and_then_nothing_is_left_open() -> None:
    for step in ("ask_platform", "ask_when", "ask_sync", "ask_again"):
        talk = Talk().at(step).hear("a human please", "talk_to_human")

        assert talk.ran == ["action_request_handoff"]
        assert talk.reason == "asked_for_person"
        assert talk.flows == []
        assert talk.said[-1] == "utter_human_handoff"


def test_when_no_person_can_be_reached_the_flow_goes_on() -> None:
    talk = Talk(failing=("action_request_handoff",)).at("ask_when").hear("a human", "talk_to_human")

    assert talk.said == ["utter_human_handoff", "utter_action_failed", "utter_ask_when"]


def test_a_solved_side_issue_does_not_resolve_a_conversation_with_an_open_problem() -> None:
    talk = Talk().hear("student", "plan_student").hear("Leeds")
    talk.hear("music stops", "playback_interrupted").hear("phone").hear("offline").hear("yes").hear("yes")

    assert talk.says[0].outcome is not None
    assert talk.says[0].outcome.result == "informed"
    assert talk.said[-1] == "utter_ask_continue_interrupted"


def test_politeness_is_answered_and_the_open_question_put_again() -> None:
    talk = Talk().at("ask_when").hear("hi", "greeting")

    assert talk.said == ["utter_greeting", "utter_ask_when"]
    assert talk.texts[0] == "Hello again!"


def test_who_says_goodbye_is_not_called_back_and_may_still_answer() -> None:
    talk = Talk().at("ask_when").hear("bye", "goodbye")
    assert talk.said == ["utter_goodbye"]

    assert talk.hear("offline").said == ["utter_ask_sync_fixed"]


def test_thanks_at_an_aside_are_not_answered_by_its_question() -> None:
    talk = Talk().at("ask_when").hear("lyrics?", "lyrics", 0.7).hear("thanks", "thanks_praise_resolved")

    assert talk.said == ["utter_thanks"]


def test_a_topic_without_a_flow_is_searched_for() -> None:
    talk = Talk(sets={"action_search_articles": {"article_slug": "web/cookies"}})
    talk.hear("the web player is stuck", "web_player")

    assert talk.ran == ["action_search_articles"]
    assert talk.said == ["utter_ask_search_helped"]
    assert (talk.slots["topic"], talk.slots["question"]) == ("web_player", "the web player is stuck")

    talk.hear("yes")
    assert talk.says[0].outcome is not None
    assert talk.says[0].outcome.article == "web/cookies"


def test_a_topic_without_flow_or_article_gets_a_person() -> None:
    talk = Talk().hear("the web player is stuck", "web_player")

    assert talk.said == ["utter_no_article_found", "utter_human_handoff"]
    assert talk.reason == "steps_exhausted"


def test_an_article_found_for_an_earlier_question_is_no_answer_to_the_next() -> None:
    talk = Talk()
    talk.slots["article_slug"] = "old/one"
    talk.hear("the web player is stuck", "web_player")

    assert talk.said[0] == "utter_no_article_found"


def test_another_question_about_the_same_topic_is_searched_for_anew() -> None:
    talk = Talk(sets={"action_search_articles": {"article_slug": "web/cookies"}})
    talk.hear("the web player is stuck", "web_player").hear("and which browsers work?", "web_player")

    assert talk.ran == ["action_search_articles"]
    assert talk.slots["question"] == "and which browsers work?"
    assert talk.flows == ["pattern_search"]


def test_another_topic_leaves_the_question_whether_an_article_helped_without_being_very_sure() -> None:
    talk = Talk(sets={"action_search_articles": {"article_slug": "web/cookies"}})
    talk.hear("the web player is stuck", "web_player").hear("and my music stops", "playback_interrupted", 0.65)

    assert talk.said == ["utter_ask_platform"]


def test_the_first_words_and_the_topic_are_kept_and_a_new_flow_changes_the_topic() -> None:
    talk = Talk().hear("hi", "greeting").hear("my music stops", "playback_interrupted").hear("phone")

    assert (talk.slots["problem"], talk.slots["topic"]) == ("my music stops", "playback_interrupted")

    talk.hear("lyrics?", "lyrics")
    assert (talk.slots["problem"], talk.slots["topic"]) == ("my music stops", "lyrics")


def test_the_problem_is_the_message_that_started_the_present_flow() -> None:
    talk = Talk().hear("my music stops", "playback_interrupted").hear("am I a student", "plan_student")
    assert talk.slots["problem"] == "am I a student"

    talk.hear("Leeds").hear("3").hear("yes")
    assert (talk.slots["problem"], talk.said) == ("my music stops", ["utter_ask_platform"])


def test_what_a_button_clarified_is_the_problem() -> None:
    ranking = [("playback_interrupted", 0.45), ("lyrics", 0.4)]
    talk = Talk().hear("it stops singing", "playback_interrupted", 0.45, ranking=ranking)

    assert talk.press("/playback_interrupted").slots["problem"] == "it stops singing"


def test_a_long_conversation_stays_small() -> None:
    talk = Talk().at("ask_again").hear("student", "plan_student").hear("Leeds").hear("lyrics?", "lyrics")

    assert len(json.dumps(talk.state)) < 2000
