"""Rasa's client of the action server, with an end to its patience and without its slowest habits."""

from __future__ import annotations

import asyncio
import copy
import functools
import json
from typing import Any

import aiohttp
from jsonschema import ValidationError
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event
from rasa.utils.endpoints import ClientResponseError, EndpointConfig


class ImpatientEndpoint(EndpointConfig):
    """An action that takes too long has failed, and the flow goes on without it; Rasa would wait five minutes.

    The connection stays open from one action to the next.
    """

    timeout_seconds: float = 15
    _session: aiohttp.ClientSession | None = None
    _loop: asyncio.AbstractEventLoop | None = None

    @classmethod
    def like(cls, endpoint: EndpointConfig, timeout_seconds: float) -> ImpatientEndpoint:
        copy = cls(endpoint.url, headers=endpoint.headers, **endpoint.kwargs)
        copy.timeout_seconds = timeout_seconds
        return copy

    def session(self) -> aiohttp.ClientSession:
        """The one of the running loop."""
        loop = asyncio.get_running_loop()
        if self._session is None or self._session.closed or self._loop is not loop:
            timeout = aiohttp.ClientTimeout(total=self.timeout_seconds, connect=2)
            headers = {"Content-Type": "application/json", **self.headers}
            self._session, self._loop = aiohttp.ClientSession(headers=headers, timeout=timeout), loop
        return self._session

    async def request(self, method: str = "post", **given: Any) -> Any:
        """Run the action that `json` calls. Raises Rasa's ClientResponseError, or aiohttp's errors."""
        body = json.dumps(_what_actions_read(given["json"])).encode()
        async with self.session().request(method, self.url, data=body) as answer:
            content = await answer.read()
            if answer.status >= 400:
                raise ClientResponseError(answer.status, answer.reason, content)
            return json.loads(content)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def _what_actions_read(call: dict[str, Any]) -> dict[str, Any]:
    """Without empty slots, which rasa-sdk takes for empty anyway, and without events but what was said.

    The ranking of all intents that a message had is no part of that.
    """
    tracker = call["tracker"]
    filled = {name: value for name, value in tracker["slots"].items() if value is not None}
    said = [
        {key: value for key, value in event.items() if key != "parse_data"}
        for event in tracker["events"]
        if event["event"] in ("user", "bot")
    ]
    return {**call, "tracker": {**tracker, "slots": filled, "events": said}}


def read_answers_quickly() -> None:
    """Check answers of actions against Rasa's schema compiled once, and each event against that of its kind alone.

    Rasa compiles the schema anew for every answer, tries all kinds, and looks through all classes of events for each;
    that takes three quarters of a turn.
    """
    answer = copy.deepcopy(RemoteAction.action_response_format_spec())
    kinds = answer["properties"]["events"]["items"].pop("oneOf")
    of_kind = {kind["properties"]["event"]["const"]: _compiled(kind) for kind in kinds}
    whole = _compiled(answer)

    def validate(self: RemoteAction, result: dict[str, Any]) -> bool:
        whole.validate(result)
        for event in result.get("events", ()):
            if event["event"] not in of_kind:
                raise ValidationError(f"Rasa knows no event {event['event']!r}.")
            of_kind[event["event"]].validate(event)
        return True

    RemoteAction._validate_action_result = validate
    Event.resolve_by_type = staticmethod(functools.lru_cache(maxsize=64)(Event.resolve_by_type))


def _compiled(schema: dict[str, Any]) -> Any:
    return validator_for(schema)(schema)
