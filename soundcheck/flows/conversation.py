"""Plays a conversation on the engine alone: stubs stand for actions. What should come of it is for others to say."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.flows import Decision, Engine, Heard, Listen, Outcome, Passed, Run, Say, render

#: How sure a test is of the intent that it names, on purpose above every threshold.
SURE = 0.95

Button = Mapping[str, str]


@dataclass(frozen=True)
class Said:
    """One message of the bot; `response` is null for what an action says in its own words."""

    text: str
    response: str | None = None
    buttons: Sequence[Button] = ()
    outcome: Outcome | None = None
    #: The intents that a clarifying question offers.
    clarifies: Sequence[str] = ()


@dataclass(frozen=True)
class Stub:
    """What an action does in a test: the slots it sets, what it says, or that it fails."""

    slots: Mapping[str, Any] = field(default_factory=dict)
    said: Sequence[Said] = ()
    fails: bool = False


#: An action's stub, given the action and the slots as they are; null where there is none.
Stubs = Callable[[Run, Mapping[str, Any]], Stub | None]


class ActionWithoutStub(Exception):
    """A flow ran an action that the test says nothing about."""

    def __init__(self, action: str) -> None:
        super().__init__(action)
        self.action = action


@dataclass
class Exchange:
    """One message of the listener, and everything until the bot listens again."""

    heard: Heard
    said: list[Said] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    trace: list[str] = field(default_factory=list)

    @property
    def responses(self) -> list[str]:
        return [said.response for said in self.said if said.response]

    @property
    def buttons(self) -> list[Button]:
        return [button for said in self.said for button in said.buttons]

    @property
    def outcome(self) -> Outcome | None:
        return next((said.outcome for said in reversed(self.said) if said.outcome), None)


class Conversation:
    """One conversation. A fork goes its own way and leaves this one as it is."""

    def __init__(self, engine: Engine, stubs: Stubs, slots: Mapping[str, Any] | None = None) -> None:
        known = {slot.name: slot.initial_value for slot in engine.bundle.slots.values()}
        self.engine, self.stubs = engine, stubs
        self.slots: dict[str, Any] = {**known, **(slots or {})}
        self.state: dict[str, Any] = {}
        self.exchanges: list[Exchange] = []

    def fork(self) -> Conversation:
        other = copy.copy(self)
        other.slots, other.exchanges = dict(self.slots), list(self.exchanges)
        return other

    @property
    def buttons(self) -> Sequence[Button]:
        """What the listener may press now."""
        return self.exchanges[-1].buttons if self.exchanges else ()

    def hear(self, heard: Heard) -> Exchange:
        """One turn; raises ActionWithoutStub."""
        exchange = Exchange(replace(heard, message_id=f"c1:{len(self.exchanges) + 1}"))
        self.exchanges.append(exchange)
        return self._play(exchange, self.engine.start_turn(self.state, self.slots, exchange.heard))

    def go_on(self, instead: Heard) -> Exchange:
        """Goes on from a state that was changed by hand; `instead` stands for the message that there is none of."""
        exchange = Exchange(instead)
        self.exchanges.append(exchange)
        return self._play(exchange, self.engine.go_on(self.state, self.slots))

    def _play(self, exchange: Exchange, decision: Decision) -> Exchange:
        while True:
            self.state = decision.state
            self.slots.update(decision.slots)
            exchange.passed.extend(decision.passed)
            exchange.trace.extend(decision.trace)
            if isinstance(decision.effect, Listen):
                return exchange
            if isinstance(decision.effect, Say):
                exchange.said.append(self._say(decision.effect))
            else:
                self._run(decision.effect, exchange)
            decision = self.engine.go_on(self.state, self.slots)

    def press(self, title: str) -> Exchange:
        """The listener presses the button of this title; raises KeyError where there is none."""
        payloads = {button["title"]: button["payload"] for button in self.buttons}
        return self.hear(Heard(title, payload=payloads[title]))

    def _say(self, say: Say) -> Said:
        rendered = render(self.engine.bundle, say, self.slots)
        offered = say.context.get("buttons", ()) if say.flow == "pattern_clarification" else ()
        clarifies = [button["payload"].removeprefix("/") for button in offered]
        return Said(rendered.text, say.response, rendered.buttons, say.outcome, clarifies)

    def _run(self, run: Run, exchange: Exchange) -> None:
        stub = self.stubs(run, self.slots)
        if stub is None:
            raise ActionWithoutStub(run.action)
        exchange.actions.append(run.action)
        if not stub.fails:
            exchange.said.extend(stub.said)
            self.slots.update(stub.slots)
            exchange.passed.extend(Passed("set", name, value) for name, value in stub.slots.items())
        self.slots["flow_call_result"] = {"call_id": run.call_id, "ok": not stub.fails}
