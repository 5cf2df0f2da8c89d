"""What one message means while a question is open: the table of precedence, row by row."""

# ruff: noqa: E501 — a table is read by its rows
import pytest
from flow_talk import Talk

from bot.flows.understand import PRECEDENCE

SONG_STOPS = "my music stops"
# question, what was heard, the slot values or sayings that follow
AT_A_CHOICE = [
    ("a button", {"payload": "/SetSlots(when=streaming)"}, "utter_ask_network_fixed"),
    (
        "a button beats a sure intent",
        {"payload": "/SetSlots(when=offline)", "intent": "lyrics"},
        "utter_ask_sync_fixed",
    ),
    ("the value", {"text": "offline"}, "utter_ask_sync_fixed"),
    ("the value, spelled freely", {"text": "  Offline!"}, "utter_ask_sync_fixed"),
    ("the title of a button", {"text": "offline with downloads"}, "utter_ask_sync_fixed"),
    (
        "the title, before a sure other intent",
        {"text": "While streaming", "intent": "lyrics"},
        "utter_ask_network_fixed",
    ),
    ("an ordinal", {"text": "the second one"}, "utter_ask_network_fixed"),
    ("a number", {"text": "1"}, "utter_ask_sync_fixed"),
    ("the last one", {"text": "last"}, "utter_ask_network_fixed"),
    ("a word in a sentence", {"text": "it happens while I am streaming"}, "utter_ask_network_fixed"),
    ("a value within another topic", {"text": "lyrics are gone while streaming", "intent": "lyrics"}, "utter_lyrics"),
    ("a value denied", {"text": "not offline, streaming"}, "utter_ask_network_fixed"),
    ("two values in a sentence", {"text": "offline and streaming"}, "utter_not_understood_hint"),
    ("a number too high", {"text": "7"}, "utter_not_understood_hint"),
    ("typed like a payload", {"text": "/SetSlots(works_now=true)"}, "utter_not_understood_hint"),
    ("a sure new topic", {"text": "lyrics?", "intent": "lyrics", "confidence": 0.9}, "utter_lyrics"),
    ("an unsure new topic", {"text": "lyrics?", "intent": "lyrics", "confidence": 0.7}, "utter_clarification_options"),
    ("a faint topic", {"text": "hm", "intent": "lyrics", "confidence": 0.3}, "utter_not_understood_hint"),
    ("the topic we are at", {"text": SONG_STOPS, "intent": "playback_interrupted"}, "utter_not_understood_hint"),
    ("none of them", {"text": "none of those", "intent": "deny_not_fixed"}, "utter_ask_wants_person"),
    ("a wish for a person", {"text": "a human", "intent": "talk_to_human", "confidence": 0.6}, "utter_human_handoff"),
    ("stop", {"text": "stop it", "intent": "cancel_flow"}, "utter_flow_cancelled"),
    ("what?", {"text": "say again", "intent": "repeat_question"}, "utter_ask_when"),
    ("a complaint", {"text": "useless", "intent": "complaint_frustration"}, "utter_ask_wants_person"),
    ("a greeting", {"text": "hi", "intent": "greeting"}, "utter_greeting"),
    ("thanks", {"text": "thanks", "intent": "thanks_praise_resolved"}, "utter_thanks"),
    ("bye", {"text": "bye", "intent": "goodbye"}, "utter_goodbye"),
    ("nothing of ours", {"text": "weather?", "intent": "out_of_scope"}, "utter_out_of_scope"),
    ("bare facts", {"text": "version 8", "intent": "inform_details"}, "utter_inform_details"),
    ("nothing at all", {"text": ""}, "utter_not_understood_hint"),
]


@pytest.mark.parametrize(("case", "heard", "first"), AT_A_CHOICE, ids=[row[0] for row in AT_A_CHOICE])
def test_at_a_question_with_choices(case: str, heard: dict[str, object], first: str) -> None:
    talk = Talk().at("ask_when")
    talk.hear(**heard)  # type: ignore[arg-type]

    assert talk.said[0] == first


