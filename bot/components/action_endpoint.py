"""Rasa's client of the action server, with an end to its patience and without its slowest habit."""

from __future__ import annotations

import copy
from typing import Any

import aiohttp
from jsonschema import ValidationError
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import EndpointConfig


class ImpatientEndpoint(EndpointConfig):
    """An action that takes too long has failed, and the flow goes on without it; Rasa would wait five minutes."""

    timeout_seconds: float = 15

    @classmethod
    def like(cls, endpoint: EndpointConfig, timeout_seconds: float) -> ImpatientEndpoint:
        copy = cls(endpoint.url, headers=endpoint.headers, **endpoint.kwargs)
        copy.timeout_seconds = timeout_seconds
        return copy

    def session(self) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            headers=self.headers, timeout=aiohttp.ClientTimeout(total=self.timeout_seconds, connect=2)
        )


def compile_answer_schema() -> None:
    """Check answers of actions against Rasa's schema compiled once, and each event against that of its kind alone.

    Rasa compiles the schema anew for every answer and tries all kinds, which takes three quarters of a turn.
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


def _compiled(schema: dict[str, Any]) -> Any:
    return validator_for(schema)(schema)
