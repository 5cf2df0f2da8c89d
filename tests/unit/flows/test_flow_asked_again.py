"""A question that is put again: only the question after an aside, the whole text where it is no longer before them."""

import pytest
from flow_talk import FLOWS, Talk

from bot.flows.render import question_of

LONG = FLOWS.replace(
    "    - text: Turn it on. Did that help?\n",
    """    - if: slots.device is not null
      text: On your {device}, turn it on. Did that help?
      buttons: &yes_or_no
        - {title: "Yes, it plays", payload: /SetSlots(sync_fixed=true)}
    - text: "Open **Settings. Sync**, and turn it on. Take your time. Did that help?"
""",
)


def test_after_an_aside_only_the_question_is_said_again_with_its_buttons() -> None:
    talk = Talk(LONG).at("ask_sync").hear("how long?", "talk_to_human", 0.96)

    assert talk.said == ["utter_when_unknown", "utter_ask_sync_fixed"]
    assert talk.texts[-1] == "Did that help?"
    assert talk.buttons == ["Yes, it plays", "No"]


def test_what_was_not_understood_is_followed_by_the_question_alone() -> None:
    assert Talk(LONG).at("ask_sync").hear("purple").texts[-1] == "Did that help?"


@pytest.mark.parametrize("intent", ["repeat_question", "greeting"])
def test_whoever_wants_it_repeated_or_comes_back_reads_the_whole_text(intent: str) -> None:
    talk = Talk(LONG).at("ask_sync").hear("purple").hear("words", intent)

    assert talk.texts[-1].startswith("Open **Settings")


def test_back_from_another_topic_the_whole_text_comes_again() -> None:
    talk = Talk(LONG).at("ask_sync").hear("where do lyrics come from", "lyrics")

    assert talk.said == ["utter_lyrics", "utter_ask_sync_fixed"]
    assert talk.texts[-1].startswith("Open **Settings")


def test_a_variant_that_was_not_said_yet_is_said_whole() -> None:
    talk = Talk(LONG).at("ask_sync").hear("it is my iPad", "inform_details", entities={"device": "iPad"})

    assert talk.texts[-1] == "On your iPad, turn it on. Did that help?"
    assert talk.hear("by the way", "inform_details").texts[-1] == "Did that help?"


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Is it **on**? And the other? Either will do.", "And the other?"),
        ("Open it.\n\nDoes it play?", "Does it play?"),
        ("Tell me your school.", "Tell me your school."),
    ],
)
def test_the_last_question_of_a_text_is_what_it_asks(text: str, question: str) -> None:
    assert question_of(text) == question
