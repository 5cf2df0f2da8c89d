"""Rasa's only policy: hands each message to the flow engine and predicts the one action that carries out its effect.

Decides nothing itself but what to do when something fails: it never raises and never leaves a listener without words.
"""

from __future__ import annotations

import copy
import logging
import os
from dataclasses import replace
from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActionExecutionRejected, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.failure_log import where_it_failed
from bot.components.fingerprint import hash_of_modules
from bot.components.hearing import heard_from
from bot.components.project import flows_fingerprint
from bot.components.published import VERSION_KEY, engine_for, known_to, live_engine, with_version
from bot.components.say import failure_say, say_to_slot
from bot.components.slots import CALL_RESULT_SLOT, SAY_ACTION, SAY_SLOT, STATE_SLOT
from bot.flows import Decision, Engine, Run, Say

logger = logging.getLogger(__name__)

ACTION_LISTEN = "action_listen"


class TurnFailed(Exception):
    """The engine's wish cannot be carried out; the text is for the log and holds no words of the listener."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class FlowPolicy(Policy):
    """One instance serves all conversations: everything it knows of one is in that one's tracker."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> None:
        super().__init__(config, model_storage, resource, execution_context)
        # Rasa reads the same variable on import; beyond it, it goes silent for ever in that conversation.
        self._action_limit = int(os.environ.get("MAX_NUMBER_OF_PREDICTIONS", "10"))

    @staticmethod
    def supported_data() -> SupportedData:
        return SupportedData.ML_AND_RULE_DATA  # The anchor rule is rule data.

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"priority": 10}

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FlowPolicy:
        live_engine()  # A broken flow stops the start, not the first listener.
        return cls(config, model_storage, resource, execution_context)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        # Rasa also calls this with {"output": …} in place of the configuration, so nothing of it is read.
        return flows_fingerprint() + hash_of_modules("hearing", "say", "slots")

    def train(self, training_trackers: list[Any], domain: Domain, **kwargs: Any) -> Resource:
        return self._resource  # There is nothing to learn: the flows are the policy.

    def predict_action_probabilities(
        self, tracker: DialogueStateTracker, domain: Domain, rule_only_data: dict[str, Any] | None = None, **kwargs: Any
    ) -> PolicyPrediction:
        try:
            return self._predict(tracker, domain)
        except Exception as error:
            logger.error("The flow engine failed in conversation %s: %s", tracker.sender_id, where_it_failed(error))
            reason = str(error) if isinstance(error, TurnFailed) else type(error).__name__
            return self._failure(tracker, domain, reason)

    def _predict(self, tracker: DialogueStateTracker, domain: Domain) -> PolicyPrediction:
        said = tracker.get_slot(SAY_SLOT) or {}
        if said.get("failed") and said.get("message_id") == _message_id(tracker) and not _is_fresh(tracker):
            return self._prediction_of(ACTION_LISTEN, domain, [], {"trace": ["The turn failed and was excused."]})
        if _actions_in_turn(tracker) >= self._action_limit - 2:
            raise TurnFailed(f"The turn took {self._action_limit - 2} actions without coming to an end.")

        # Most are empty, and a text nobody can change.
        filled = ((name, slot.value) for name, slot in tracker.slots.items() if slot.value is not None)
        slots = {name: copy.deepcopy(value) if isinstance(value, (dict, list)) else value for name, value in filled}
        state = slots.pop(STATE_SLOT, None) or {}
        version, engine = engine_for(state, lambda: known_to(domain))
        context = _context_for_empty_slots(tracker, engine, slots) if _is_fresh(tracker) else {}
        slots.update(context)
        if _is_fresh(tracker):
            decision = engine.start_turn(state, slots, heard_from(tracker.latest_message))
        else:
            decision = engine.go_on(state, slots)
        decision, changed = self._past_rejection(tracker, engine, slots, decision)
        decision = replace(decision, state=with_version(decision.state, version))
        return self._carry_out(tracker, domain, decision, {**context, **changed}, state)

    def _past_rejection(
        self, tracker: DialogueStateTracker, engine: Engine, slots: dict[str, Any], decision: Decision
    ) -> tuple[Decision, dict[str, Any]]:
        """An action that Rasa took as rejected would never be run again; the engine learns that it failed."""
        changed = dict(decision.slots)
        rejected = _rejected_action(tracker)
        if isinstance(decision.effect, Run) and decision.effect.action == rejected:
            changed[CALL_RESULT_SLOT] = {"call_id": decision.effect.call_id, "ok": False}
            decision = engine.go_on(decision.state, {**slots, **changed})
            changed.update(decision.slots)
        return decision, changed

    def _carry_out(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        decision: Decision,
        changed: dict[str, Any],
        old_state: dict[str, Any],
    ) -> PolicyPrediction:
        effect = decision.effect
        trace: dict[str, Any] = {"trace": list(decision.trace)}
        if isinstance(effect, Say):
            action = SAY_ACTION
            changed = {**changed, SAY_SLOT: say_to_slot(effect, _message_id(tracker))}
            trace |= {"flow": effect.flow, "step": effect.step, "response": effect.response}
        elif isinstance(effect, Run):
            action = effect.action
            if action not in domain.action_names_or_texts:
                raise TurnFailed(f"The model knows no action {action}; train it again.")
        else:
            action = ACTION_LISTEN
            if not _has_spoken(tracker):
                raise TurnFailed("The turn came to its end without a word.")
        if decision.state != old_state:
            changed = {**changed, STATE_SLOT: decision.state}
        events = [
            SlotSet(name, copy.deepcopy(value)) for name, value in changed.items() if tracker.get_slot(name) != value
        ]
        return self._prediction_of(action, domain, events, trace)

    def _failure(self, tracker: DialogueStateTracker, domain: Domain, reason: str) -> PolicyPrediction:
        """Excuse ourselves, and start over: the state that led here would lead here again."""
        before = tracker.get_slot(SAY_SLOT) or {}
        if before.get("failed") and before.get("message_id") == _message_id(tracker):
            # Even the excuse did not end the turn.
            return self._prediction_of(ACTION_LISTEN, domain, [], {"trace": [reason]})
        events = [
            SlotSet(SAY_SLOT, failure_say(before.get("failed", 0) + 1, _message_id(tracker))),
            SlotSet(STATE_SLOT, with_version({}, (tracker.get_slot(STATE_SLOT) or {}).get(VERSION_KEY))),
        ]
        return self._prediction_of(SAY_ACTION, domain, events, {"trace": [reason]})

    def _prediction_of(
        self, action: str, domain: Domain, events: list[SlotSet], trace: dict[str, Any]
    ) -> PolicyPrediction:
        probabilities = self._default_predictions(domain)
        probabilities[domain.index_for_action(action)] = 1.0
        # `optional_events` only count when this policy wins; `events` would always.
        return self._prediction(probabilities, optional_events=events, action_metadata=trace)


