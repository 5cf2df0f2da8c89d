"""The flow engine: state, slots and a message in, one effect out. It does nothing itself and changes nothing given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.flows.effects import Decision, Effect, Say
from bot.flows.ending import settle
from bot.flows.heard import Heard
from bot.flows.model import Bundle
from bot.flows.repair import carry_out
from bot.flows.report import report
from bot.flows.topics import Thresholds, likeliest
from bot.flows.turn import Turn
from bot.flows.understand import understand
from bot.flows.waiting import let_wait, split
from bot.flows.walk import next_effect

# What these say is no account of a problem.
NO_PROBLEM = frozenset({"greeting", "goodbye", "affirm", "thanks_praise_resolved", "talk_to_human"})


class Engine:
    """One for all conversations: whatever belongs to a conversation is in its state and its slots."""

    def __init__(self, bundle: Bundle, thresholds: Thresholds | None = None) -> None:
        self.bundle = bundle
        self.thresholds = thresholds or Thresholds()

    def start_turn(self, state: Mapping[str, Any], slots: Mapping[str, Any], heard: Heard) -> Decision:
        """A message arrived. An action that nobody answered for meanwhile counts as failed, without a word."""
        turn = Turn(self.bundle, state, slots)
        dialogue = turn.dialogue
        if dialogue.pending is not None:
            settle(turn)
        dialogue.message_id, dialogue.effects = heard.message_id, 0
        dialogue.resolved = dialogue.spoke = dialogue.said_failed = False
        dialogue.asks = "?" in heard.text and not heard.payload
        for frame in dialogue.frames:
            frame.asked = False
        self._keep_problem(turn, heard)
        heard, later = split(turn, heard, self.thresholds)
        carry_out(turn, understand(turn, heard, self.thresholds), heard)
        let_wait(turn, later, self.thresholds)
        return self._decide(turn)

    def go_on(self, state: Mapping[str, Any], slots: Mapping[str, Any]) -> Decision:
        """The last effect was carried out; what is next? Not to be asked after Listen."""
        turn = Turn(self.bundle, state, slots)
        frame = turn.dialogue.top
        if not settle(turn) and not turn.dialogue.said_failed and frame is not None:
            turn.dialogue.said_failed = True
            return self._decided(turn, Say("utter_action_failed", frame.flow, frame.step))
        return self._decide(turn)

    def report(self, state: Mapping[str, Any], slots: Mapping[str, Any]) -> dict[str, Any]:
        """What the agent's card shows; see `turn` in docs/bot-contract.md."""
        return report(Turn(self.bundle, state, slots))

    def _keep_problem(self, turn: Turn, heard: Heard) -> None:
        text = heard.text.strip()
        if text and not heard.payload and turn.slots.get("problem") is None and heard.intent not in NO_PROBLEM:
            turn.set("problem", text)
        if turn.slots.get("topic") is None:
            topics = likeliest(turn, heard, self.thresholds.clarify)
            if topics and heard.confidence >= self.thresholds.start:
                turn.set("topic", topics[0])

    def _decide(self, turn: Turn) -> Decision:
        return self._decided(turn, next_effect(turn))

    def _decided(self, turn: Turn, effect: Effect) -> Decision:
        turn.dialogue.effects += 1
        turn.dialogue.spoke = turn.dialogue.spoke or isinstance(effect, Say)
        return Decision(effect, turn.dialogue.to_json(), turn.changes, tuple(turn.trace), tuple(turn.passed))
