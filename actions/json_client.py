"""Asks another service for JSON: bearer token, short timeouts, one retry where it is safe, errors as exceptions."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import aiohttp

from actions.errors import NotFound, ServiceRefused, ServiceUnreachable, UnexpectedAnswer

#: Connecting and reading together. Two tries stay below the time an action has.
TIMEOUT = aiohttp.ClientTimeout(total=3)


class JsonClient:
    """One service. The session is shared and belongs to whoever opened it.

    Every request made through it is idempotent, so a lost connection is tried once more. A timeout is not: the service
    may be overloaded, and the listener waits."""

    def __init__(
        self, session: aiohttp.ClientSession, base_url: str, secret: str, timeout: aiohttp.ClientTimeout = TIMEOUT
    ) -> None:
        self._session = session
        self._base_url = base_url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {secret}"}
        self._timeout = timeout

    async def get(self, path: str, query: Mapping[str, str] | None = None) -> dict[str, Any]:
        return await self._with_one_retry("GET", path, params=query)

    async def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Only for what the service does once however often it is asked."""
        return await self._with_one_retry("POST", path, json=body)

    async def _with_one_retry(self, method: str, path: str, **request: Any) -> dict[str, Any]:
        try:
            return await self._once(method, path, **request)
        except asyncio.TimeoutError as error:
            raise ServiceUnreachable(f"{method} {self._base_url}: no answer in time") from error
        except aiohttp.ClientConnectionError:
            pass
        try:
            return await self._once(method, path, **request)
        except (asyncio.TimeoutError, aiohttp.ClientError) as error:
            raise ServiceUnreachable(f"{method} {self._base_url}: {type(error).__name__}") from error

    async def _once(self, method: str, path: str, **request: Any) -> dict[str, Any]:
        url = self._base_url + path
        async with self._session.request(
            method, url, headers=self._headers, timeout=self._timeout, allow_redirects=False, **request
        ) as response:
            text = await response.text(encoding="utf-8", errors="replace")
        answer = _object(text)
        if response.status >= 300:
            refused = NotFound if response.status == 404 else ServiceRefused
            raise refused(response.status, str((answer or {}).get("code", "unknown")))
        if answer is None:
            raise UnexpectedAnswer(f"{method} {self._base_url}: not a JSON object")
        return answer


def _object(text: str) -> dict[str, Any] | None:
    try:
        answer = json.loads(text)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None
