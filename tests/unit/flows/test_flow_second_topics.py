"""Messages about two topics: one after the other, and nothing lost on the way to a person."""

from typing import Any

from flow_talk import FLOWS, Talk

from bot.flows import Part
from bot.flows.turn import MAX_USER_FRAMES

LYRICS = Part("the lyrics are gone too", "lyrics", 0.9)
STUDENT = Part("how do I become a student", "plan_student", 0.92)
MUSIC = Part("my music stops", "playback_interrupted", 0.88)
YES = Part("yes it does", "affirm", 0.9)


def two(talk: Talk, *parts: Part, intent: str | None = None, confidence: float = 0.5) -> Talk:
    text = ". ".join(part.text for part in parts)
    return talk.hear(text, intent or parts[0].intent, confidence, parts=parts)


def also(talk: Talk) -> Any:
    facts = talk.engine.report(talk.state, talk.slots)["facts"]
    return next((fact["value"] for fact in facts if fact["slot"] == "also"), None)


def test_the_second_topic_is_announced_and_taken_up_when_the_first_is_over() -> None:
    talk = two(Talk(), MUSIC, STUDENT)
    assert talk.said == ["utter_topic_waits", "utter_ask_platform"]
    assert "the student plan" in talk.texts[0]
    assert talk.slots["problem"] == "my music stops"

    talk.hear("phone")
    assert talk.said == ["utter_ask_when"]
    talk.hear("offline").hear("yes").hear("yes")

    assert talk.said == ["utter_solved", "utter_next_topic", "utter_ask_school"]
    assert talk.says[0].outcome is not None
    assert talk.says[0].outcome.result == "informed"
    assert (talk.slots["topic"], talk.slots["problem"]) == ("plan_student", "how do I become a student")
    assert also(talk) is None

    talk.hear("Leeds").hear("3")
    assert talk.said == ["utter_student", "utter_can_do_something_else"]


def test_a_first_topic_without_a_question_leads_straight_to_the_second() -> None:
    assert two(Talk(), LYRICS, STUDENT).said == ["utter_lyrics", "utter_next_topic", "utter_ask_school"]


def test_the_more_urgent_topic_comes_first() -> None:
    flows = FLOWS.replace("plan_student", "account_hacked")
    talk = two(Talk(flows), MUSIC, Part("somebody is in my account", "account_hacked", 0.8))

    assert talk.said == ["utter_topic_waits", "utter_ask_school"]
    assert also(talk) == "music that stops"


def test_a_message_answers_the_question_before_its_other_topic_waits() -> None:
    talk = two(Talk().at("ask_sync"), YES, STUDENT, intent="plan_student", confidence=0.88)
    assert talk.slots["sync_fixed"] is True
    assert talk.said == ["utter_topic_waits", "utter_ask_works_now"]

    assert talk.hear("yes").said == ["utter_solved", "utter_next_topic", "utter_ask_school"]


def test_two_other_topics_at_an_open_question_leave_it_the_more_urgent_first() -> None:
    flows = FLOWS.replace("plan_student", "account_hacked")
    talk = two(Talk(flows).at("ask_when"), LYRICS, Part("someone is in my account", "account_hacked", 0.95))

    assert talk.flows == ["playback_interrupted", "lyrics", "account_hacked"]
    talk.hear("Leeds").hear("3")
    assert talk.said == ["utter_student", "utter_next_topic", "utter_lyrics", "utter_ask_when"]


def test_an_answer_that_ends_the_flow_leads_on_without_an_announcement() -> None:
    talk = two(Talk().at("ask_again"), YES, STUDENT)

    assert talk.said == ["utter_solved", "utter_next_topic", "utter_ask_school"]


def test_a_question_of_a_called_flow_is_answered_too() -> None:
    called = "  find_platform:\n    description: Asks.\n    if: false\n    steps: [{collect: platform}]\nresponses:"
    flows = FLOWS.replace("        collect: platform\n", "        call: find_platform\n").replace(
        "responses:", called, 1
    )
    talk = Talk(flows).at("ask_platform")

    two(talk, Part("phone", "inform_details", 0.9), STUDENT)

    assert talk.slots["platform"] == "phone"
    assert talk.said == ["utter_topic_waits", "utter_ask_when"]


def test_a_detail_of_the_same_topic_or_an_unsure_one_does_not_wait() -> None:
    talk = two(Talk().at("ask_sync"), YES, Part("the music stops", "playback_interrupted", 0.99))
    assert also(talk) is None
    assert also(two(Talk().at("ask_sync"), YES, Part("student", "plan_student", 0.8))) is None


def test_a_sentence_that_may_not_stand_for_a_topic_does_not_wait() -> None:
    assert also(two(Talk(), MUSIC, Part("I am a student", "plan_student", 0.65, sure=False), confidence=0.9)) is None


def test_parts_that_are_all_about_something_else_than_the_whole_are_no_two_topics() -> None:
    talk = two(Talk(), LYRICS, STUDENT, intent="playback_interrupted", confidence=0.9)

    assert talk.flows == ["playback_interrupted"]
    assert also(talk) is None


