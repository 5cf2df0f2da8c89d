"""All that is known at a handoff, drawn from the assistant's latest turn and the ticket."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from handoff.adapters.markdown import to_words
from handoff.adapters.rasa_wire import TurnOnWire
from handoff.domain.instant import written
from handoff.domain.topics import topic_title
from handoff.domain.triage import is_upset
from handoff.domain.wording import REASONS
from handoff.protocol.values import ArticleCard, ContextCard, Finding, KnownFact, OtherConversation, StepTried

#: In letters. Who writes a page has said by then what is wrong; the rest stands in the conversation.
_PROBLEM = 400
#: What is asked stands at the end of a text; how to do it is in the conversation.
_QUESTION = 120
_SENTENCE = re.compile(r"(?<=[.!?:]) ")


def turn_of(row: Any) -> TurnOnWire:
    """What the assistant knew at the end of its latest turn; of one that has had none, nothing."""
    return TurnOnWire.model_validate_json(row.turn) if row.turn else TurnOnWire()


def context_card(row: Any, first_words: str, last_question: str | None, others: Iterable[Any]) -> ContextCard:
    """The card of a conversation's row as `AgentPages` reads it, with the rows of the listener's other ones."""
    turn = turn_of(row)
    return ContextCard(
        problem=_beginning(first_words) or row.title,
        summary=row.ticket_summary or row.title,
        topic=row.topic,
        topic_title=topic_title(row.topic),
        topic_confidence=_confidence(row, turn),
        bot_topic_title=topic_title(row.bot_topic),
        is_topic_corrected=row.topic_corrected_by is not None,
        urgency=row.urgency,
        is_upset=is_upset(turn.sentiment),
        is_leaving=turn.is_leaving,
        ticket_number=row.ticket_number,
        reason=REASONS.get(row.reason, row.reason) if row.reason else None,
        flow=turn.flow,
        flow_name=turn.flow_name,
        step=turn.step,
        last_question=_ending(to_words(last_question)) if last_question else None,
        steps_tried=tuple(StepTried(remedy=one.remedy, result=one.result) for one in turn.steps_tried),
        facts=tuple(KnownFact(slot=one.slot, label=one.label, value=one.value) for one in turn.facts),
        findings=tuple(Finding(finding_id=one.finding_id, text=one.text) for one in turn.findings),
        articles_shown=tuple(
            ArticleCard(slug=one.slug, title=one.title, summary=one.summary) for one in turn.articles_shown
        ),
        listener_name=row.listener_name,
        identified=row.account_id is not None,
        cause=row.cause,
        prevention=row.prevention,
        others=tuple(
            OtherConversation(
                conversation_id=one.conversation_id,
                title=one.title,
                topic_title=topic_title(one.topic),
                status=one.status,
                started_at=written(one.started_at),
            )
            for one in others
        ),
    )


def _beginning(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _PROBLEM else f"{words[:_PROBLEM].rstrip()} …"


def _ending(text: str) -> str:
    """The last sentences that fit, and the last one in any case."""
    kept = ""
    for sentence in reversed(_SENTENCE.split(text)):
        if kept and len(sentence) + len(kept) > _QUESTION:
            return f"… {kept}"
        kept = f"{sentence} {kept}".rstrip()
    return kept


def _confidence(row: Any, turn: TurnOnWire) -> float | None:
    """How sure the bot is of the topic that is shown. An agent's word needs no percentage."""
    return turn.topic_confidence if row.topic and row.topic == turn.topic and row.topic_corrected_by is None else None
