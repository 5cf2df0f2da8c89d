"""The lifecycle is the table, the whole table, and nothing but the table."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest

from handoff.domain.conversation import TRANSITIONS, LifecycleEvent, Status
from handoff.domain.errors import InvalidTransition
from tests.builders import a_conversation
from tests.fakes import NOON

STATUSES = get_args(Status)
EVENTS = get_args(LifecycleEvent)
#: Written out a second time on purpose: a change of the table is a change of what the desk promises.
EXPECTED = """
with_bot: close=closed request_handoff=queued resolve=resolved take_over=assigned
queued: abandon=closed assign=assigned leave_queue=with_bot
assigned: assign=assigned await_listener=awaiting_listener hand_back=with_bot resolve=resolved transfer=queued
awaiting_listener: assign=assigned hand_back=with_bot listener_replied=assigned resolve=resolved transfer=queued
resolved: close=closed reopen=queued reopen_with_bot=with_bot
closed:
"""


def expected() -> dict[tuple[str, str], str]:
    table = {}
    for line in EXPECTED.strip().splitlines():
        status, _, moves = line.partition(":")
        for move in moves.split():
            event, _, target = move.partition("=")
            table[status, event] = target
    return table


def test_the_table_is_what_the_desk_promises() -> None:
    assert expected() == TRANSITIONS


@pytest.mark.parametrize("event", EVENTS)
@pytest.mark.parametrize("status", STATUSES)
def test_every_pair_moves_by_the_table_or_is_refused(status: Status, event: LifecycleEvent) -> None:
    conversation = a_conversation(status)

    if (status, event) in expected():
        conversation.move(event)
        assert conversation.status == expected()[status, event]
    else:
        with pytest.raises(InvalidTransition):
            conversation.move(event)
        assert conversation.status == status


@pytest.mark.parametrize("event", EVENTS)
def test_leaving_the_bot_invalidates_the_turn_that_is_being_computed(event: LifecycleEvent) -> None:
    conversation = a_conversation("with_bot", bot_fence=7)
    if ("with_bot", event) in TRANSITIONS:
        conversation.move(event)
        assert conversation.bot_fence == 8


def test_a_transfer_keeps_the_place_in_the_queue() -> None:
    conversation = a_conversation("assigned", queued_at=NOON, assignee_id="a1")

    conversation.queue("transfer", NOON + timedelta(hours=1))

    assert conversation.queued_at == NOON
    assert conversation.assignee_id is None


def test_a_reopened_conversation_waits_from_now() -> None:
    conversation = a_conversation("resolved", resolved_by="agent")

    conversation.queue("reopen", NOON + timedelta(days=1))

    assert conversation.queued_at == NOON + timedelta(days=1)


def test_the_title_is_the_first_words_on_one_line() -> None:
    conversation = a_conversation()

    conversation.listener_wrote("my songs\n keep   skipping", NOON)
    conversation.listener_wrote("hello?", NOON)

    assert conversation.title == "my songs keep skipping"


def test_the_word_passes_between_agent_and_listener() -> None:
    conversation = a_conversation("assigned", assignee_id="a1", waiting_since=NOON)

    conversation.agent_replied()
    assert (conversation.status, conversation.waiting_since) == ("awaiting_listener", None)

    conversation.listener_wrote("still broken", NOON + timedelta(minutes=3))
    assert (conversation.status, conversation.waiting_since) == ("assigned", NOON + timedelta(minutes=3))
    assert conversation.assignee_id == "a1"
