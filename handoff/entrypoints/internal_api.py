"""What the bot's actions ask, on a loopback port of its own. Section 3 of docs/bot-contract.md."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from typing import Annotated

from aiohttp import web
from pydantic import BaseModel, ConfigDict, StringConstraints

from handoff.domain.errors import BadRequest, Unauthenticated
from handoff.entrypoints.listener_api import json_body
from handoff.entrypoints.parts import PARTS, Parts
from handoff.entrypoints.refusals import refusal_of
from handoff.service_layer import tickets

_PREFIX = "/internal/v1"
_STATUS = {"bad_request": 400, "unauthenticated": 401, "not_found": 404}


class _TicketRequest(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    cause_id: Annotated[str, StringConstraints(min_length=1, max_length=160)]
    topic: Annotated[str, StringConstraints(max_length=100)] | None = None
    summary: Annotated[str, StringConstraints(max_length=2_000)] = ""
    reason: Annotated[str, StringConstraints(max_length=200)] = ""


def build_internal_app(parts: Parts) -> web.Application:
    app = web.Application(middlewares=[_guard], client_max_size=64 * 1024)
    app[PARTS] = parts
    app.router.add_get(f"{_PREFIX}/conversations/{{conversation_id}}", _conversation)
    app.router.add_post(f"{_PREFIX}/conversations/{{conversation_id}}/ticket", _open_ticket)
    app.router.add_get(f"{_PREFIX}/desk", _desk)
    return app


@web.middleware
async def _guard(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """The secret first, then errors in the one shape that actions know."""
    expected = f"Bearer {request.app[PARTS].site.internal_secret}"
    given = request.headers.get("Authorization", "")
    try:
        if not hmac.compare_digest(given.encode(), expected.encode()):
            raise Unauthenticated("The internal secret is missing or wrong.")
        return await handler(request)
    except web.HTTPException as error:
        code = "not_found" if error.status == 404 else "bad_request"
        return web.json_response({"code": code, "message": error.reason}, status=404 if error.status == 404 else 400)
    except Exception as error:
        refusal = refusal_of(error, path="internal")
        body = {"code": refusal.code, "message": refusal.message}
        return web.json_response(body, status=_STATUS.get(refusal.code, 503))


async def _conversation(request: web.Request) -> web.Response:
    facts = await request.app[PARTS].facts.conversation(request.match_info["conversation_id"])
    return web.json_response(facts)


async def _open_ticket(request: web.Request) -> web.Response:
    try:
        asked = _TicketRequest.model_validate(await json_body(request))
    except ValueError as error:
        raise BadRequest("cause_id, topic, summary and reason are texts.") from error
    ticket, created = await tickets.open_for_action(
        request.app[PARTS].desk,
        request.match_info["conversation_id"],
        asked.cause_id,
        asked.topic,
        asked.summary,
        asked.reason,
    )
    return web.json_response({"number": ticket.number, "urgency": ticket.urgency, "created": created})


async def _desk(request: web.Request) -> web.Response:
    return web.json_response(await request.app[PARTS].facts.desk())
