"""The gateway's door to Rasa: one signed request is one turn, and the same message twice is one turn.

Anything that goes wrong is 503, never 200 with nothing. What is in an answer is `turn_answer`'s business.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakValueDictionary

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.components.failure_log import where_it_failed
from bot.components.follow import model_name
from bot.components.published import known_to, live_engine
from bot.components.turn_answer import answer_for, has_turn
from bot.components.turn_request import BadRequest, TurnRequest, Unauthorized, check_signature, read_turn
from bot.flows import FlowProblems
from bot.flows.versions import VersionGone

logger = logging.getLogger(__name__)

NAME = "soundcheck"
# Longer texts are understood by their beginning; the engine and the transcript have them whole.
UNDERSTOOD_CHARACTERS = 2000


class TurnUnavailable(Exception):
    """The turn cannot be answered now; `code` goes to the gateway."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class NoOutput(OutputChannel):
    """Sends nothing: the answer is read from the tracker, where a repeated request finds the same one."""

    @classmethod
    def name(cls) -> str:
        return NAME

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        pass


class SoundcheckInput(InputChannel):
    """Named in credentials.yml; the secret comes from the environment."""

    def __init__(self, secret: str) -> None:
        self._secret = secret
        # One turn at a time per conversation, without the polling of Rasa's own lock; unused ones vanish by themselves.
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @classmethod
    def name(cls) -> str:
        return NAME

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> SoundcheckInput:
        secret = os.environ.get("SOUNDCHECK_CHANNEL_SECRET")
        if not secret:
            raise ValueError("SOUNDCHECK_CHANNEL_SECRET is not set.")
        return cls(secret)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        blueprint = Blueprint("soundcheck_channel")

        @blueprint.route("/health", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            agent = _agent(request)
            if agent is None:
                return response.json({"status": "starting"}, 503)
            # In a thread: it may have to read the flows, and turns go on meanwhile.
            return response.json({"status": "ready", **await asyncio.to_thread(at_work, agent)})

        @blueprint.route("/webhook", methods=["POST"])
        async def webhook(request: Request) -> HTTPResponse:
            return await self.receive(request)

        return blueprint

    async def receive(self, request: Request) -> HTTPResponse:
        try:
            timestamp = request.headers.get("X-Soundcheck-Timestamp", "")
            signature = request.headers.get("X-Soundcheck-Signature", "")
            check_signature(self._secret, timestamp, signature, request.body, time.time())
            turn = read_turn(request.body)
        except Unauthorized:
            return response.json({"status": "unauthorized"}, 401)
        except BadRequest as error:
            return response.json({"status": "bad_request", "message": str(error)}, 400)
        try:
            return response.json(await self.answer(_agent(request), turn))
        except TurnUnavailable as error:
            return response.json({"status": "unavailable", "code": error.code}, 503)
        except Exception as error:
            logger.error("Turn %s failed: %s", turn.message_id, where_it_failed(error))
            return response.json({"status": "unavailable", "code": "turn_failed"}, 503)

    async def answer(self, agent: Agent | None, turn: TurnRequest) -> dict[str, Any]:
        if agent is None:
            raise TurnUnavailable("no_model")
        async with self._locks.setdefault(turn.conversation_id, asyncio.Lock()):
            tracker = agent.tracker_store.look(turn.conversation_id)
            if tracker is None or not has_turn(tracker, turn.message_id):
                await agent.handle_message(await _message_of(agent, turn))
                tracker = agent.tracker_store.look(turn.conversation_id)
            if tracker is None or not has_turn(tracker, turn.message_id):
                raise TurnUnavailable("turn_not_stored")
            answer = answer_for(tracker, turn.message_id)
            if not answer["events"]:
                raise TurnUnavailable("empty_turn")
            return answer


async def _message_of(agent: Agent, turn: TurnRequest) -> UserMessage:
    return UserMessage(
        text=turn.text or turn.payload,
        output_channel=NoOutput(),
        sender_id=turn.conversation_id,
        input_channel=NAME,
        message_id=turn.message_id,
        parse_data=await _understood(agent, turn),
        metadata={"message_id": turn.message_id, "payload": turn.payload, "context": turn.context},
    )


async def _understood(agent: Agent, turn: TurnRequest) -> dict[str, Any]:
    """A button needs no understanding, and typed text has no slash commands: Rasa would obey a leading slash."""
    text = turn.text.strip()
    words = text.lstrip("/ ")[:UNDERSTOOD_CHARACTERS]
    if turn.payload is not None or not words:
        return {"text": text, "intent": {"name": None, "confidence": 0.0}, "entities": [], "intent_ranking": []}
    parsed = await agent.parse_message(words)
    moved = text.find(words)
    for entity in parsed["entities"]:
        entity["start"] += moved
        entity["end"] += moved
    return {**parsed, "text": text}


def at_work(agent: Agent) -> dict[str, Any]:
    """For whoever publishes: what a conversation that began now would get."""
    try:
        flows, _ = live_engine(lambda: known_to(agent.domain))
    except (FlowProblems, VersionGone):
        flows = None
    return {"model": model_name(agent), "flows": flows}


def _agent(request: Request) -> Agent | None:
    agent = getattr(request.app.ctx, "agent", None)
    return agent if agent is not None and agent.is_ready() else None
