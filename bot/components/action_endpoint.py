"""Rasa's client of the action server, with an end to its patience and without its slowest habit."""

from __future__ import annotations

from typing import Any

import aiohttp
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
    """Check answers of actions against Rasa's schema compiled once.

    Rasa compiles and checks the schema itself anew on every answer, which takes three quarters of a turn.
    """
    schema = RemoteAction.action_response_format_spec()
    validator = validator_for(schema)(schema)

    def validate(self: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = validate
