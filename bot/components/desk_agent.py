"""Rasa's agent, without what a turn of this desk has no use for: a third of what a turn costs Rasa otherwise.

What a turn does, and in which order, stays Rasa's.
"""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import ActionExecutionRejected, Event
from rasa.shared.core.trackers import DialogueStateTracker

from bot.components.direct_runner import DirectRunner
from bot.components.tracker_store import without_fallback


class TurnProcessor(MessageProcessor):
    """Rasa's processor with the loaded model of another."""

    @classmethod
    def like(cls, processor: MessageProcessor) -> TurnProcessor:
        twin = cls.__new__(cls)
        twin.__dict__.update(processor.__dict__, graph_runner=DirectRunner.like(processor.graph_runner))
        return twin

    async def run_action_extract_slots(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> DialogueStateTracker:
        """None: no slot has a mapping, as the flow engine is the only one that fills them (`importer.SLOT`)."""
        return tracker

    def _check_for_unseen_features(self, parse_data: dict[str, Any]) -> None:
        """Nothing to warn of: the importer makes the domain of what the classifier and the gazetteers know."""

    def _log_action_on_tracker(
        self, tracker: DialogueStateTracker, action: Action, events: list[Event] | None, prediction: PolicyPrediction
    ) -> None:
        """Rasa's own, without two copies of all events for a log that nobody keeps."""
        if not any(isinstance(event, ActionExecutionRejected) for event in events or ()):
            tracker.update_with_events(prediction.events, self.domain)
            tracker.update(action.event_for_successful_execution(prediction))
        tracker.update_with_events(events or [], self.domain)

    @staticmethod
    def _log_slots(tracker: DialogueStateTracker) -> None:
        """Not even for debugging: slots hold the listener's words."""


class DeskAgent(Agent):
    """`load_model` is also what takes over a newly published model while turns go on."""

    @classmethod
    def load(cls, model: str | Path, **parts: Any) -> DeskAgent:
        """With the newest model of a folder, or one archive; `parts` are those of `Agent`. Raises ModelNotFound."""
        agent = cls(**parts)
        agent.tracker_store = without_fallback(agent.tracker_store)
        agent.load_model(model)
        return agent

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        super().load_model(model_path, fingerprint)
        self.processor = TurnProcessor.like(self.processor)


def keep_for_good() -> None:
    """Spare the garbage collector what is loaded: to look through it all takes a third of a second, amid a turn."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
