"""Public HTTP for listeners: the session, and the twins of the socket's commands for where sockets are blocked."""

from __future__ import annotations

from typing import Annotated, Any

from aiohttp import web
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from handoff.domain.errors import BadRequest, Unauthenticated
from handoff.entrypoints.addresses import client_address
from handoff.entrypoints.conversation_locks import ConversationLocks
from handoff.entrypoints.listener_namespace import post
from handoff.entrypoints.parts import Parts
from handoff.entrypoints.rate_limits import RateLimits
from handoff.entrypoints.refusals import parse
from handoff.protocol import commands
from handoff.service_layer import identity

_Token = Annotated[str, StringConstraints(max_length=8_000)]


class _SessionRequest(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    identity: _Token | None = None
    token: _Token | None = None


class ListenerApi:
    def __init__(self, parts: Parts, limits: RateLimits, locks: ConversationLocks) -> None:
        self._parts = parts
        self._limits = limits
        self._locks = locks

    def add_to(self, app: web.Application) -> None:
        app.router.add_post("/api/listener/session", self._open_session)
        app.router.add_delete("/api/listener/session", self._close_session)
        app.router.add_post("/api/listener/messages", self._post)
        app.router.add_get("/api/listener/sync", self._sync)

    async def _open_session(self, request: web.Request) -> web.Response:
        self._limits.visit(client_address(request, self._parts.site.proxies))
        try:
            asked = _SessionRequest.model_validate(await json_body(request))
        except ValidationError as error:
            raise BadRequest("identity and token are texts or null.") from error
        known = self._parts.identities.verify(asked.identity) if asked.identity else None
        session = await identity.open_listener_session(self._parts.desk, known, asked.token)
        return web.json_response(
            {
                "token": session.token,
                "listener": {
                    "listener_id": session.listener.listener_id,
                    "name": session.listener.name,
                    "identified": session.listener.account_id is not None,
                },
            },
            headers={"Cache-Control": "no-store"},
        )

    async def _close_session(self, request: web.Request) -> web.Response:
        await identity.close_listener_session(self._parts.desk, _bearer(request))
        return web.Response(status=204)

    async def _post(self, request: web.Request) -> web.Response:
        listener_id = await self._caller(request, "post_message")
        command = parse(commands.PostMessage, await json_body(request))
        async with self._locks.held(command.conversation_id):
            reply = await post(self._parts, listener_id, command)
        return web.json_response(reply.model_dump(mode="json"))

    async def _sync(self, request: web.Request) -> web.Response:
        listener_id = await self._caller(request, "join_conversation")
        command = parse(commands.JoinConversation, query_of(request, "after_seq"))
        page = await self._parts.listener_reads.page(listener_id, command.conversation_id, command.after_seq)
        return web.json_response(page.model_dump(mode="json"), headers={"Cache-Control": "no-store"})

    async def _caller(self, request: web.Request, command: str) -> str:
        known = await identity.listener_of(self._parts.desk, _bearer(request))
        address = client_address(request, self._parts.site.proxies)
        self._limits.command(command, f"listener:{known.listener_id}", address)
        return known.listener_id


async def json_body(request: web.Request) -> Any:
    """The body as JSON, or BadRequest."""
    # A form of another site cannot send this type without asking first.
    if request.content_type != "application/json":
        raise BadRequest("The body must be application/json.")
    try:
        return await request.json()
    except (ValueError, RecursionError) as error:
        raise BadRequest("The body is not JSON.") from error


def query_of(request: web.Request, *numbers: str) -> dict[str, str | int]:
    """The query as a command's fields."""
    try:
        return {key: int(value) if key in numbers else value for key, value in request.query.items()}
    except ValueError as error:
        raise BadRequest(f"{' and '.join(numbers)} must be numbers.") from error


def _bearer(request: web.Request) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token:
        raise Unauthenticated
    return token
