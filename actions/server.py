"""The action server: rasa-sdk's webhook contract on aiohttp, for Rasa on the same machine only.

It decides how long an action may take and what Rasa hears of a failure; what actions do is theirs."""

from __future__ import annotations

import asyncio
import json
import traceback
from collections.abc import AsyncIterator, Callable, Iterable
from typing import Any

import structlog
from aiohttp import ClientSession, DummyCookieJar, web
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor

from actions import acknowledge
from actions.errors import ServiceError

#: Well below the life of Rasa's lock on a conversation, and above two tries of one request.
ACTION_SECONDS = 8.0
#: A call carries every event of the conversation.
MAX_CALL_BYTES = 8 * 2**20

EXECUTOR = web.AppKey("executor", ActionExecutor)
SECONDS = web.AppKey("seconds", float)

log = structlog.get_logger()


def build_app(actions: Callable[[ClientSession], Iterable[Action]], seconds: float = ACTION_SECONDS) -> web.Application:
    """The application that runs these actions. They share one session, which lives as long as the server."""
    app = web.Application(client_max_size=MAX_CALL_BYTES)
    app[SECONDS] = seconds

    async def executor(app: web.Application) -> AsyncIterator[None]:
        # Services are on this machine or named by the operator: no proxy of the environment, no cookies between calls.
        async with ClientSession(cookie_jar=DummyCookieJar()) as session:
            app[EXECUTOR] = ActionExecutor()
            for action in actions(session):
                app[EXECUTOR].register_action(action)
            yield

    app.cleanup_ctx.append(executor)
    app.router.add_post("/webhook", _webhook)
    app.router.add_get("/health", _health)
    return app


async def _health(_: web.Request) -> web.Response:
    return web.json_response({"status": "ready"})


async def _webhook(request: web.Request) -> web.Response:
    try:
        call = json.loads(await request.read())
    except ValueError:
        return web.json_response({"error": "not JSON"}, status=400)
    if not _is_a_call(call):
        return web.json_response({"error": "not an action call"}, status=400)
    return web.json_response(await _run(call, request.app[EXECUTOR], request.app[SECONDS]))


async def _run(call: dict[str, Any], executor: ActionExecutor, seconds: float) -> dict[str, Any]:
    line = log.bind(action=call["next_action"], conversation_id=call["tracker"]["sender_id"])
    try:
        answer = await asyncio.wait_for(executor.run(call), seconds)
        return acknowledge.succeeded(call, answer or {"events": [], "responses": []})
    except asyncio.TimeoutError:
        line.warning("action_timed_out", seconds=seconds)
    except ServiceError as error:
        line.warning("action_failed", error=type(error).__name__, reason=str(error))
    except Exception as error:
        # Where it happened, without the exception's own text, which may quote the listener.
        line.error("action_broke", error=type(error).__name__, at=traceback.format_tb(error.__traceback__)[-3:])
    return acknowledge.failed(call)


def _is_a_call(call: Any) -> bool:
    return (
        isinstance(call, dict)
        and isinstance(call.get("next_action"), str)
        and isinstance(call.get("tracker"), dict)
        and isinstance(call["tracker"].get("sender_id"), str)
    )
