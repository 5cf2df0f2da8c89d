"""Renders `utter_flow_response`: the text of the flow's response, its buttons, and the outcome for the channel.

Never silent: where a text cannot be rendered, the listener gets an excuse, and the second time a person.
"""

from __future__ import annotations

import logging
from typing import Any

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.components.failure_log import where_it_failed
from bot.components.published import engine_for
from bot.components.say import say_from_slot
from bot.components.slots import SAY_SLOT, STATE_SLOT
from bot.flows import render

logger = logging.getLogger(__name__)

EXCUSE = "Sorry, something went wrong on my side. Could you tell me again what you need?"
GIVING_UP = "Sorry, I still can't get this right. I'm passing you to a person now."
FAILURES_BEFORE_A_PERSON = 2


class FlowResponseGenerator(TemplatedNaturalLanguageGenerator):
    """Named in endpoints.yml. A subclass of Rasa's own, as Rasa refreshes the domain of no other when a model loads."""

    def __init__(self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None) -> None:
        super().__init__(domain.responses if domain else {})

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any]:
        wanted = tracker.get_slot(SAY_SLOT) or {}
        if wanted.get("failed"):
            return _excuse(wanted["failed"])
        try:
            say = say_from_slot(wanted)
            slots = {name: slot.value for name, slot in tracker.slots.items()}
            _, engine = engine_for(slots.get(STATE_SLOT) or {})
            rendered = render(engine.bundle, say, slots)
            if not rendered.text.strip():
                raise ValueError("the text is empty")
        except Exception as error:
            logger.error("Could not render %s: %s", wanted.get("response"), where_it_failed(error))
            return _excuse(1)
        # Other keys than text and buttons end up in the metadata of the bot's message.
        return {
            "text": rendered.text,
            "buttons": [dict(button) for button in rendered.buttons],
            "outcome": wanted.get("outcome"),
            "response": say.response,
        }


def _excuse(times: int) -> dict[str, Any]:
    if times < FAILURES_BEFORE_A_PERSON:
        return {"text": EXCUSE, "buttons": [{"title": "Talk to a person", "payload": "/talk_to_human"}]}
    handoff = {
        "type": "handoff",
        "reason": "bot_unavailable",
        "reason_text": "The assistant failed several times in a row.",
    }
    return {"text": GIVING_UP, "custom": handoff}