AT_YES_OR_NO = [
    ("yes", {"text": "yes"}, True),
    ("its button", {"text": "yes it plays"}, True),
    ("affirm", {"text": "it does indeed", "intent": "affirm"}, True),
    ("praise", {"text": "you are great", "intent": "thanks_praise_resolved"}, True),
    ("deny", {"text": "not in the least", "intent": "deny_not_fixed"}, False),
    ("the problem told again", {"text": "still stops", "intent": "playback_interrupted"}, False),
    ("not possible", {"text": "I can't find it"}, "cannot"),
    ("not possible, pressed", {"payload": "/SetSlots(sync_fixed=cannot)"}, "cannot"),
    ("a sentence that begins with no", {"text": "No, it goes on skipping", "intent": "nlu_fallback"}, False),
    ("a no that begins another topic", {"text": "No, and the lyrics are gone", "intent": "lyrics"}, None),
    ("an unsure act", {"text": "mhm", "intent": "affirm", "confidence": 0.4}, None),
    ("a yes to something else", {"text": "yes, same wifi", "intent": "affirm"}, None),
    ("a yes that tells of the deed", {"text": "yup did that", "intent": "affirm"}, None),
    ("another yes that tells of the deed", {"text": "yep did that", "intent": "affirm"}, None),
    ("a yes in words of the question", {"text": "yes helped a lot", "intent": "affirm"}, True),
    ("a deed that sounds like a topic", {"text": "invited her", "intent": "plan_student", "confidence": 0.8}, None),
    ("a no at the end", {"text": "logged out and in, nope", "intent": "affirm"}, False),
    ("a question that sounds like a yes", {"text": "will I get them back", "intent": "affirm"}, None),
    ("a deed alone that sounds like a yes", {"text": "sent the proof again", "intent": "affirm"}, None),
    ("a deed alone that sounds like a no", {"text": "linked it", "intent": "deny_not_fixed", "confidence": 0.6}, None),
    ("that did it", {"text": "oh that did it", "intent": "affirm", "confidence": 0.41}, True),
    ("already so", {"text": "already allowed", "intent": "affirm"}, False),
    ("works, at the end", {"text": "relogged, works", "intent": "deny_not_fixed", "confidence": 0.4}, True),
    ("better", {"text": "better now", "intent": "deny_not_fixed", "confidence": 0.6}, True),
    ("a bare fine", {"text": "fine", "intent": "affirm"}, None),
    ("only agreed to", {"text": "ok", "intent": "affirm"}, None),
    ("under way", {"text": "ok trying that now brb", "intent": "affirm"}, None),
    ("tried, and it works", {"text": "ok trying now, it works", "intent": "affirm"}, True),
    ("a yes at the end that says something else", {"text": "parked yes", "intent": "affirm"}, None),
    ("that it went through", {"text": "yes went through", "intent": "affirm"}, True),
    ("a yes that tells of the deed, in full", {"text": "yes unplugged it", "intent": "affirm"}, None),
    ("a yes that has a but", {"text": "yes it works but not on my phone", "intent": "affirm"}, None),
    ("being sure", {"text": "yes I'm sure", "intent": "affirm"}, None),
    ("a yes with thanks", {"text": "yes it does, thank you so much!", "intent": "affirm"}, True),
    ("tried with others too", {"text": "yes tried my other one too", "intent": "affirm"}, False),
    (
        "thanks that go on about something else",
        {"text": "yes I listen daily", "intent": "thanks_praise_resolved"},
        None,
    ),
    ("elsewhere, though", {"text": "works in firefox tho", "intent": "playback_interrupted"}, False),
    ("a short no that sounds like a topic", {"text": "no lyrics", "intent": "lyrics"}, False),
    (
        "a device alone",
        {"text": "echo dot", "intent": "playback_interrupted", "entities": {"device": "echo dot"}},
        None,
    ),
    ("what now", {"text": "now what", "intent": "affirm"}, None),
    ("given up, taken for a yes", {"text": "ok whatever", "intent": "affirm"}, None),
    ("given up, in a word that is a yes", {"text": "yeah, if you say so", "intent": "affirm"}, None),
    ("done before, taken for a yes", {"text": "already did that", "intent": "affirm"}, False),
    ("done before, as a fact", {"text": "I restarted my phone already", "intent": "inform_details"}, False),
    ("done with someone else", {"text": "did all of that the other day", "intent": "affirm"}, False),
    ("tried, said with a yes", {"text": "yes I tried", "intent": "affirm"}, False),
    ("tried, with what came of it", {"text": "tried that, works now", "intent": "affirm"}, True),
    ("a no that sounds eager", {"text": "no lets go on", "intent": "affirm"}, False),
    ("a no that is none", {"text": "no worries, plays now", "intent": "affirm"}, True),
    ("done, and nothing of what came of it", {"text": "did that", "intent": "affirm"}, None),
    ("it works, taken for a no", {"text": "ok I removed some and it works", "intent": "deny_not_fixed"}, True),
    ("works, taken for the topic", {"text": "works in Chrome!", "intent": "playback_interrupted"}, True),
    ("it works, with a but", {"text": "it works but not in the car", "intent": "deny_not_fixed"}, False),
    ("a yes in words of the topic", {"text": "yes, music goes on", "intent": "playback_interrupted"}, True),
    ("declined", {"text": "no thanks", "intent": "deny_not_fixed"}, "cannot"),
    ("a thumb up", {"text": "👍🏽"}, True),
    ("a tick, whatever it was taken for", {"text": "✅", "intent": "out_of_scope"}, True),
    ("a ring of fingers with a smile", {"text": "😀👌"}, True),
    ("a thumb down", {"text": "👎!"}, False),
    ("a cross", {"text": "❌", "intent": "affirm"}, False),
    ("a thumb up and one down", {"text": "👍👎", "intent": "affirm"}, None),
    ("a smile", {"text": "😀", "intent": "thanks_praise_resolved"}, None),
    ("a heart, taken for a yes", {"text": "❤️", "intent": "affirm"}, None),
    ("an angry face", {"text": "😡", "intent": "complaint_frustration"}, None),
    ("a smile beside words", {"text": "it does 😀", "intent": "affirm"}, True),
    ("a new topic", {"text": "lyrics?", "intent": "lyrics"}, None),
]