def _since_message(tracker: DialogueStateTracker) -> list[Any]:
    events: list[Any] = []
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            break
        events.append(event)
    return events


def _message_id(tracker: DialogueStateTracker) -> str | None:
    return tracker.latest_message.message_id if tracker.latest_message else None


def _is_fresh(tracker: DialogueStateTracker) -> bool:
    """Whether nothing was done yet about the last message. The name of the last action does not tell (pauses)."""
    return not any(isinstance(event, ActionExecuted) for event in _since_message(tracker))


def _actions_in_turn(tracker: DialogueStateTracker) -> int:
    return sum(isinstance(event, ActionExecuted) for event in _since_message(tracker))


def _has_spoken(tracker: DialogueStateTracker) -> bool:
    return any(isinstance(event, BotUttered) for event in _since_message(tracker))


def _rejected_action(tracker: DialogueStateTracker) -> str | None:
    last = tracker.events[-1] if tracker.events else None
    return last.action_name if isinstance(last, ActionExecutionRejected) else None


def _context_for_empty_slots(tracker: DialogueStateTracker, engine: Engine, slots: dict[str, Any]) -> dict[str, Any]:
    """What the host app's diagnostics say, where neither the conversation nor this message knows better."""
    message = tracker.latest_message
    context = (message.metadata or {}).get("context") or {}
    said = {entity["entity"]: str(entity.get("value")) for entity in message.entities or ()}

    def fits(name: str, value: Any) -> bool:
        slot = engine.bundle.slots.get(name)
        if slot is None or value is None or slots.get(name) is not None:
            return False
        if slot.values and value not in slot.values:
            return False
        # "my iphone" and an app that reports an iPhone 13 agree; "my ipad" and that app do not.
        return str(value).startswith(said.get(slot.entity or "", ""))

    return {name: value for name, value in context.items() if fits(name, value)}
