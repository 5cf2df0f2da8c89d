"""Which flow or topic an intent stands for, and how sure one has to be; the topics themselves are docs/topics.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.flows.commands import (
    CancelFlow,
    Chat,
    Clarify,
    Command,
    HumanHandoff,
    NoneOfThese,
    Repeat,
    Search,
    StartFlow,
)
from bot.flows.heard import Heard
from bot.flows.model import Flow
from bot.flows.turn import SEARCH, Turn

MAX_OPTIONS = 3
# A topic that nobody would choose from a list.
COMPLAINT = "complaint_frustration"


@dataclass(frozen=True)
class Thresholds:
    """How sure an intent has to be. Confidences are calibrated: 0.6 is right six times in ten."""

    act: float = 0.5
    repair: float = 0.7
    # Nothing of ours: whoever is told so in error gets no help at all.
    outside: float = 0.85
    start: float = 0.6
    # Leaving an open question for another topic costs the listener more than being asked again.
    interrupt: float = 0.85
    # A free-text question hears everything, and so does a problem; only a clear wish for a person gets past them.
    person_while_forced: float = 0.9
    gap: float = 0.1
    clarify: float = 0.15
    clarify_in_flow: float = 0.4
    option: float = 0.1


def command_for(turn: Turn, intent: str) -> Command | None:
    """What a button with `/intent` does; a guard does not stop who was offered the way."""
    acts: dict[str, Command] = {
        "talk_to_human": HumanHandoff("asked_for_person"),
        "cancel_flow": CancelFlow(),
        "repeat_question": Repeat(),
        "none_of_these": NoneOfThese(),
        "greeting": Chat("greeting"),
        "goodbye": Chat("goodbye"),
    }
    if intent in acts:
        return acts[intent]
    if intent in turn.bundle.flows and not turn.bundle.flows[intent].is_pattern:
        return StartFlow(intent)
    flows = _triggered(turn, intent)
    if flows:
        return StartFlow(flows[0][0].id)
    topic = topic_of(intent)
    return Search(topic) if topic in turn.bundle.topics else None


def topic_of(intent: str) -> str:
    """Intents may be finer than topics: `offline_downloads/limit_reached`."""
    return intent.split("/")[0]


def start_command(turn: Turn, heard: Heard, least: float, gap: float) -> Command | None:
    if heard.intent is None or (heard.intent == COMPLAINT and not _triggered(turn, heard.intent)):
        return None
    topic = topic_of(heard.intent)
    triggered = _triggered(turn, heard.intent)
    flows = [flow for flow, _ in triggered if flow.guard is None or flow.guard.holds(turn.slots)]
    if not flows and topic not in turn.bundle.topics:
        return None
    thresholds = [threshold for flow, threshold in triggered if flow in flows and threshold is not None]
    if heard.confidence < max([least, *thresholds[:1]]) or _rival(heard, gap):
        return None
    if len(flows) > 1:
        return Clarify([flow.id for flow in flows[:MAX_OPTIONS]])
    return StartFlow(flows[0].id) if flows else Search(topic)


def _triggered(turn: Turn, intent: str) -> list[tuple[Flow, float | None]]:
    """The flows that an intent starts; those of the finer intent before those of its topic."""
    for name in dict.fromkeys((intent, topic_of(intent))):
        found = [
            (flow, trigger.threshold)
            for flow in turn.bundle.flows.values()
            for trigger in flow.triggers
            if trigger.intent == name
        ]
        if found:
            return found
    return []


def _ranked(heard: Heard) -> list[tuple[str, float]]:
    """Topics with their share of the confidence, likeliest first."""
    shares: dict[str, float] = {}
    ranking = heard.ranking or ([(heard.intent, heard.confidence)] if heard.intent else [])
    for intent, confidence in ranking:
        shares[topic_of(intent)] = shares.get(topic_of(intent), 0.0) + confidence
    return sorted(shares.items(), key=lambda share: -share[1])


def _rival(heard: Heard, gap: float) -> bool:
    ranked = _ranked(heard)
    return len(ranked) > 1 and ranked[0][1] - ranked[1][1] < gap


def likeliest(turn: Turn, heard: Heard, floor: float = 0.0, least: float = 0.0) -> Sequence[str]:
    """Topics worth offering: none when even the best is below `floor`; the active one is no news."""
    own = active_topic(turn)
    unfit = (own, COMPLAINT)
    topics = [(topic, p) for topic, p in _ranked(heard) if topic in turn.bundle.topics and topic not in unfit]
    if not topics or topics[0][1] < floor or topics[0][1] <= 0:
        return ()
    return [topic for topic, confidence in topics[:MAX_OPTIONS] if confidence >= least] or [topics[0][0]]


def active_topic(turn: Turn) -> str | None:
    group = turn.dialogue.group()
    flow = turn.bundle.flows.get(group[0].flow) if group else None
    if flow is None:
        return None
    return turn.slots.get("topic") if flow.id == SEARCH else flow.topic


def option_title(turn: Turn, option: str) -> str:
    """What a clarification calls a flow or a topic."""
    if option in turn.bundle.topics:
        return turn.bundle.topics[option]
    flow = turn.bundle.flows.get(option)
    return flow.name[:1].upper() + flow.name[1:] if flow else option
