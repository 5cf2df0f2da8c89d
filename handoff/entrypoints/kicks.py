"""Disconnects the pages of a session or token that has ended, wherever it was ended."""

from __future__ import annotations

import asyncio

from handoff.entrypoints.agent_namespace import AgentNamespace
from handoff.entrypoints.listener_namespace import ListenerNamespace
from handoff.service_layer.ports import Bus, Poke


class Kicks:
    def __init__(self, bus: Bus, listeners: ListenerNamespace, agents: AgentNamespace) -> None:
        self._listeners = listeners
        self._agents = agents
        #: None is the last one.
        self._ended: asyncio.Queue[Poke | None] = asyncio.Queue()
        bus.subscribe(self._receive)

    async def run(self) -> None:
        """Until told to stop."""
        while (ended := await self._ended.get()) is not None:
            if ended.kind == "session_ended":
                await self._agents.end_session(ended.id)
            else:
                await self._listeners.end_token(ended.id)

    def stop(self) -> None:
        self._ended.put_nowait(None)

    def _receive(self, poke: Poke) -> None:
        if poke.kind in ("session_ended", "token_ended"):
            self._ended.put_nowait(poke)
