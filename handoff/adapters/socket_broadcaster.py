"""Tells pages what was committed. A lost broadcast costs time, never content: pages read from the database."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

from handoff.adapters.pages.agent_pages import AgentPages
from handoff.adapters.pages.desk_facts import DeskFacts
from handoff.adapters.pages.listener_pages import ListenerPages, Standing
from handoff.adapters.pages.reading import ConversationReader
from handoff.domain.errors import Unauthenticated
from handoff.protocol import events
from handoff.protocol.values import Author
from handoff.service_layer.ports import Bus, Poke

LISTENER = "/listener"
AGENT = "/agent"
AGENTS = "agents"
_LOG = structlog.get_logger(__name__)
#: How long a broadcast may still take when the gateway stops.
_LAST_WORDS_SECONDS = 2


def conversation_room(conversation_id: str) -> str:
    return f"conversation:{conversation_id}"


def listener_room(listener_id: str) -> str:
    return f"listener:{listener_id}"


class SocketBroadcaster:
    """One task per conversation that changed; what changes meanwhile is told by the same task afterwards."""

    def __init__(
        self,
        sio: Any,
        bus: Bus,
        reader: ConversationReader,
        listener_pages: ListenerPages,
        agent_pages: AgentPages,
        facts: DeskFacts,
    ) -> None:
        self._sio = sio
        self._reader = reader
        self._listener_pages = listener_pages
        self._agent_pages = agent_pages
        self._facts = facts
        #: Last seq and note told, of conversations that somebody has joined.
        self._told: dict[str, tuple[int, int]] = {}
        self._dirty: set[str] = set()
        self._busy: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_closed = False
        bus.subscribe(self._receive)

    async def join(self, namespace: str, sid: str, conversation_id: str) -> None:
        """Enter the room. What is committed from here on is told; what was before is read by the caller.

        Unauthenticated when the page left while its command waited: the library would open a room for nobody.
        """
        if not self._sio.manager.is_connected(sid, namespace):
            raise Unauthenticated
        await self._sio.enter_room(sid, conversation_room(conversation_id), namespace=namespace)
        if conversation_id not in self._told:
            tip = await self._reader.tip(conversation_id)
            self._told.setdefault(conversation_id, tip)

    async def typing(self, conversation_id: str, author: Author, author_name: str | None, skip_sid: str | None) -> None:
        event = events.TypingStarted(conversation_id=conversation_id, author=author, author_name=author_name)
        await self._emit(event, LISTENER, conversation_room(conversation_id), skip_sid)
        await self._emit(event, AGENT, conversation_room(conversation_id), skip_sid)

    async def tell_tips(self) -> None:
        """The last seq of every joined conversation, so that a page that missed something notices."""
        self._forget_empty_rooms()
        for conversation_id, seq in (await self._facts.tips(list(self._told))).items():
            event = events.TipsTold(tips={conversation_id: seq})
            for namespace in (LISTENER, AGENT):
                await self._emit(event, namespace, conversation_room(conversation_id))

    async def catch_up(self) -> None:
        """Tell what was committed without a poke: by another process, or by one that died."""
        for conversation_id, seq in (await self._facts.tips(list(self._told))).items():
            if seq > self._told.get(conversation_id, (seq, 0))[0]:
                self._refresh(conversation_id)

    async def close(self) -> None:
        """Tell what is being told, and begin nothing more.

        Not cut off at once: a read that is broken off can leave its connection waiting for ever.
        """
        self._is_closed = True
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=_LAST_WORDS_SECONDS)
            for task in late:
                task.cancel()

    def _receive(self, poke: Poke) -> None:
        if poke.kind == "conversation":
            self._refresh(poke.id)
        elif poke.kind == "agent":
            self._spawn(self._tell_agent(poke.id))

    def _refresh(self, conversation_id: str) -> None:
        self._dirty.add(conversation_id)
        if conversation_id not in self._busy:
            self._busy.add(conversation_id)
            self._spawn(self._tell_while_dirty(conversation_id))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        if self._is_closed:
            work.close()
            return
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _tell_while_dirty(self, conversation_id: str) -> None:
        try:
            while conversation_id in self._dirty:
                self._dirty.discard(conversation_id)
                await self._tell(conversation_id)
        except Exception as error:
            # Told again by the next poke or the poller; a page can always read.
            _LOG.warning(
                "broadcast_failed", conversation_id=conversation_id, error=type(error).__name__, exc_info=error
            )
        finally:
            self._busy.discard(conversation_id)

    async def _tell(self, conversation_id: str) -> None:
        found = await self._listener_pages.standing(conversation_id)
        if found is None:
            return
        if conversation_id in self._told:
            await self._tell_what_is_new(conversation_id, found)
        rooms = [listener_room(found.listener_id), conversation_room(conversation_id)]
        await self._emit(events.ConversationChanged(state=found.state), LISTENER, rooms)
        if self._is_anybody_in(AGENT, AGENTS):
            row = await self._agent_pages.row(conversation_id)
            if row is not None:
                await self._emit(events.InboxChanged(row=row), AGENT, AGENTS)

    async def _tell_what_is_new(self, conversation_id: str, found: Standing) -> None:
        seq, note_seq = self._told[conversation_id]
        room = conversation_room(conversation_id)
        if found.state.last_seq > seq:
            for message in await self._reader.messages(conversation_id, seq):
                posted = events.MessagePosted(conversation_id=conversation_id, message=message)
                await self._emit(posted, LISTENER, room)
                await self._emit(posted, AGENT, room)
                seq = message.seq
        if found.last_note > note_seq:
            for note in await self._reader.notes(conversation_id, note_seq):
                await self._emit(events.NoteAdded(conversation_id=conversation_id, note=note), AGENT, room)
                note_seq = note.note_seq
        self._told[conversation_id] = (seq, note_seq)

    async def _tell_agent(self, agent_id: str) -> None:
        summary = await self._agent_pages.summary(agent_id)
        if summary is not None:
            await self._emit(events.PresenceChanged(agent=summary), AGENT, AGENTS)

    def _forget_empty_rooms(self) -> None:
        for conversation_id in list(self._told):
            room = conversation_room(conversation_id)
            if not any(self._is_anybody_in(namespace, room) for namespace in (LISTENER, AGENT)):
                del self._told[conversation_id]

    def _is_anybody_in(self, namespace: str, room: str) -> bool:
        return next(iter(self._sio.manager.get_participants(namespace, room)), None) is not None

    async def _emit(self, event: Any, namespace: str, room: str | list[str], skip_sid: str | None = None) -> None:
        """The one way out: never without a room, and never to a namespace that is not in the event's audience."""
        if namespace.strip("/") not in event.audience:
            raise ValueError(f"{event.name} is not for {namespace}")
        await self._sio.emit(
            event.name, event.model_dump(mode="json"), room=room, namespace=namespace, skip_sid=skip_sid
        )
