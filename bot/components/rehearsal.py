"""Plays turns through the whole assistant in this process, for flow tests: model, policy and channel, without network.

The caller answers for the action server. What is expected of a turn is the caller's business too.
"""

from __future__ import annotations

import asyncio
import logging
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog

from bot.components.rasa_environment import import_rasa_quietly, prepare_environment

prepare_environment(threads=1)
import_rasa_quietly()

from rasa.shared.core.events import BotUttered, SlotSet, UserUttered  # noqa: E402
from rasa.utils.endpoints import ClientResponseError, EndpointConfig  # noqa: E402

from bot.components import flow_policy  # noqa: E402
from bot.components.action_endpoint import read_answers_quickly  # noqa: E402
from bot.components.channel import SoundcheckInput  # noqa: E402
from bot.components.desk_agent import DeskAgent  # noqa: E402
from bot.components.model_archive import newest_model  # noqa: E402
from bot.components.response_generator import FlowResponseGenerator  # noqa: E402
from bot.components.slots import CALL_RESULT_SLOT, STATE_SLOT  # noqa: E402
from bot.components.tracker_store import LiveTrackerStore  # noqa: E402
from bot.components.turn_request import TurnRequest  # noqa: E402
from bot.flows import Bundle, Decision, Engine, Run  # noqa: E402

#: Slots and texts of an action, null when it fails; given the action and the slots.
Answer = Callable[[Run, Mapping[str, Any]], "tuple[Mapping[str, Any], Sequence[str]] | None"]


class NoModel(Exception):
    """Nothing was trained yet."""


@dataclass
class Played:
    """One turn: what the engine decided, what the listener got (Rasa's events), and the slots after it."""

    decisions: list[Decision] = field(default_factory=list)
    uttered: list[dict[str, Any]] = field(default_factory=list)
    slots: dict[str, Any] = field(default_factory=dict)
    intent: str | None = None
    confidence: float = 0.0


class _Recording(Engine):
    """The engine itself, which remembers what it decided."""

    decisions: list[Decision]

    def start_turn(self, *given: Any) -> Decision:
        self.decisions = [super().start_turn(*given)]
        return self.decisions[-1]

    def go_on(self, *given: Any) -> Decision:
        self.decisions.append(super().go_on(*given))
        return self.decisions[-1]


class _Actions(EndpointConfig):
    """In the action server's place."""

    def __init__(self) -> None:
        super().__init__("http://actions.invalid/webhook")
        self.answer: Answer = lambda run, slots: None
        self.failed: Exception | None = None

    async def request(self, method: str = "post", **kwargs: Any) -> Any:
        slots = kwargs["json"]["tracker"]["slots"]
        pending = slots[STATE_SLOT]["pending"]
        try:
            given = self.answer(Run(pending["action"], pending["call_id"], pending["metadata"]), slots)
        except Exception as error:
            # Rasa would take it for a failed action and go on.
            self.failed = error
            raise ClientResponseError(500, "Internal Server Error", b"") from error
        values, texts = given or ({}, ())
        done = {CALL_RESULT_SLOT: {"call_id": pending["call_id"], "ok": given is not None}}
        events = [{"event": "slot", "name": name, "value": value} for name, value in {**values, **done}.items()]
        return {"events": events, "responses": [{"text": text} for text in texts]}


class Rehearsal:
    """One assistant, the newest that was trained; raises NoModel. `bundle` are the flows that it plays."""

    def __init__(self, bundle: Bundle) -> None:
        model = newest_model()
        if model is None:
            raise NoModel("There is no model yet; train one first.")
        self.model = model.name
        self._folder = tempfile.TemporaryDirectory()
        # Unless told otherwise, Rasa prints every slot at every step.
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
        # Neither what is published nor what listeners said before has a part in a test.
        os.environ["SOUNDCHECK_DATA_DIR"] = self._folder.name
        read_answers_quickly()
        self._actions, self._engine = _Actions(), _Recording(bundle)
        flow_policy.engine_for = lambda state, known=None: (None, self._engine)
        store = LiveTrackerStore(path=str(Path(self._folder.name) / "rasa.db"))
        self._loop = asyncio.new_event_loop()
        self._agent = DeskAgent.load(
            model, generator=FlowResponseGenerator(), tracker_store=store, action_endpoint=self._actions
        )
        self._channel = SoundcheckInput("nobody else can reach it")

    def begin(self, conversation_id: str, slots: Mapping[str, Any]) -> None:
        """What is known before the first message; slots that the model does not know are left out."""
        self._loop.run_until_complete(self._begin(conversation_id, slots))

    async def _begin(self, conversation_id: str, slots: Mapping[str, Any]) -> None:
        tracker = await self._agent.processor.fetch_tracker_with_initial_session(conversation_id)
        for name, value in slots.items():
            if name in tracker.slots:
                tracker.update(SlotSet(name, value))
        await self._agent.tracker_store.save(tracker)

    def turn(self, conversation_id: str, message_id: str, text: str, payload: str | None, answer: Answer) -> Played:
        """One message; an exception of `answer` is raised again here."""
        self._actions.answer, self._actions.failed = answer, None
        request = TurnRequest(conversation_id, message_id, text, payload)
        self._loop.run_until_complete(self._channel.answer(self._agent, request))
        if self._actions.failed is not None:
            raise self._actions.failed
        tracker = self._agent.tracker_store.look(conversation_id)
        played = Played(list(self._engine.decisions), slots={name: slot.value for name, slot in tracker.slots.items()})
        for event in tracker.events:
            if isinstance(event, UserUttered):
                played.uttered.clear()
                played.intent = (event.intent or {}).get("name")
                played.confidence = float((event.intent or {}).get("confidence") or 0.0)
            elif isinstance(event, BotUttered):
                played.uttered.append(
                    {"text": event.text, "buttons": event.data.get("buttons") or (), **event.metadata}
                )
        return played
