"""The clock's part: tips, the safety net, leases, deadlines and the queue. What is due is read from the database."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from handoff.entrypoints.agent_namespace import AgentNamespace
from handoff.entrypoints.parts import Parts
from handoff.entrypoints.socket_server import DeskServer
from handoff.entrypoints.waiting import event_or_timeout
from handoff.service_layer import deadlines, identity
from handoff.service_layer.ports import Poke

_LOG = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Job:
    name: str
    every_seconds: float
    work: Callable[[], Awaitable[object]]


class Ticker:
    def __init__(self, parts: Parts, agents: AgentNamespace, sio: DeskServer) -> None:
        self._parts = parts
        self._agents = agents
        self._sio = sio
        self._queue_moved = asyncio.Event()
        self._stopping = asyncio.Event()
        self._places: deadlines.Places = {}
        self._presence: dict[str, str] = {}
        parts.bus.subscribe(self._receive)

    async def run(self) -> None:
        """Until told to stop; a job that is at work then comes to its end."""
        jobs = [
            Job("catch_up", 2, self._parts.broadcaster.catch_up),
            Job("sweep", 5, self._sio.sweep),
            Job("tips", 25, self._parts.broadcaster.tell_tips),
            Job("leases", 15, self._renew_leases),
            Job("sessions", 15, self._notice_ended_sessions),
            Job("presence", 15, self._notice_absence),
            Job("deadlines", 30, self._meet_deadlines),
        ]
        await asyncio.gather(self._keep_queue_fresh(), *(self._repeat(job) for job in jobs))

    def stop(self) -> None:
        self._stopping.set()
        self._queue_moved.set()

    def _receive(self, poke: Poke) -> None:
        if poke.kind == "queue":
            self._queue_moved.set()

    async def _repeat(self, job: Job) -> None:
        while not await event_or_timeout(self._stopping, job.every_seconds):
            try:
                await job.work()
            except Exception as error:
                _LOG.error("job_failed", job=job.name, error=type(error).__name__, exc_info=error)

    async def _keep_queue_fresh(self) -> None:
        # Without a poke too: leases end and waits become known without anybody doing anything.
        await event_or_timeout(self._queue_moved, 15)
        while not self._stopping.is_set():
            self._queue_moved.clear()
            try:
                self._places = await deadlines.refresh_queue(self._parts.desk, self._places)
            except Exception as error:
                _LOG.error("job_failed", job="queue", error=type(error).__name__, exc_info=error)
            # A surge moves the queue many times a second; pages need it twice.
            await event_or_timeout(self._stopping, 0.5)
            await event_or_timeout(self._queue_moved, 15)

    async def _renew_leases(self) -> None:
        connected = self._agents.agents_connected()
        if connected:
            await identity.renew_leases(self._parts.desk, connected)

    async def _notice_ended_sessions(self) -> None:
        """Those that another process ended, as the command does that disables an account: our bus heard nothing."""
        for session_hash in await identity.ended_sessions(self._parts.desk, self._agents.sessions_connected()):
            self._parts.bus.publish(Poke("session_ended", session_hash))

    async def _notice_absence(self) -> None:
        presence = {one.agent_id: one.presence for one in await self._parts.agent_reads.agents()}
        for agent_id, now in presence.items():
            if self._presence.get(agent_id, now) != now:
                self._parts.bus.publish(Poke("agent", agent_id))
                self._queue_moved.set()
        self._presence = dict(presence)

    async def _meet_deadlines(self) -> None:
        desk = self._parts.desk
        closed = await deadlines.close_idle_conversations(desk)
        requeued = await deadlines.requeue_of_gone_agents(desk)
        ended = await deadlines.end_stale_sessions(desk)
        if closed or requeued or ended:
            _LOG.info("deadlines", closed=closed, requeued=requeued, sessions_ended=ended)
