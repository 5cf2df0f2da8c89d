"""Plays a script on the draft, from its beginning each time: so a changed file, a step back and a new try are one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.flows import Bundle, Engine, Heard, Run
from bot.flows.stack import Dialogue, Frame
from demo.scenario import load_scenarios
from soundcheck.flows.conversation import SURE, Conversation, Stub
from soundcheck.flows.guess import heard
from soundcheck.flows.standins import StandIns
from soundcheck.studio.script import Input, Script


class CannotPlay(Exception):
    """The script asks for something that is not there; says what."""


@dataclass
class Played:
    conversation: Conversation
    #: What the writer pretended, and what each action that was run answered.
    given: Mapping[str, Any]
    answers: dict[str, Stub] = field(default_factory=dict)
    #: The inputs that a changed file has no place for any more, and why.
    dropped: int = 0
    stopped: str = ""


def play(bundle: Bundle, script: Script) -> Played:
    """Raises CannotPlay."""
    scenarios = load_scenarios()
    if script.flow not in bundle.flows or (script.step and script.step not in bundle.flows[script.flow].steps):
        raise CannotPlay("This step is not there any more.")
    if script.scenario and script.scenario not in scenarios:
        raise CannotPlay("There is no such scenario.")
    stand_ins = StandIns(scenarios[script.scenario] if script.scenario else None)
    known = {slot: value for slot, value in script.known.items() if slot in bundle.slots}
    answers: dict[str, Stub] = {}

    def answer(run: Run, slots: Mapping[str, Any]) -> Stub:
        stub = stand_ins(run, slots) or Stub()
        # What is pretended stands against what the scenario reports.
        stub = replace(stub, slots={**stub.slots, **{slot: known[slot] for slot in stub.slots if slot in known}})
        stub = Stub(fails=True) if run.action in script.failing else stub
        # A test has one answer for each action, so the first counts.
        answers.setdefault(run.action, stub)
        return stub

    played = Played(Conversation(Engine(bundle), answer, known), known, answers)
    if script.step:
        # As if everything before had happened.
        played.conversation.state = Dialogue(frames=[Frame(script.flow, script.step)]).to_json()
        played.conversation.go_on(Heard("", payload=f"/{script.flow}"))
    for position, given in enumerate(script.inputs):
        told = _heard(given, played.conversation)
        if told is None:
            played.dropped = len(script.inputs) - position
            played.stopped = f"There is no button “{given.text}” any more."
            break
        played.conversation.hear(told)
    return played


def _heard(given: Input, conversation: Conversation) -> Heard | None:
    """What the engine is told; null for a button that is gone."""
    if given.payload is not None:
        return _pressed(given.text, given.payload, conversation)
    meant = heard(given.text)
    if given.intent is None:
        return meant
    return replace(meant, intent=given.intent, confidence=SURE, ranking=((given.intent, SURE),))


def _pressed(title: str, payload: str, conversation: Conversation) -> Heard | None:
    """The button of this payload, wherever it stands now; else the one of this title."""
    if not conversation.exchanges:
        # A flow that no intent starts is begun as a button elsewhere would.
        return Heard(title, payload=payload)
    offered = [button for exchange in conversation.exchanges for button in exchange.buttons]
    for key, wanted in (("payload", payload), ("title", title)):
        for button in reversed(offered):
            if button[key] == wanted:
                return Heard(button["title"], payload=button["payload"])
    return None
