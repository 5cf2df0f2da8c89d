"""The assistant port with fixed answers: for tests, and for a desk without Rasa."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from handoff.domain.bot_reply import BotReply, BotText
from handoff.domain.errors import AssistantUnavailable
from handoff.service_layer.ports import BotRequest

Script = Callable[[BotRequest], BotReply]


def echo(request: BotRequest) -> BotReply:
    """Repeats what was said."""
    return BotReply((BotText(f"You said: {request.payload or request.text}"),))


class ScriptedAssistant:
    """Answers by the script; while `silent` it is unavailable; while `held` it does not come to an end."""

    def __init__(self, script: Script = echo) -> None:
        self.script = script
        self.silent = False
        self.requests: list[BotRequest] = []
        self._answers: dict[str, BotReply] = {}
        self._free = asyncio.Event()
        self._free.set()

    def hold(self) -> None:
        self._free.clear()

    def release(self) -> None:
        self._free.set()

    async def reply(self, request: BotRequest) -> BotReply:
        self.requests.append(request)
        await self._free.wait()
        if self.silent:
            raise AssistantUnavailable
        if request.message_id not in self._answers:
            self._answers[request.message_id] = self.script(request)
        return self._answers[request.message_id]

    async def close(self) -> None:
        self.release()
