"""Public HTTP for agents: sign in and out, and the twins of the socket's commands."""

from __future__ import annotations

from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from handoff.domain.errors import BadRequest, Unauthenticated
from handoff.entrypoints.addresses import client_address, is_own_origin
from handoff.entrypoints.agent_namespace import post
from handoff.entrypoints.conversation_locks import ConversationLocks
from handoff.entrypoints.cookies import SESSION_COOKIE, clear_session, set_session
from handoff.entrypoints.listener_api import json_body, query_of
from handoff.entrypoints.parts import Parts
from handoff.entrypoints.rate_limits import RateLimits
from handoff.entrypoints.refusals import parse
from handoff.protocol import commands
from handoff.service_layer import identity
from handoff.service_layer.ports import AgentSession


class _Login(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    email: Annotated[str, StringConstraints(max_length=255)]
    password: Annotated[str, StringConstraints(max_length=1_000)]


class AgentApi:
    def __init__(self, parts: Parts, limits: RateLimits, locks: ConversationLocks) -> None:
        self._parts = parts
        self._limits = limits
        self._locks = locks

    def add_to(self, app: web.Application) -> None:
        app.router.add_post("/api/agent/login", self._login)
        app.router.add_get("/api/agent/me", self._me)
        app.router.add_post("/api/agent/logout", self._logout)
        app.router.add_post("/api/agent/messages", self._post)
        app.router.add_get("/api/agent/sync", self._sync)

    async def _login(self, request: web.Request) -> web.Response:
        self._require_own_origin(request)
        try:
            login = _Login.model_validate(await json_body(request))
        except ValidationError as error:
            raise BadRequest("E-mail address and password are needed.") from error
        email = login.email.strip().lower()
        self._limits.login(email, client_address(request, self._parts.site.proxies))
        secret, session = await identity.sign_in(self._parts.desk, self._parts.passwords, email, login.password)
        response = _described(session)
        set_session(response, secret, self._parts.site.is_https)
        return response

    async def _me(self, request: web.Request) -> web.Response:
        return _described(await identity.agent_session(self._parts.desk, request.cookies.get(SESSION_COOKIE)))

    async def _logout(self, request: web.Request) -> web.Response:
        await identity.sign_out(self._parts.desk, await self._session(request))
        response = web.Response(status=204)
        clear_session(response)
        return response

    async def _post(self, request: web.Request) -> web.Response:
        agent_id = await self._caller(request, "post_message")
        command = parse(commands.PostMessage, await json_body(request))
        async with self._locks.held(command.conversation_id):
            reply = await post(self._parts, agent_id, command)
        return web.json_response(reply.model_dump(mode="json"))

    async def _sync(self, request: web.Request) -> web.Response:
        await self._caller(request, "open_conversation")
        fields: dict[str, str | int] = {"after_note": 0, **query_of(request, "after_seq", "after_note")}
        command = parse(commands.OpenConversation, fields)
        page = await self._parts.agent_reads.page(command.conversation_id, command.after_seq, command.after_note)
        return web.json_response(page.model_dump(mode="json"), headers={"Cache-Control": "no-store"})

    async def _caller(self, request: web.Request, command: str) -> str:
        session = await self._session(request)
        agent_id = session.agent.agent_id
        self._limits.command(command, f"agent:{agent_id}", client_address(request, self._parts.site.proxies))
        # An agent who works without a socket is there all the same.
        await identity.renew_leases(self._parts.desk, [agent_id])
        return agent_id

    async def _session(self, request: web.Request) -> AgentSession:
        self._require_own_origin(request)
        csrf = request.headers.get("X-CSRF", "")
        return await identity.agent_session(self._parts.desk, request.cookies.get(SESSION_COOKIE), csrf)

    def _require_own_origin(self, request: web.Request) -> None:
        if not is_own_origin(request, self._parts.site.own_origins, may_miss=True):
            raise Unauthenticated("This page may not sign in.")


def _described(session: AgentSession) -> web.Response:
    agent = session.agent
    return web.json_response(
        {"agent": {"agent_id": agent.agent_id, "name": agent.name, "email": agent.email}, "csrf": session.csrf},
        headers={"Cache-Control": "no-store"},
    )
