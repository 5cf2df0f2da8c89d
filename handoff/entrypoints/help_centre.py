"""The public help centre at /help/: browse, search and read articles as plain pages that need no script.

Votes are `help_votes`' part, words and order `help_words`'; what an article holds is the writer's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import jinja2
from aiohttp import web

from handoff.domain.errors import NotFound, RateLimited
from handoff.entrypoints import help_words as words
from handoff.entrypoints.addresses import client_address
from handoff.entrypoints.articles import Library
from handoff.entrypoints.parts import Site
from handoff.entrypoints.rate_limits import RateLimits
from handoff.entrypoints.refusals import refusal_of, status_and_headers
from handoff.service_layer.article_votes import LONGEST_COMMENT, REASONS

if TYPE_CHECKING:
    from bot.articles import Article

_TEMPLATES = Path(__file__).with_name("templates")
#: The same for everybody, and changed by a restart only.
_SHARED = {"Cache-Control": "public, max-age=300"}
#: What somebody searched for is theirs.
_OWN = {"Cache-Control": "no-store"}
LONGEST_QUERY = 200


class HelpCentre:
    def __init__(self, library: Library, site: Site, limits: RateLimits) -> None:
        self._library = library
        self._site = site
        self._limits = limits
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(_TEMPLATES / "help"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(words=words, reasons=REASONS, longest_comment=LONGEST_COMMENT)

    def add_to(self, app: web.Application) -> None:
        for name in ("colours.css", "help.css", "help-lists.css", "help-article.css", "help-icon.svg", "help.js"):
            app.router.add_get(f"/{name}", self._file)
        app.router.add_get("/robots.txt", self._robots)
        app.router.add_get("/sitemap.xml", self._sitemap)
        app.router.add_get("/help", self._with_slash)
        app.router.add_get("/help/", self._index)
        app.router.add_get("/help/search", self._search)
        app.router.add_get("/help/topics/{topic}", self._topic)
        app.router.add_get("/help/{slug:.+}", self._article_or_group)

    async def _with_slash(self, request: web.Request) -> web.Response:
        raise web.HTTPMovedPermanently("/help/")

    async def _index(self, request: web.Request) -> web.Response:
        shelf = await self._library.shelf()
        return await self._page(request, "index.html", groups=words.by_group(shelf.articles.values()))

    async def _search(self, request: web.Request) -> web.Response:
        query = " ".join(request.query.get("q", "").split())[:LONGEST_QUERY]
        try:
            self._limits.visit(client_address(request, self._site.proxies))
            platform = words.platform_asked(request.query.get("platform"))
        except RateLimited as error:
            return await self.refused(request, error, "One moment, please")
        except NotFound:
            return await self._missing(request)
        hits, meant = await self._library.search(query, platform) if query else ([], "")
        return await self._page(
            request,
            "search.html",
            headers=_OWN,
            query=query,
            meant=meant,
            platform=platform,
            # Who asks for one device is shown no other; the search alone would let one through that fits better.
            articles=[one.article for one in hits if one.article.is_for(platform)],
        )

    async def _topic(self, request: web.Request) -> web.Response:
        topic = request.match_info["topic"]
        shelf = await self._library.shelf()
        found = [article for article in shelf.articles.values() if topic in article.topics]
        return await self._list(request, words.topic_title(topic), "", {"": found}, f"/help/topics/{topic}")

    async def _article_or_group(self, request: web.Request) -> web.Response:
        slug = request.match_info["slug"].rstrip("/")
        shelf = await self._library.shelf()
        if article := shelf.articles.get(slug):
            body, stuck = words.divided(article.body_html)
            return await self._page(
                request,
                "article.html",
                article=article,
                body=body,
                stuck=stuck,
                related=words.related_to(article, shelf.articles),
                voted=request.query.get("voted"),
            )
        group = words.by_group(shelf.articles.values()).get(slug, [])
        about = words.GROUPS.get(slug, ("", ""))[1]
        return await self._list(request, words.group_title(slug), about, words.by_topic(group), f"/help/{slug}")

    async def _list(
        self, request: web.Request, title: str, about: str, sections: dict[str, list[Article]], path: str
    ) -> web.Response:
        try:
            platform = words.platform_asked(request.query.get("platform"))
        except NotFound:
            return await self._missing(request)
        if not any(sections.values()):
            return await self._missing(request)
        fitting = {
            topic: [article for article in articles if article.is_for(platform)] for topic, articles in sections.items()
        }
        return await self._page(
            request, "list.html", title=title, about=about, sections=fitting, platform=platform, path=path
        )

    async def refused(self, request: web.Request, error: Exception, title: str, slug: str = "") -> web.Response:
        """A page for people where programs get JSON, with the way back to the article."""
        refusal = refusal_of(error, path="help")
        status, headers = status_and_headers(refusal)
        article = (await self._library.shelf()).articles.get(slug)
        return await self._page(
            request, "refused.html", status, _OWN | headers, title=title, message=refusal.message, article=article
        )

    async def _missing(self, request: web.Request) -> web.Response:
        # The words of a mistyped or old address are a question like any other.
        query = request.path.removeprefix("/help/").replace("/", " ").replace("-", " ")[:LONGEST_QUERY]
        hits, _ = await self._library.search(query, limit=4)
        return await self._page(
            request, "missing.html", status=404, headers=_OWN, articles=[hit.article for hit in hits]
        )

    async def _page(
        self, request: web.Request, name: str, status: int = 200, headers: dict[str, str] = _SHARED, **values: object
    ) -> web.Response:
        shelf = await self._library.shelf()
        await self._library.wake()
        address = self._site.own_url + quote(request.path)
        text = self._templates.get_template(name).render(service=shelf.service, address=address, **values)
        return web.Response(text=text, content_type="text/html", status=status, headers=headers)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(_TEMPLATES / "help" / request.path.strip("/"), headers=_SHARED)

    async def _robots(self, request: web.Request) -> web.Response:
        lines = [
            "User-agent: *",
            "Allow: /help/",
            "Disallow: /help/search",
            f"Sitemap: {self._site.own_url}/sitemap.xml",
        ]
        return web.Response(text="\n".join(lines) + "\n", headers=_SHARED)

    async def _sitemap(self, request: web.Request) -> web.Response:
        shelf = await self._library.shelf()
        text = self._templates.get_template("sitemap.xml").render(site=self._site.own_url, articles=shelf.articles)
        return web.Response(text=text, content_type="application/xml", headers=_SHARED)