def test_who_asks_for_a_person_beside_a_problem_gets_one_who_knows_the_problem() -> None:
    person = Part("I want to talk to someone", "talk_to_human", 0.95, sure=False)
    talk = two(Talk(), MUSIC, person, confidence=0.9)

    assert talk.said == ["utter_human_handoff"]
    assert (talk.slots["topic"], talk.slots["problem"]) == (
        "playback_interrupted",
        "my music stops. I want to talk to someone",
    )
    assert two(Talk().at("ask_sync"), YES, person).said[0] == "utter_human_handoff"


def test_a_person_who_was_only_mentioned_is_not_brought_in() -> None:
    mentioned = Part("nobody answered my mail", "talk_to_human", 0.85, sure=False)

    assert two(Talk(), MUSIC, mentioned, confidence=0.9).said[0] != "utter_human_handoff"


def test_a_person_sees_both_topics_and_nothing_is_taken_up_afterwards() -> None:
    talk = two(Talk(), MUSIC, STUDENT)
    assert also(talk) == "the student plan"

    talk.hear("a human please", "talk_to_human")

    assert talk.flows == []
    assert also(talk) == "the student plan"


def test_no_person_to_be_reached_the_second_topic_still_has_its_turn() -> None:
    talk = two(Talk(failing=("action_request_handoff",)), MUSIC, STUDENT).hear("a human", "talk_to_human")

    assert talk.said[-1] == "utter_ask_platform"
    assert also(talk) == "the student plan"


def test_stopping_the_first_asks_whether_to_look_at_the_second() -> None:
    talk = two(Talk(), MUSIC, STUDENT).hear("stop", "cancel_flow")
    assert talk.said == ["utter_flow_cancelled", "utter_ask_continue_interrupted"]
    assert talk.texts[1].startswith("You also mentioned the student plan")

    assert two(Talk(), MUSIC, STUDENT).hear("stop", "cancel_flow").hear("yes").said == [
        "utter_next_topic",
        "utter_ask_school",
    ]
    talk.hear("no")
    assert talk.said == ["utter_can_do_something_else"]
    assert also(talk) is None


def test_asking_for_the_second_before_its_turn_interrupts_the_first() -> None:
    talk = two(Talk(), MUSIC, STUDENT).hear("student now", "plan_student")
    assert talk.said == ["utter_ask_school"]

    talk.hear("Leeds").hear("3")
    assert talk.said == ["utter_student", "utter_ask_continue_interrupted"]


def test_a_topic_without_a_flow_is_searched_for_with_its_own_words() -> None:
    talk = Talk(sets={"action_search_articles": {"article_slug": "web/cookies"}})
    two(talk, LYRICS, Part("the web player is stuck", "web_player", 0.9))

    assert talk.said == ["utter_lyrics", "utter_next_topic", "utter_ask_search_helped"]
    assert (talk.slots["question"], talk.slots["topic"]) == ("the web player is stuck", "web_player")


TOPICS = ("lyrics", "web_player", "car_mode", "local_files", "audio_quality", "search_problem", "podcasts_audiobooks")
MANY = (
    "flows:\n"
    + "".join(
        f"  {topic}:\n    description: Asks about {topic}.\n    nlu_trigger: [{{intent: {topic}}}]\n"
        f"    steps: [{{collect: {topic}_x}}]\n"
        for topic in TOPICS
    )
    + "responses:\n"
    + "".join(f"  utter_ask_{topic}_x: [{{text: Well?}}]\n" for topic in TOPICS)
    + "slots:\n"
    + "".join(f"  {topic}_x: {{type: categorical, values: [here, there]}}\n" for topic in TOPICS)
)


def test_no_more_topics_wait_than_anybody_keeps_in_mind() -> None:
    talk = two(Talk(MANY), *(Part(f"about {topic}", topic, 0.95) for topic in TOPICS))
    assert talk.flows == [*reversed(TOPICS[1:MAX_USER_FRAMES]), "lyrics"]

    turns = 0
    while talk.flows and turns < 10:
        talk.hear("here")
        turns += 1
    assert turns == MAX_USER_FRAMES


def test_a_button_brings_no_second_topic() -> None:
    talk = Talk().hear("title", payload="/playback_interrupted", parts=(MUSIC, STUDENT))

    assert talk.said == ["utter_ask_platform"]


def test_of_two_equally_urgent_topics_the_one_that_the_whole_is_about_comes_first() -> None:
    talk = two(Talk(), STUDENT, MUSIC, intent="playback_interrupted", confidence=0.9)

    assert talk.said == ["utter_topic_waits", "utter_ask_platform"]


def test_what_a_message_says_it_is_not_about_is_left_out() -> None:
    denied = Part("It's not about a student plan!", "plan_student", 0.9)
    talk = two(Talk().at("ask_when"), denied, Part("why are the lyrics gone", "lyrics", 0.95), intent="plan_student")

    assert talk.said[0] == "utter_lyrics"
    assert also(talk) is None
