"""Socket.IO /agent: what the console asks. Needs the session's cookie, its CSRF token and our own Origin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from handoff.domain.errors import BadRequest, Unauthenticated
from handoff.entrypoints.conversation_locks import ConversationLocks
from handoff.entrypoints.cookies import SESSION_COOKIE
from handoff.entrypoints.parts import Parts
from handoff.entrypoints.protocol_namespace import Caller, ProtocolNamespace
from handoff.entrypoints.rate_limits import RateLimits
from handoff.protocol import commands
from handoff.protocol.replies import AgentPage, Done, Inbox, Stored
from handoff.protocol.wire import Reply
from handoff.service_layer import agent, identity
from handoff.service_layer.ports import AgentSession


@dataclass(frozen=True)
class AgentActor:
    session: AgentSession


AgentCaller = Caller[AgentActor]


class AgentNamespace(ProtocolNamespace[AgentActor]):
    origin_may_miss = False

    def __init__(self, parts: Parts, limits: RateLimits, locks: ConversationLocks) -> None:
        super().__init__("/agent", parts, limits, locks)
        self.serve(commands.OpenInbox, self._open_inbox)
        self.serve(commands.OpenConversation, self._open)
        self.serve(commands.PostMessage, self._post)
        self.serve(commands.AcceptConversation, self._accept)
        self.serve(commands.AddNote, self._add_note)
        self.serve(commands.HandBackConversation, self._hand_back)
        self.serve(commands.TransferConversation, self._transfer)
        self.serve(commands.ResolveConversation, self._resolve)
        self.serve(commands.SetTopic, self._set_topic)
        self.serve(commands.SetPresence, self._set_presence)
        self.serve(commands.Type, self._type)

    def agents_connected(self) -> list[str]:
        """Whose leases to renew."""
        return list({caller.actor.session.agent.agent_id for caller in self._callers.values()})

    def sessions_connected(self) -> list[str]:
        return list({caller.actor.session.session_hash for caller in self._callers.values()})

    async def authenticate(self, request: web.BaseRequest, auth: dict[str, Any]) -> AgentActor:
        csrf = auth.get("csrf")
        if not isinstance(csrf, str):
            raise Unauthenticated
        session = await identity.agent_session(self.parts.desk, request.cookies.get(SESSION_COOKIE), csrf)
        return AgentActor(session)

    def person(self, actor: AgentActor) -> str:
        return f"agent:{actor.session.agent.agent_id}"

    async def connected(self, caller: AgentCaller) -> None:
        await identity.come_online(self.parts.desk, _id(caller))
        await self.enter_room(caller.sid, "agents")

    async def end_session(self, session_hash: str) -> None:
        await self.kick(lambda actor: actor.session.session_hash == session_hash)

    async def is_still_valid(self, actor: AgentActor) -> bool:
        return await identity.keep_session(self.parts.desk, actor.session.session_hash)

    async def _open_inbox(self, caller: AgentCaller, _: commands.OpenInbox) -> Inbox:
        return await self.parts.agent_reads.inbox(_id(caller))

    async def _open(self, caller: AgentCaller, command: commands.OpenConversation) -> AgentPage:
        await self.parts.agent_reads.require(command.conversation_id)
        await self.parts.broadcaster.join(self.namespace, caller.sid, command.conversation_id)
        return await self.parts.agent_reads.page(command.conversation_id, command.after_seq, command.after_note)

    async def _post(self, caller: AgentCaller, command: commands.PostMessage) -> Stored:
        return await post(self.parts, _id(caller), command)

    async def _accept(self, caller: AgentCaller, command: commands.AcceptConversation) -> Done:
        return Done(version=await agent.accept(self.parts.desk, _id(caller), command.conversation_id))

    async def _add_note(self, caller: AgentCaller, command: commands.AddNote) -> Stored:
        receipt = await agent.add_note(
            self.parts.desk, _id(caller), command.conversation_id, command.client_note_id, command.text
        )
        return Stored(seq=receipt.seq, at=receipt.written_at, duplicate=receipt.duplicate)

    async def _hand_back(self, caller: AgentCaller, command: commands.HandBackConversation) -> Done:
        return Done(version=await agent.hand_back(self.parts.desk, _id(caller), command.conversation_id))

    async def _transfer(self, caller: AgentCaller, command: commands.TransferConversation) -> Done:
        version = await agent.transfer(self.parts.desk, _id(caller), command.conversation_id, command.to_agent_id)
        return Done(version=version)

    async def _resolve(self, caller: AgentCaller, command: commands.ResolveConversation) -> Done:
        version = await agent.resolve_conversation(
            self.parts.desk, _id(caller), command.conversation_id, command.cause, command.prevention
        )
        return Done(version=version)

    async def _set_topic(self, caller: AgentCaller, command: commands.SetTopic) -> Done:
        version = await agent.set_topic(self.parts.desk, _id(caller), command.conversation_id, command.topic)
        return Done(version=version)

    async def _set_presence(self, caller: AgentCaller, command: commands.SetPresence) -> Reply:
        await identity.set_presence(self.parts.desk, _id(caller), command.presence)
        return Reply()

    async def _type(self, caller: AgentCaller, command: commands.Type) -> Reply:
        await self.parts.agent_reads.require(command.conversation_id)
        name = caller.actor.session.agent.name
        await self.parts.broadcaster.typing(command.conversation_id, "agent", name, caller.sid)
        return Reply()


async def post(parts: Parts, agent_id: str, command: commands.PostMessage) -> Stored:
    """The same for the socket and for its HTTP twin."""
    if command.text is None or command.choice is not None:
        raise BadRequest("An agent writes text.")
    receipt = await agent.post_message(
        parts.desk, agent_id, command.conversation_id, command.client_message_id, command.text
    )
    return Stored(seq=receipt.seq, at=receipt.written_at, duplicate=receipt.duplicate)


def _id(caller: AgentCaller) -> str:
    return caller.actor.session.agent.agent_id
