"""Socket.IO /listener: what the widget asks. Who asks comes from the token alone, never from a payload."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from handoff.domain.errors import Unauthenticated
from handoff.entrypoints.conversation_locks import ConversationLocks
from handoff.entrypoints.parts import Parts
from handoff.entrypoints.protocol_namespace import Caller, ProtocolNamespace
from handoff.entrypoints.rate_limits import RateLimits
from handoff.protocol import commands
from handoff.protocol.replies import Done, ListenerConversations, ListenerPage, Started, Stored
from handoff.protocol.wire import Reply
from handoff.service_layer import identity, listener
from handoff.service_layer.ids import secret_hash
from handoff.service_layer.ports import Listener


@dataclass(frozen=True)
class ListenerActor:
    listener: Listener
    token_hash: str


ListenerCaller = Caller[ListenerActor]


class ListenerNamespace(ProtocolNamespace[ListenerActor]):
    # A token is sent on purpose, never by the browser itself, so a program without an Origin may have one.
    origin_may_miss = True

    def __init__(self, parts: Parts, limits: RateLimits, locks: ConversationLocks) -> None:
        super().__init__("/listener", parts, limits, locks)
        self.serve(commands.StartConversation, self._start)
        self.serve(commands.ListConversations, self._list)
        self.serve(commands.JoinConversation, self._join)
        self.serve(commands.PostMessage, self._post)
        self.serve(commands.RequestHandoff, self._request_handoff)
        self.serve(commands.LeaveQueue, self._leave_queue)
        self.serve(commands.ReopenConversation, self._reopen)
        self.serve(commands.RateConversation, self._rate)
        self.serve(commands.Type, self._type)

    async def authenticate(self, request: web.BaseRequest, auth: dict[str, Any]) -> ListenerActor:
        token = auth.get("token")
        if not isinstance(token, str):
            raise Unauthenticated
        return ListenerActor(await identity.listener_of(self.parts.desk, token), secret_hash(token))

    def person(self, actor: ListenerActor) -> str:
        return f"listener:{actor.listener.listener_id}"

    async def connected(self, caller: ListenerCaller) -> None:
        # All pages of one listener hear of each other's conversations.
        await self.enter_room(caller.sid, f"listener:{caller.actor.listener.listener_id}")

    async def is_still_valid(self, actor: ListenerActor) -> bool:
        return await identity.is_token_living(self.parts.desk, actor.token_hash)

    async def end_token(self, token_hash: str) -> None:
        await self.kick(lambda actor: actor.token_hash == token_hash)

    async def _start(self, caller: ListenerCaller, command: commands.StartConversation) -> Started:
        conversation_id = await listener.start(
            self.parts.desk, _id(caller), command.client_conversation_id, command.diagnostics
        )
        return Started(conversation_id=conversation_id)

    async def _list(self, caller: ListenerCaller, _: commands.ListConversations) -> ListenerConversations:
        return await self.parts.listener_reads.conversations(_id(caller))

    async def _join(self, caller: ListenerCaller, command: commands.JoinConversation) -> ListenerPage:
        reads = self.parts.listener_reads
        await reads.require(_id(caller), command.conversation_id)
        # First the room, then the read: what is committed in between comes twice rather than never.
        await self.parts.broadcaster.join(self.namespace, caller.sid, command.conversation_id)
        return await reads.page(_id(caller), command.conversation_id, command.after_seq)

    async def _post(self, caller: ListenerCaller, command: commands.PostMessage) -> Stored:
        return await post(self.parts, _id(caller), command)

    async def _request_handoff(self, caller: ListenerCaller, command: commands.RequestHandoff) -> Done:
        return Done(version=await listener.request_handoff(self.parts.desk, _id(caller), command.conversation_id))

    async def _leave_queue(self, caller: ListenerCaller, command: commands.LeaveQueue) -> Done:
        return Done(version=await listener.leave_queue(self.parts.desk, _id(caller), command.conversation_id))

    async def _reopen(self, caller: ListenerCaller, command: commands.ReopenConversation) -> Done:
        return Done(version=await listener.reopen_conversation(self.parts.desk, _id(caller), command.conversation_id))

    async def _rate(self, caller: ListenerCaller, command: commands.RateConversation) -> Done:
        version = await listener.rate(
            self.parts.desk, _id(caller), command.conversation_id, command.score, command.comment
        )
        return Done(version=version)

    async def _type(self, caller: ListenerCaller, command: commands.Type) -> Reply:
        await self.parts.listener_reads.require(_id(caller), command.conversation_id)
        await self.parts.broadcaster.typing(command.conversation_id, "listener", None, caller.sid)
        return Reply()


async def post(parts: Parts, listener_id: str, command: commands.PostMessage) -> Stored:
    """The same for the socket and for its HTTP twin."""
    choice = (command.choice.seq, command.choice.button) if command.choice else None
    receipt = await listener.post_message(
        parts.desk, listener_id, command.conversation_id, command.client_message_id, command.text, choice
    )
    return Stored(seq=receipt.seq, at=receipt.written_at, duplicate=receipt.duplicate)


def _id(caller: ListenerCaller) -> str:
    return caller.actor.listener.listener_id
