"""Takes the vote of a visitor on an article: a plain form, and a plain page where it is refused, for no script."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web

from handoff.domain.errors import BadRequest, NotFound, TooLarge
from handoff.entrypoints.addresses import client_address, is_own_origin
from handoff.entrypoints.articles import Library
from handoff.entrypoints.help_centre import HelpCentre
from handoff.entrypoints.parts import Parts
from handoff.entrypoints.rate_limits import RateLimits
from handoff.service_layer import article_votes

#: Set with the first vote, not before: who only reads is not marked.
VISITOR_COOKIE = "soundcheck_visitor"
_YEAR = 365 * 24 * 3600
_ANSWERS = {"yes": True, "no": False}
_REFUSED = "Your vote was not counted"


class HelpVotes:
    def __init__(self, centre: HelpCentre, library: Library, parts: Parts, limits: RateLimits) -> None:
        self._centre = centre
        self._library = library
        self._parts = parts
        self._limits = limits

    def add_to(self, app: web.Application) -> None:
        app.router.add_post("/help/vote", self._vote)

    async def _vote(self, request: web.Request) -> web.Response:
        site, form = self._parts.site, None
        try:
            if not is_own_origin(request, site.own_origins, may_miss=False):
                raise BadRequest("Votes come from the page of the article.")
            # Read first, so that also those who are too fast find their way back to the article.
            form = await request.post()
            self._limits.vote(client_address(request, site.proxies))
            return await self._taken(request, form)
        except web.HTTPRequestEntityTooLarge:
            return await self._centre.refused(request, TooLarge(), _REFUSED)
        except Exception as error:
            return await self._centre.refused(request, error, _REFUSED, _field(form, "slug"))

    async def _taken(self, request: web.Request, form: object) -> web.Response:
        site = self._parts.site
        slug, helpful = _field(form, "slug"), _ANSWERS.get(_field(form, "helpful"))
        if slug not in (await self._library.shelf()).articles:
            raise NotFound("There is no such article.")
        if helpful is None:
            raise BadRequest("A vote is yes or no.")
        reason, comment = _field(form, "reason") or None, _field(form, "comment") or None
        known = request.cookies.get(VISITOR_COOKIE, "")[:100] or None
        visitor = await article_votes.vote(self._parts.desk, known, slug, helpful, reason, comment)
        voted = "yes" if helpful else "why" if reason or comment else "no"
        response = web.Response(status=303, headers={"Location": f"/help/{quote(slug)}?voted={voted}#vote"})
        response.set_cookie(
            VISITOR_COOKIE, visitor, max_age=_YEAR, path="/help", httponly=True, samesite="Lax", secure=site.is_https
        )
        return response


def _field(form: object, name: str) -> str:
    value = form.get(name, "") if hasattr(form, "get") else ""
    return value if isinstance(value, str) else ""
