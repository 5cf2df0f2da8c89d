"""Asks the assistant: several conversations at once, one turn each, patient with retries and honest about slowness."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
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
#: Without a poke too: leases of a process that died end.
_LOOK_SECONDS = 2
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
        #: Turns that were announced and not yet looked for.
        self._announced = 0
        self._wake = asyncio.Event()
        self._stopping = asyncio.Event()
        self._slots = asyncio.Semaphore(_CONCURRENCY)
        self._turns: set[asyncio.Task[None]] = set()
        bus.subscribe(self._receive)

    async def run(self) -> None:
        """Until told to stop. Then turns that wait for the assistant are let go, and what is being stored is stored."""
        try:
            while not self._stopping.is_set():
                await self._slots.acquire()
                is_announced = self._announced > 0
                turn = None if self._stopping.is_set() else await self._claim()
                if turn is None:
                    self._slots.release()
                else:
                    task = asyncio.get_running_loop().create_task(self._take(turn))
                    self._turns.add(task)
                    task.add_done_callback(self._finished)
                if is_announced:
                    self._announced -= 1
                elif turn is not None:
                    # Nobody told of it: there may be more of its kind.
                    continue
                await self._wait()
        finally:
            await asyncio.gather(*self._turns)

    def stop(self) -> None:
        self._stopping.set()
        self._wake.set()

    async def _wait(self) -> None:
        if not self._announced and not self._stopping.is_set():
            self._wake.clear()
            await event_or_timeout(self._wake, _LOOK_SECONDS)

    async def _claim(self) -> bot_turns.BotTurn | None:
        try:
            return await bot_turns.claim(self._desk)
        except Exception as error:
            _LOG.error("claim_failed", error=type(error).__name__)
            return None

    def _receive(self, poke: Poke) -> None:
        if poke.kind == "turn":
            self._announce()

    def _announce(self) -> None:
        self._announced += 1
        self._wake.set()

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._turns.discard(task)
        self._slots.release()

    async def _take(self, turn: bot_turns.BotTurn) -> None:
        log = _LOG.bind(conversation_id=turn.conversation_id, seq=turn.seq, attempt=turn.attempts + 1)
        try:
            result = await self._answer(turn)
            log.info("bot_turn", result=result)
            if result == "again":
                asyncio.get_running_loop().call_later(turn.pause().total_seconds(), self._announce)
        except Exception as error:
            log.error("bot_turn", result="unknown", error=type(error).__name__, exc_info=error)

    async def _answer(self, turn: bot_turns.BotTurn) -> bot_turns.Result:
        try:
            async with self._signs_of_life(turn):
                reply = await self._ask(turn)
        except AssistantUnavailable as error:
            _LOG.warning("assistant_unavailable", conversation_id=turn.conversation_id, error=str(error))
            return await bot_turns.fail(self._desk, turn)
        if reply is None:
            return await bot_turns.let_go(self._desk, turn)
        crash_point("after_turn_before_store")
        return await bot_turns.store(self._desk, turn, reply)

    async def _ask(self, turn: bot_turns.BotTurn) -> bot_turns.BotReply | None:
        """The assistant's reply; None when the gateway stops before it has come."""
        if self._stopping.is_set():
            return None
        left = turn.asked_at + bot_turns.GIVE_UP_AFTER - self._desk.clock.now()
        limit = max(_SHORTEST_REQUEST, min(_LONGEST_REQUEST, left))
        answer = asyncio.ensure_future(self._assistant.reply(bot_turns.request_of(turn)))
        stopping = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({answer, stopping}, timeout=limit.total_seconds(), return_when=asyncio.FIRST_COMPLETED)
            if answer.done():
                return answer.result()
            if self._stopping.is_set():
                return None
            raise AssistantUnavailable("The assistant took too long.")
        finally:
            for waiter in (answer, stopping):
                waiter.cancel()
            await asyncio.gather(answer, stopping, return_exceptions=True)

    @asynccontextmanager
    async def _signs_of_life(self, turn: bot_turns.BotTurn) -> AsyncIterator[None]:
        """Shown until the block ends. The last one is waited for: what it writes must not be broken off."""
        answered = asyncio.Event()
        signs = asyncio.get_running_loop().create_task(self._show_signs_of_life(turn, answered))
        try:
            yield
        finally:
            answered.set()
            await signs

    async def _show_signs_of_life(self, turn: bot_turns.BotTurn, answered: asyncio.Event) -> None:
        """While the assistant thinks: typing, the lease renewed, and one word when it takes longer than usual."""
        told = False
        with suppress(Exception):
            while True:
                await self._broadcaster.typing(turn.conversation_id, "bot", None, None)
                until_slow = (turn.asked_at + bot_turns.SLOW_AFTER - self._desk.clock.now()).total_seconds()
                if await event_or_timeout(answered, _SIGN_SECONDS if told else min(_SIGN_SECONDS, max(1, until_slow))):
                    return
                await bot_turns.keep(self._desk, turn)
                if not told and turn.is_slow(self._desk.clock.now()):
                    told = True
                    await bot_turns.tell_slow(self._desk, turn)
