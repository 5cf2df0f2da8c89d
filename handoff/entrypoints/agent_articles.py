"""Articles for agents: what probably answers a listener, or what the agent looks for."""

from __future__ import annotations

from aiohttp import web

from handoff.domain.errors import NotFound
from handoff.entrypoints import help_words
from handoff.entrypoints.addresses import client_address
from handoff.entrypoints.articles import Library
from handoff.entrypoints.cookies import SESSION_COOKIE
from handoff.entrypoints.parts import Parts
from handoff.entrypoints.rate_limits import RateLimits
from handoff.service_layer import identity

#: More than an agent reads while somebody waits.
_MOST = 5
#: A listener's first message may be long; what it is about stands in its beginning.
_LONGEST_QUESTION = 500


class AgentArticles:
    """`GET /api/agent/articles?q=…`, with `topic` and `platform` where they are known."""

    def __init__(self, library: Library, parts: Parts, limits: RateLimits) -> None:
        self._library = library
        self._parts = parts
        self._limits = limits

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/api/agent/articles", self._find)

    async def _find(self, request: web.Request) -> web.Response:
        session = await identity.agent_session(self._parts.desk, request.cookies.get(SESSION_COOKIE))
        address = client_address(request, self._parts.site.proxies)
        self._limits.command("find_articles", f"agent:{session.agent.agent_id}", address)
        question = " ".join(request.query.get("q", "").split())[:_LONGEST_QUESTION]
        await self._library.wake()
        platform, topic = _platform(request.query.get("platform")), request.query.get("topic") or None
        hits, asked = await self._library.search(question, platform, topic, _MOST)
        found = [
            {"slug": one.slug, "title": one.title, "summary": one.summary} for one in (hit.article for hit in hits)
        ]
        return web.json_response({"articles": found, "asked": asked}, headers={"Cache-Control": "no-store"})


def _platform(told: str | None) -> str | None:
    """What an app calls itself may be none of the platforms that articles are for: then all of them are."""
    try:
        return help_words.platform_asked(told)
    except NotFound:
        return None
