"""The public application: pages, HTTP and Socket.IO on one port."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from handoff.domain.errors import BadRequest, NotFound, TooLarge
from handoff.entrypoints.agent_api import AgentApi
from handoff.entrypoints.agent_articles import AgentArticles
from handoff.entrypoints.agent_namespace import AgentNamespace
from handoff.entrypoints.conversation_locks import ConversationLocks
from handoff.entrypoints.help_centre import HelpCentre
from handoff.entrypoints.help_votes import HelpVotes
from handoff.entrypoints.listener_api import ListenerApi
from handoff.entrypoints.listener_namespace import ListenerNamespace
from handoff.entrypoints.pages import BuiltPages
from handoff.entrypoints.parts import PARTS, Parts
from handoff.entrypoints.rate_limits import RateLimits
from handoff.entrypoints.refusals import as_response, refusal_of
from handoff.entrypoints.security_headers import SecurityHeaders
from handoff.entrypoints.socket_server import DeskServer

#: Larger than any message, small enough that nobody fills the memory with it.
_LARGEST_BODY = 128 * 1024


def build_app(
    parts: Parts, sio: DeskServer, limits: RateLimits, locks: ConversationLocks
) -> tuple[web.Application, ListenerNamespace, AgentNamespace]:
    """The application and its two namespaces."""
    app = web.Application(middlewares=[_answer_errors], client_max_size=_LARGEST_BODY)
    app[PARTS] = parts
    app.on_response_prepare.append(SecurityHeaders(parts.site).add)
    listeners = ListenerNamespace(parts, limits, locks)
    agents = AgentNamespace(parts, limits, locks)
    sio.register_namespace(listeners)
    sio.register_namespace(agents)
    sio.attach(app)
    app.router.add_get("/health", _health)
    ListenerApi(parts, limits, locks).add_to(app)
    AgentApi(parts, limits, locks).add_to(app)
    parts.library.add_to(app)
    AgentArticles(parts.library, parts, limits).add_to(app)
    centre = HelpCentre(parts.library, parts.site, limits)
    centre.add_to(app)
    HelpVotes(centre, parts.library, parts, limits).add_to(app)
    BuiltPages(parts.site.pages).add_to(app)
    return app, listeners, agents


async def _health(request: web.Request) -> web.Response:
    ready = await request.app[PARTS].facts.ready()
    return web.json_response({"status": "ready" if ready else "unavailable"}, status=200 if ready else 503)


@web.middleware
async def _answer_errors(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Errors of the API in the protocol's one shape; pages keep plain HTTP errors."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status < 400 or not request.path.startswith("/api/"):
            raise
        known = {413: TooLarge(), 404: NotFound(error.reason)}
        return as_response(refusal_of(known.get(error.status, BadRequest(error.reason))))
    except Exception as error:
        return as_response(refusal_of(error, path=request.path.split("/")[1]))
