"""What the state of the dialogue makes of an unsure message: answers to a question, topics at the beginning."""

import pytest
from flow_talk import FLOWS, Talk

from bot.flows import Heard
from bot.flows.expected import weigh
from bot.flows.turn import Turn

TORN = (("playback_interrupted", 0.4), ("affirm", 0.35), ("deny_not_fixed", 0.1))


def weighed(talk: Talk, ranking: tuple[tuple[str, float], ...]) -> Heard:
    turn = Turn(talk.bundle, talk.state, talk.slots)
    return weigh(turn, turn.question(), Heard("words", *ranking[0], ranking))


def test_an_answer_is_likelier_while_a_yes_or_no_is_awaited() -> None:
    heard = weighed(Talk().at("ask_again"), TORN)

    assert heard.intent == "affirm"
    assert heard.confidence > 0.5


def test_that_a_remedy_helped_is_no_likelier_than_it_sounds() -> None:
    heard = weighed(Talk().at("ask_sync"), (("inform_details", 0.5), ("affirm", 0.4), ("deny_not_fixed", 0.05)))

    assert heard.intent == "inform_details"


def test_what_sounds_rather_like_a_yes_is_no_likelier_a_no() -> None:
    heard = weighed(Talk().at("ask_sync"), (("affirm", 0.49), ("deny_not_fixed", 0.25), ("cancel_flow", 0.05)))

    assert heard.intent == "affirm"
    assert heard.confidence < 0.5


def test_shares_stay_shares() -> None:
    heard = weighed(Talk().at("ask_sync"), TORN)

    assert 0.85 < sum(share for _, share in heard.ranking) <= 1
    assert [share for _, share in heard.ranking] == sorted((share for _, share in heard.ranking), reverse=True)


def test_a_yes_is_unlikely_before_anything_was_said() -> None:
    assert weighed(Talk(), (("affirm", 0.5), ("lyrics", 0.4))).intent == "lyrics"
    assert weighed(Talk().hear("lyrics?", "lyrics"), (("affirm", 0.5), ("lyrics", 0.4))).intent == "affirm"


def test_unsure_thanks_before_anything_was_done_are_no_thanks() -> None:
    assert weighed(Talk(), (("thanks_praise_resolved", 0.62), ("lyrics", 0.2))).intent == "lyrics"
    assert weighed(Talk(), (("thanks_praise_resolved", 0.95), ("lyrics", 0.02))).confidence > 0.7


def test_a_sure_topic_still_leaves_the_question() -> None:
    talk = Talk().at("ask_sync")

    heard = weighed(talk, (("plan_student", 0.93), ("affirm", 0.01)))

    assert (heard.intent, heard.confidence > 0.85) == ("plan_student", True)


def test_who_wants_a_person_or_to_stop_is_not_talked_out_of_it() -> None:
    for intent in ("talk_to_human", "cancel_flow"):
        assert weighed(Talk().at("ask_sync"), ((intent, 0.8), ("affirm", 0.1), ("lyrics", 0.1))).confidence > 0.75


OPTIONS = FLOWS.replace("While streaming", "They don't start or finish")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("they never finish", "streaming"),
        ("it does not start", "streaming"),
        ("with the downloads I have", "offline"),
        ("downloads that never finish", None),
        ("something about songs", None),
    ],
)
def test_an_option_is_meant_by_words_that_only_it_has(text: str, value: str | None) -> None:
    talk = Talk(OPTIONS).at("ask_when").hear(text)

    assert talk.slots["when"] == value


def test_an_option_of_small_words_is_meant_by_them_in_another_spelling() -> None:
    talk = Talk(FLOWS.replace("While streaming", "It isn't there")).at("ask_when").hear("its not there")

    assert talk.slots["when"] == "streaming"


def test_a_sure_topic_in_words_of_an_option_is_that_topic_unless_it_says_little_else() -> None:
    other = {"intent": "plan_student", "confidence": 0.95}

    assert Talk().at("ask_when").hear("can students get the streaming plan cheaper", **other).slots["when"] is None
    assert Talk().at("ask_when").hear("while streaming music", **other).slots["when"] == "streaming"
