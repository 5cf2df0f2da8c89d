"""Rasa's client of the action server, with an end to its patience: Rasa itself would wait five minutes."""

from __future__ import annotations

import aiohttp
from rasa.utils.endpoints import EndpointConfig


class ImpatientEndpoint(EndpointConfig):
    """An action that takes too long has failed; the flow goes on without it."""

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
