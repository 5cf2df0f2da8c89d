"""Triage, promises, queue, presence, patience and wording: rules without a database."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handoff.adapters.markdown import to_html
from handoff.domain import wording
from handoff.domain.bot_turn import BotTurn
from handoff.domain.errors import BadRequest
from handoff.domain.message import cleaned
from handoff.domain.presence import gone_before, presence_of
from handoff.domain.queue import Place, Wait, Waiting, expected_wait, in_order, places
from handoff.domain.sla import first_response_due
from handoff.domain.ticket import open_ticket
from handoff.domain.triage import Mood, urgency_of
from tests.fakes import NOON

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("topic", "sentiment", "urgency"),
    [
        ("account_hacked", None, "urgent"),
        ("account_hacked", -1.0, "urgent"),
        ("account_login", 0.2, "high"),
        ("billing_unexpected_charge", -0.9, "urgent"),
        ("playback_interrupted", -0.39, "normal"),
        ("playback_interrupted", -0.4, "high"),
        ("offline_downloads/limit_reached", None, "normal"),
        ("account_login/password", None, "high"),
        ("feature_request_feedback", None, "low"),
        (None, None, "normal"),
    ],
)
def test_urgency_comes_from_topic_and_mood(topic: str | None, sentiment: float | None, urgency: str) -> None:
    assert urgency_of(topic, Mood(sentiment)) == urgency


@pytest.mark.parametrize(
    ("topic", "sentiment", "urgency"),
    [
        ("feature_request_feedback", 0.6, "normal"),
        ("playback_interrupted", None, "high"),
        # One step, not two, for who is both.
        ("feature_request_feedback", -0.9, "normal"),
        ("playback_interrupted", -0.9, "high"),
        # A calm farewell is no emergency, a furious one may be.
        ("cancel_or_refund", 0.0, "high"),
        ("cancel_or_refund", -0.9, "urgent"),
        ("account_hacked", None, "urgent"),
    ],
)
def test_who_leaves_is_answered_sooner_but_not_before_who_was_robbed(
    topic: str, sentiment: float | None, urgency: str
) -> None:
    assert urgency_of(topic, Mood(sentiment, is_leaving=True)) == urgency


def test_a_ticket_is_raised_by_anger_and_not_lowered_by_calm() -> None:
    ticket = open_ticket(1, "talk", "cause", "playback_interrupted", Mood(None), "Skips", "r", NOON)
    promised = ticket.first_response_due

    ticket.hear_mood(Mood(-0.9), NOON)
    assert ticket.urgency == "high"
    assert ticket.first_response_due < promised
    ticket.hear_mood(Mood(0.5), NOON + MINUTE)
    assert ticket.urgency == "high"


def test_the_more_urgent_is_promised_sooner() -> None:
    dues = [first_response_due(urgency, NOON) for urgency in ("urgent", "high", "normal", "low")]

    assert dues == sorted(dues)
    assert dues[0] == NOON + timedelta(hours=1)


def test_the_most_urgent_goes_first_then_the_longest_waiting() -> None:
    late = Waiting("late", "normal", NOON + MINUTE)
    early = Waiting("early", "normal", NOON)
    hacked = Waiting("hacked", "urgent", NOON + 2 * MINUTE)

    assert [one.conversation_id for one in in_order([late, hacked, early])] == ["hacked", "early", "late"]
    assert places([late, hacked, early], [], 1)["early"].position == 2


def test_a_wait_is_estimated_only_from_enough_of_them_and_while_somebody_serves() -> None:
    waits = [Wait(120, 2), Wait(60, 1), Wait(90, 1)]

    assert expected_wait(3, waits, agents_online=1) == 180
    assert expected_wait(3, waits[:2], agents_online=1) is None
    assert expected_wait(3, waits, agents_online=0) is None


def test_an_agent_without_a_page_is_offline_whatever_they_chose() -> None:
    assert presence_of("online", NOON + MINUTE, NOON) == "online"
    assert presence_of("away", NOON + MINUTE, NOON) == "away"
    assert presence_of("online", NOON, NOON) == "offline"
    assert presence_of("online", None, NOON) == "offline"


def test_an_agent_is_gone_ten_minutes_after_the_last_sign_of_their_page() -> None:
    last_sign = NOON - timedelta(minutes=10)

    assert last_sign + MINUTE == gone_before(NOON)


def a_turn(attempts: int = 0) -> BotTurn:
    return BotTurn("c1", 3, "hi", None, NOON, attempts, 1, '{"device": "iPhone 13", "downloads": {}}', "Sam")


def test_a_failed_turn_is_asked_again_with_growing_patience() -> None:
    delays = [a_turn(attempts).next_attempt(NOON) for attempts in range(6)]

    assert delays == [NOON + timedelta(seconds=s) for s in (0.5, 1, 2, 4, 8, 8)]


def test_a_person_is_called_after_45_seconds_whatever_the_count() -> None:
    assert a_turn().next_attempt(NOON + timedelta(seconds=44)) is not None
    assert a_turn().next_attempt(NOON + timedelta(seconds=45)) is None


def test_the_assistant_is_told_what_the_app_reported() -> None:
    assert a_turn().context() == {
        "platform": None,
        "device": "iPhone 13",
        "os": None,
        "app_version": None,
        "plan": None,
        "region": None,
        "listener_name": "Sam",
    }


def test_a_place_is_told_in_plain_words() -> None:
    assert wording.queued(Place(2, 180, 3), "T-1001") == (
        "You are number 2 in the queue, about 3 minutes. Your ticket is T-1001."
    )
    assert wording.queued(Place(1, None, 1), "T-1001") == "You are number 1 in the queue. Your ticket is T-1001."
    assert wording.queued(Place(1, None, 0), "T-1001").startswith("Nobody is at the desk right now.")


def test_no_notice_names_an_hour_which_its_reader_may_have_at_another_time() -> None:
    for place in (Place(2, 180, 3), Place(1, None, 0)):
        for said in (wording.queued(place, "T-1001"), wording.reopened_for_agent(place, "T-1001")):
            assert "UTC" not in said
            assert ":" not in said


@pytest.mark.parametrize("text", ["", "  \n", "\x00\x01", "\ud83d"])
def test_nothing_and_half_characters_are_no_message(text: str) -> None:
    with pytest.raises(BadRequest):
        cleaned(text)


def test_control_characters_are_left_out_and_lines_kept() -> None:
    assert cleaned("a\x00b\n\tc\x1b[0m") == "ab\n\tc[0m"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        "![x](https://tracker.example/pixel)",
        '[x](https://a.example "onmouseover=alert(1)")',
        "<a href='javascript:alert(1)'>x</a>",
        "<svg/onload=alert(1)>",
        "`</code><script>alert(1)</script>`",
    ],
)
def test_markdown_never_becomes_active(attack: str) -> None:
    html = to_html(attack)

    for active in ("<script", "<img", "<svg", "<a href='", "javascript:alert", "vbscript:", "data:text"):
        assert f'href="{active}' not in html.lower()
        assert active not in html.lower() or "&lt;" in html or "<a" not in html
    assert " onerror=" not in html.replace("&lt;img src=x onerror=alert(1)&gt;", "")


def test_a_link_opens_elsewhere_and_tells_nothing() -> None:
    assert to_html("[help](https://help.example)") == (
        '<p><a href="https://help.example" target="_blank" rel="noopener noreferrer nofollow">help</a></p>'
    )


def test_an_address_that_was_pasted_is_a_link_and_nothing_else_becomes_one() -> None:
    assert to_html("see https://status.example/x?y=1.") == (
        '<p>see <a href="https://status.example/x?y=1" target="_blank" rel="noopener noreferrer nofollow">'
        "https://status.example/x?y=1</a>.</p>"
    )
    for text in ("Settings.Storage", "a@b.example", "ftp://x.example", "//x.example", "`https://x.example`"):
        assert "<a" not in to_html(text)
