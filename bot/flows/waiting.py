"""A message about two topics: one is handled now, the other waits beneath it on the stack until its turn has come."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.flows.commands import Answer, Search, StartFlow
from bot.flows.effects import Passed
from bot.flows.heard import Heard, Part
from bot.flows.payload import normal
from bot.flows.stack import PATTERN, USER, Frame
from bot.flows.topics import Thresholds, active_topic, option_title, start_command, topic_of
from bot.flows.turn import MAX_USER_FRAMES, SEARCH, Turn
from bot.flows.understand import understand

WAITS, NEXT = "pattern_topic_waits", "pattern_next_topic"
# What an agent would have to solve first, see docs/topics.md: security, login, money, then everything else.
URGENT: Sequence[frozenset[str]] = (
    frozenset({"account_hacked"}),
    frozenset({"account_login"}),
    frozenset({"billing_unexpected_charge", "payment_failed_or_method", "premium_not_active", "cancel_or_refund"}),
)
# "It is not about the student plan": what a message is not about.
_DISMISSES = re.compile(
    r"(?:no |but )*(?:(?:its|thats|im|it is|this is|that is|i am|i was) not|(?:it|this|that) (?:isnt|wasnt))"
    r" (?:asking |talking |here )?(?:about|for)\b"
)
# These lead elsewhere than to a flow, whatever else the message says.
_FIRST = frozenset({"talk_to_human", "cancel_flow", "correct_slot", "repeat_question"})


def urgency(topic: str) -> int:
    """Smaller is more urgent."""
    return next((rank for rank, topics in enumerate(URGENT) if topic in topics), len(URGENT))


def split(turn: Turn, heard: Heard, thresholds: Thresholds) -> tuple[Heard, Sequence[Part]]:
    """What is heard now, and the parts about topics that have to wait; all of it now where there is only one."""
    if heard.payload or not heard.parts or (heard.intent in _FIRST and heard.confidence >= thresholds.act):
        return heard, ()
    heard = _without_dismissed(heard)
    for part in heard.parts:
        if part.intent == "talk_to_human" and part.confidence >= thresholds.person_while_forced:
            asked = ((part.intent, part.confidence),)
            return replace(heard, intent=part.intent, confidence=part.confidence, ranking=asked), ()
    question = turn.question()
    in_earnest = question is not None and question.frame.kind != PATTERN and question.frame.flow != SEARCH
    if in_earnest and (answered := _answer_first(turn, heard, thresholds)):
        return answered
    least = thresholds.interrupt if in_earnest else thresholds.start
    topics = _topics(turn, heard.parts, thresholds, least)
    # What the whole sounds like has to be among them; else the parts may be two misreadings of it.
    told = {topic_of(part.intent) for part in heard.parts if part.sure}
    if len(topics) < 2 or topic_of(heard.intent or "") not in told:
        return heard, ()
    whole = topic_of(heard.intent or "")
    first, *rest = sorted(topics, key=lambda part: (urgency(topic_of(part.intent)), topic_of(part.intent) != whole))
    # What was said of the other topics is no account of this one.
    text = " ".join(part.text for part in heard.parts if part not in rest) or heard.text
    sure = ((first.intent, first.confidence),)
    return replace(heard, text=text, intent=first.intent, confidence=first.confidence, ranking=sure), rest


def _without_dismissed(heard: Heard) -> Heard:
    """The message without what it says it is not about, where it says also what it is about."""
    parts = [part for part in heard.parts if not _DISMISSES.match(normal(part.text))]
    if not parts or len(parts) == len(heard.parts):
        return heard
    told = parts[0]
    sure = ((told.intent, told.confidence),)
    text = " ".join(part.text for part in parts)
    return replace(heard, text=text, intent=told.intent, confidence=told.confidence, ranking=sure, parts=parts)


def _answer_first(turn: Turn, heard: Heard, thresholds: Thresholds) -> tuple[Heard, Sequence[Part]] | None:
    """ "Yes it does, and also why was I charged twice" answers the open question before it brings a topic."""
    first, *others = heard.parts
    topics = _topics(turn, others, thresholds, thresholds.interrupt)
    sure = ((first.intent, first.confidence),)
    answer = replace(heard, text=first.text, intent=first.intent, confidence=first.confidence, ranking=sure, parts=())
    if not topics or not isinstance(understand(turn.copy(), answer, thresholds), Answer):
        return None
    return answer, topics


def _topics(turn: Turn, parts: Sequence[Part], thresholds: Thresholds, least: float) -> list[Part]:
    """The first part about each topic that a message could start, apart from the open one."""
    found: dict[str, Part] = {}
    for part in parts:
        alone = Heard(part.text, part.intent, part.confidence)
        topic = topic_of(part.intent)
        starts = part.sure and isinstance(start_command(turn, alone, least, thresholds.gap), (StartFlow, Search))
        if starts and topic != active_topic(turn) and topic not in found:
            found[topic] = part
    return list(found.values())


def let_wait(turn: Turn, parts: Sequence[Part], thresholds: Thresholds) -> None:
    """Puts topics beneath the flow that is open now, the next one uppermost; an open flow need not wait twice."""
    group, frames = turn.dialogue.group(), turn.dialogue.frames
    place = next((i for i, each in enumerate(frames) if group and each is group[0]), 0)
    for part in parts:
        command = start_command(turn, Heard(part.text, part.intent, part.confidence), 0.0, thresholds.gap)
        users = [frame for frame in frames if frame.kind == USER]
        flow = command.flow if isinstance(command, StartFlow) else SEARCH if isinstance(command, Search) else None
        if flow is None or len(users) >= MAX_USER_FRAMES or any(frame.flow == flow for frame in users):
            continue
        context = {}
        if isinstance(command, Search):
            context = {"topic": command.topic, "topic_name": option_title(turn, command.topic)}
        first = turn.bundle.flows[flow].first
        frame = Frame(flow=flow, step=first, context=context, waiting="untold", words=part.text.strip())
        # At the same place each time, so that the later ones lie beneath.
        frames.insert(place, frame)
        turn.note(f"{turn.name(frame)} waits for its turn.")


def tell(turn: Turn) -> bool:
    """Says of the topics that wait that they do, once; whether there was anything to say."""
    waiting = [frame for frame in turn.dialogue.frames if frame.waiting == "untold"]
    if not waiting:
        return False
    for frame in waiting:
        frame.waiting = "told"
    turn.push(WAITS, context={"next_flow_name": " and ".join(turn.name(frame) for frame in reversed(waiting))})
    return True


def take_up(turn: Turn, frame: Frame) -> None:
    """Begins a topic that waited, with the words that brought it; what was known by now outlives it."""
    frame.waiting = ""
    turn.keep(frame)
    turn.passed.append(Passed("started", frame.flow))
    turn.set("topic", frame.context.get("topic") or turn.bundle.flows[frame.flow].topic)
    turn.set("problem", frame.words)
    if frame.flow == SEARCH:
        turn.set("question", frame.words)
    turn.push(NEXT, context={"next_flow_name": turn.name(frame)})
