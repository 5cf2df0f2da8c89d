"""Flow tests through the whole assistant: the words go to the trained model, the `intent:` of a test does not count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any

from bot.flows import Engine, Heard, Run, Say
from bot.flows.effects import Passed
from soundcheck.flows.case import CaseFile, Turn
from soundcheck.flows.conversation import ActionWithoutStub, Conversation, Exchange, Said, Stubs

if TYPE_CHECKING:
    from bot.components.rehearsal import Played, Rehearsal

NUMBERS = count(1)
STATE = "dialogue_stack"


def without_given_confidence(file: CaseFile) -> CaseFile:
    """The tests whose words a model can be asked about: how unsure it is to be cannot be ordered."""
    cases = [case for case in file.cases if not any(_is_ordered(turn) for turn in case.turns)]
    return replace(file, cases=cases)


def _is_ordered(turn: Turn) -> bool:
    return turn.confidence is not None or turn.intent == "nlu_fallback"


class FullConversation(Conversation):
    """Like a conversation on the engine, but Rasa hears, decides and speaks."""

    def __init__(
        self, rehearsal: Rehearsal, engine: Engine, stubs: Stubs, slots: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(engine, stubs, slots)
        self._rehearsal, self._id = rehearsal, f"flow-test-{next(NUMBERS)}"
        rehearsal.begin(self._id, slots or {})

    def hear(self, heard: Heard) -> Exchange:
        message_id = f"{self._id}:{len(self.exchanges) + 1}"
        exchange = Exchange(heard)
        self.exchanges.append(exchange)

        def answer(run: Run, slots: Mapping[str, Any]) -> tuple[Mapping[str, Any], Sequence[str]] | None:
            stub = self.stubs(run, slots)
            if stub is None:
                raise ActionWithoutStub(run.action)
            exchange.actions.append(run.action)
            exchange.passed.extend(Passed("set", name, value) for name, value in stub.slots.items())
            return None if stub.fails else (stub.slots, [said.text for said in stub.said])

        played = self._rehearsal.turn(self._id, message_id, heard.text, heard.payload, answer)
        self.slots, self.state = played.slots, played.slots.get(STATE) or {}
        exchange.trace.append(f"The model heard {played.intent} ({played.confidence:.2f}).")
        for decision in played.decisions:
            exchange.passed.extend(decision.passed)
            exchange.trace.extend(decision.trace)
        exchange.said.extend(_said(played))
        return exchange


def _said(played: Played) -> list[Said]:
    """What the listener got, in Rasa's words; the engine's account only adds what the message does not show."""
    says = iter([decision.effect for decision in played.decisions if isinstance(decision.effect, Say)])
    found: list[Said] = []
    for uttered in played.uttered:
        text, buttons, response = uttered["text"] or "", uttered["buttons"], uttered.get("response")
        say = next(says, None) if response else None
        clarifies = [button["payload"].removeprefix("/") for button in buttons]
        is_clarification = say is not None and say.flow == "pattern_clarification"
        outcome = say.outcome if say else None
        found.append(Said(text, response, buttons, outcome, clarifies if is_clarification else ()))
    return found
