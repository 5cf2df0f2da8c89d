"""The assistant behind Rasa's channel of ours: signed requests, strict answers, nothing taken for an answer."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import asdict

import aiohttp
from pydantic import ValidationError

from handoff.adapters.rasa_wire import ReplyOnWire
from handoff.domain.bot_reply import BotReply
from handoff.domain.errors import AssistantUnavailable
from handoff.service_layer.ports import BotRequest

_PATH = "/webhooks/soundcheck/webhook"
#: Far beyond any honest turn.
_LARGEST_ANSWER = 256 * 1024


class RasaAssistant:
    """`urls` are one or more Rasa processes; a conversation is always served by the same one."""

    def __init__(self, urls: list[str], secret: str, total_seconds: float = 15, connect_seconds: float = 2) -> None:
        self._urls = [url.rstrip("/") + _PATH for url in urls]
        self._secret = secret.encode()
        self._timeout = aiohttp.ClientTimeout(total=total_seconds, connect=connect_seconds)
        self._session: aiohttp.ClientSession | None = None

    async def reply(self, request: BotRequest) -> BotReply:
        body = json.dumps(asdict(request)).encode()
        try:
            async with self._client().post(
                self._url_of(request.conversation_id), data=body, headers=self._signed(body), allow_redirects=False
            ) as response:
                if response.status != 200:
                    raise AssistantUnavailable(f"The assistant answered {response.status}.")
                answer = await _read(response)
            return ReplyOnWire.model_validate_json(answer).to_domain()
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            raise AssistantUnavailable(f"The assistant was not reached: {type(error).__name__}.") from error
        except ValidationError as error:
            raise AssistantUnavailable("The assistant's answer is not understood.") from error

    async def close(self) -> None:
        if self._session:
            await self._session.close()

    def _client(self) -> aiohttp.ClientSession:
        # Made on first use: a session belongs to the running loop.
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout)
        return self._session

    def _url_of(self, conversation_id: str) -> str:
        digest = hashlib.sha256(conversation_id.encode()).digest()
        return self._urls[int.from_bytes(digest[:4], "big") % len(self._urls)]

    def _signed(self, body: bytes) -> dict[str, str]:
        timestamp = str(int(time.time()))
        signature = hmac.new(self._secret, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        return {
            "Content-Type": "application/json",
            "X-Soundcheck-Timestamp": timestamp,
            "X-Soundcheck-Signature": signature,
        }


async def _read(response: aiohttp.ClientResponse) -> bytes:
    parts = bytearray()
    async for part in response.content.iter_any():
        parts += part
        if len(parts) > _LARGEST_ANSWER:
            raise AssistantUnavailable("The assistant's answer is too large.")
    return bytes(parts)
