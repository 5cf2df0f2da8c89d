"""Questions in between: a flow that knows answers, "how long?" is no wish for a person, the open one comes again."""

import pytest
from flow_talk import FLOWS, Talk, problems_of

from bot.flows.asked_meanwhile import asks_when

KNOWING = FLOWS.replace(
    "    nlu_trigger: [{intent: playback_interrupted}]\n",
    """    nlu_trigger: [{intent: playback_interrupted}]
    asked_meanwhile:
      - if: context.asks_when
        utter: utter_tonight
      - if: context.said matches "do i lose my playlists"
        utter: utter_they_stay
""",
    1,
).replace(
    "responses:\n",
    "responses:\n  utter_tonight: [{text: Tonight.}]\n  utter_they_stay: [{text: They stay.}]\n",
    1,
)

LYRICS_KNOW = (
    "    nlu_trigger: [{intent: lyrics}]\n",
    """    nlu_trigger: [{intent: lyrics}]
    asked_meanwhile:
      - if: context.asks_when
        utter: utter_tonight
""",
)


@pytest.mark.parametrize(
    "text",
    [
        "when?",
        "How long?",
        "how long does that take",
        "ok, and how much longer??",
        "when will I get it back",
        "any ETA?",
    ],
)
def test_asking_for_a_time_is_told(text: str) -> None:
    assert asks_when(text)


@pytest.mark.parametrize(
    "text",
    [
        "when I press play it stops",
        "how long until someone answers me",
        "when can I talk to a human",
        "how long have you been there",
        "how many hours do I have left",
        "since the update",
        "when it plays, which is not often, it skips the second song and then the third",
    ],
)
def test_telling_something_or_waiting_for_a_person_is_no_asking_for_a_time(text: str) -> None:
    assert not asks_when(text)


def test_a_flow_that_knows_the_time_tells_it_and_asks_again() -> None:
    talk = Talk(KNOWING).at("ask_when").hear("how long does that take", "talk_to_human", 0.96)

    assert talk.said == ["utter_tonight", "utter_ask_when"]


def test_where_nobody_knows_the_time_that_is_said_and_the_question_comes_again() -> None:
    talk = Talk().at("ask_sync").hear("how long?", "talk_to_human", 0.96)

    assert talk.said == ["utter_when_unknown", "utter_ask_sync_fixed"]
    assert "few minutes" in talk.texts[0]


def test_who_asks_for_the_time_again_and_again_is_offered_a_person() -> None:
    talk = Talk().at("ask_when").hear("when?").hear("when?").hear("when?")

    assert talk.said == ["utter_ask_wants_person"]
    assert talk.hear("how long does that take").said == ["utter_person_when", "utter_ask_wants_person"]


def test_a_question_that_the_flow_can_answer_is_no_new_topic() -> None:
    talk = Talk(KNOWING).at("ask_when").hear("Do I lose my playlists?", "lyrics", 0.95)

    assert talk.said == ["utter_they_stay", "utter_ask_when"]


def test_when_nothing_is_open_any_more_the_flow_that_was_last_answers() -> None:
    talk = Talk(KNOWING.replace(*LYRICS_KNOW)).hear("lyrics?", "lyrics")

    assert talk.hear("how long?", "talk_to_human").said == ["utter_tonight"]


def test_when_nothing_is_open_any_more_and_nobody_knows_a_person_is_offered() -> None:
    talk = Talk().hear("lyrics?", "lyrics").hear("how long?", "talk_to_human")

    assert talk.said == ["utter_ask_wants_person"]
    assert "cannot say when" in talk.texts[0]


def test_before_anything_was_said_asking_for_a_time_means_somebody_who_owes_an_answer() -> None:
    assert Talk().hear("how long does that take", "talk_to_human", 0.96).said == ["utter_human_handoff"]


def test_a_time_asked_of_another_topic_begins_that_topic() -> None:
    assert Talk().at("ask_when").hear("when do lyrics come", "lyrics", 0.95).said[0] == "utter_lyrics"


def test_a_reply_that_is_nowhere_is_named() -> None:
    broken = KNOWING.replace("utter: utter_they_stay", "utter: utter_they_say")

    assert any("F007" in problem and "utter_they_say" in problem for problem in problems_of(broken))


def test_where_something_is_that_the_question_names_is_answered_and_the_second_time_brings_a_person() -> None:
    flows = FLOWS.replace("text: Turn it on. Did that help?", "text: Tap Devices, then Sync. Did that help?")
    talk = Talk(flows).at("ask_sync").hear("where is devices???", "car_mode", 0.5)

    assert talk.said == ["utter_step_differs", "utter_ask_sync_fixed"]
    assert talk.hear("and where is sync").said[0] == "utter_step_differs"
    assert talk.hear("where is sync??").said == ["utter_ask_wants_person"]


def test_where_something_else_is_is_no_question_about_the_step() -> None:
    assert "utter_step_differs" not in Talk().at("ask_sync").hear("where is my playlist").said