@pytest.mark.parametrize(("case", "heard", "value"), AT_YES_OR_NO, ids=[row[0] for row in AT_YES_OR_NO])
def test_at_the_question_whether_a_remedy_helped(case: str, heard: dict[str, object], value: object) -> None:
    talk = Talk().at("ask_sync")
    talk.hear(**heard)  # type: ignore[arg-type]

    assert talk.slots["sync_fixed"] == value


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        ({"text": "😀", "intent": "thanks_praise_resolved"}, ["utter_thanks", "utter_ask_sync_fixed"]),
        ({"text": "😡", "intent": "complaint_frustration"}, ["utter_ask_wants_person"]),
        ({"text": "🤷", "intent": "nlu_fallback"}, ["utter_not_understood_hint", "utter_ask_sync_fixed"]),
    ],
)
def test_a_face_answers_nothing_and_is_answered(heard: dict[str, object], said: list[str]) -> None:
    assert Talk().at("ask_sync").hear(**heard).said == said  # type: ignore[arg-type]


AT_FREE_TEXT = [
    ("an emoji", {"text": "👍", "intent": "affirm"}, None),
    ("any text", {"text": "University of Leeds"}, "University of Leeds"),
    ("a text that sounds a little like a topic", {"text": "lyrics school", "intent": "lyrics", "confidence": 0.7}, "lyrics school"),
    ("a text that begins politely", {"text": "hi, Leeds", "intent": "greeting", "confidence": 0.6}, "hi, Leeds"),
    ("a sure topic", {"text": "where are the lyrics", "intent": "lyrics"}, None),
    ("a wish for a person", {"text": "human", "intent": "talk_to_human"}, None),
]  # fmt: skip


@pytest.mark.parametrize(("case", "heard", "value"), AT_FREE_TEXT, ids=[row[0] for row in AT_FREE_TEXT])
def test_at_a_free_text_question(case: str, heard: dict[str, object], value: object) -> None:
    talk = Talk().hear("student", "plan_student")
    talk.hear(**heard)  # type: ignore[arg-type]

    assert talk.slots["school"] == value


