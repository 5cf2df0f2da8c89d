"""Asks the assistant: several conversations at once, one turn each, patient with retries and honest about slowness."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta

import structlog

from handoff.domain.errors import AssistantUnavailable
from handoff.entrypoints.parts import Broadcaster
from handoff.entrypoints.waiting import event_or_timeout
from handoff.service_layer import bot_turns
from handoff.service_layer.crash_points import crash_point
from handoff.service_layer.ports import Assistant, Bus, Desk, Poke

_LOG = structlog.get_logger(__name__)
#: Conversations that may wait for the assistant at the same time.
_CONCURRENCY = 8
#: Retries, ended leases and turns of a process that died become due without a poke.
_POLL_SECONDS = 0.5
#: Of one try; the turn as a whole has more.
_LONGEST_REQUEST = timedelta(seconds=15)
#: Even a turn that waited long, because the gateway was down, deserves one honest try.
_SHORTEST_REQUEST = timedelta(seconds=5)
#: Pages forget "is writing" after five seconds, and a lease ends after eight.
_SIGN_SECONDS = 3


class BotWorker:
    def __init__(self, desk: Desk, assistant: Assistant, broadcaster: Broadcaster, bus: Bus) -> None:
        self._desk = desk
        self._assistant = assistant
        self._broadcaster = broadcaster
        self._wake = asyncio.Event()
        self._slots = asyncio.Semaphore(_CONCURRENCY)
        self._turns: set[asyncio.Task[None]] = set()
        bus.subscribe(self._receive)

    async def run(self) -> None:
        """Until cancelled. A turn that is cut off is due again when its lease has ended."""
        try:
            while True:
                await self._slots.acquire()
                turn = None
                try:
                    turn = await bot_turns.claim(self._desk)
                except Exception as error:
                    _LOG.error("claim_failed", error=type(error).__name__)
                if turn is None:
                    self._slots.release()
                    await event_or_timeout(self._wake, _POLL_SECONDS)
                    continue
                task = asyncio.get_running_loop().create_task(self._take(turn))
                self._turns.add(task)
                task.add_done_callback(self._finished)
        finally:
            for task in list(self._turns):
                task.cancel()
            await asyncio.gather(*self._turns, return_exceptions=True)

    def _receive(self, poke: Poke) -> None:
        if poke.kind == "turn":
            self._wake.set()

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._turns.discard(task)
        self._slots.release()

    async def _take(self, turn: bot_turns.BotTurn) -> None:
        log = _LOG.bind(conversation_id=turn.conversation_id, seq=turn.seq, attempt=turn.attempts + 1)
        signs = asyncio.get_running_loop().create_task(self._show_signs_of_life(turn))
        try:
            left = turn.asked_at + bot_turns.GIVE_UP_AFTER - self._desk.clock.now()
            limit = max(_SHORTEST_REQUEST, min(_LONGEST_REQUEST, left))
            request = bot_turns.request_of(turn)
            reply = await asyncio.wait_for(self._assistant.reply(request), limit.total_seconds())
            crash_point("after_turn_before_store")
            log.info("bot_turn", result=await bot_turns.store(self._desk, turn, reply))
        except (AssistantUnavailable, asyncio.TimeoutError) as error:
            log.warning("bot_turn", result=await bot_turns.fail(self._desk, turn), error=type(error).__name__)
        except Exception as error:
            log.error("bot_turn", result="unknown", error=type(error).__name__, exc_info=error)
        finally:
            signs.cancel()

    async def _show_signs_of_life(self, turn: bot_turns.BotTurn) -> None:
        """While the assistant thinks: typing, the lease renewed, and one word when it takes longer than usual."""
        told = False
        with suppress(Exception):
            while True:
                await self._broadcaster.typing(turn.conversation_id, "bot", None, None)
                until_slow = (turn.asked_at + bot_turns.SLOW_AFTER - self._desk.clock.now()).total_seconds()
                await asyncio.sleep(_SIGN_SECONDS if told else min(_SIGN_SECONDS, max(1, until_slow)))
                await bot_turns.keep(self._desk, turn)
                if not told and turn.is_slow(self._desk.clock.now()):
                    told = True
                    await bot_turns.tell_slow(self._desk, turn)