FORCED = [
    ("a topic", {"text": "the lyrics are bad", "intent": "lyrics"}, "utter_can_do_something_else"),
    ("stop", {"text": "stop", "intent": "cancel_flow"}, "utter_can_do_something_else"),
    ("a greeting", {"text": "hi", "intent": "greeting"}, "utter_can_do_something_else"),
    ("a fairly clear wish for a person", {"text": "ask a human", "intent": "talk_to_human", "confidence": 0.8}, "utter_can_do_something_else"),
    ("a clear wish for a person", {"text": "a human!", "intent": "talk_to_human", "confidence": 0.95}, "utter_human_handoff"),
    ("a button to stop", {"payload": "/cancel_flow"}, "utter_flow_cancelled"),
    ("a button for a person", {"payload": "/talk_to_human"}, "utter_human_handoff"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "heard", "first"), FORCED, ids=[row[0] for row in FORCED])
def test_at_a_question_that_takes_everything_as_its_answer(case: str, heard: dict[str, object], first: str) -> None:
    talk = Talk().hear("an idea", "feature_request_feedback")
    talk.hear(**heard)  # type: ignore[arg-type]

    assert talk.said[0] == first


NOTHING_OPEN = [
    ("a topic", {"text": SONG_STOPS, "intent": "playback_interrupted", "confidence": 0.65}, "utter_ask_platform"),
    ("a finer intent", {"text": SONG_STOPS, "intent": "playback_interrupted/skips"}, "utter_ask_platform"),
    ("an unsure topic", {"text": "hm music", "intent": "lyrics", "confidence": 0.4}, "utter_clarification_options"),
    ("two near topics", {"text": "x", "intent": "lyrics", "confidence": 0.65, "ranking": [("lyrics", 0.65), ("plan_student", 0.6)]}, "utter_clarification_options"),
    ("hello", {"text": "hello", "intent": "greeting"}, "utter_greeting"),
    ("yes to nothing", {"text": "yes", "intent": "affirm"}, "utter_go_ahead"),
    ("say again what?", {"text": "what?", "intent": "repeat_question"}, "utter_go_ahead"),
    ("a person", {"text": "human", "intent": "talk_to_human"}, "utter_human_handoff"),
    ("stop what?", {"text": "stop", "intent": "cancel_flow"}, "utter_flow_cancelled"),
    ("a button of a topic", {"payload": "/lyrics"}, "utter_lyrics"),
    ("a stale button", {"payload": "/SetSlots(when=offline)"}, "utter_ask_rephrase"),
    ("an unknown intent", {"text": "x", "intent": "nlu_fallback"}, "utter_ask_rephrase"),
    ("no to nothing", {"text": "no", "intent": "deny_not_fixed"}, "utter_go_ahead"),
    (
        "perhaps a person",
        {"text": "called everyone", "intent": "talk_to_human", "confidence": 0.42},
        "utter_ask_wants_person",
    ),
    ("a complaint", {"text": "grr", "intent": "complaint_frustration"}, "utter_ask_wants_person"),
]  # fmt: skip


@pytest.mark.parametrize(("case", "heard", "first"), NOTHING_OPEN, ids=[row[0] for row in NOTHING_OPEN])
def test_with_no_question_open(case: str, heard: dict[str, object], first: str) -> None:
    talk = Talk()
    talk.hear(**heard)  # type: ignore[arg-type]

    assert talk.said[0] == first


def test_the_order_of_the_rules_is_the_documented_one() -> None:
    assert [rule.name for rule in PRECEDENCE] == [
        "a pressed button",
        "a question in between",
        "asking for a person",
        "a question that takes any text",
        "cancel, repeat and correct",
        "an exact answer",
        "a probable answer",
        "the problem in other words",
        "none of the choices",
        "a new topic",
        "a correction",
        "a complaint",
        "politeness",
        "free text",
        "an aside",
        "yes or no to nothing",
        "perhaps a person",
        "a clarification",
    ]
