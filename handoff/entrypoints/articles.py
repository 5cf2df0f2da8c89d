"""Articles for the widget and as public pages. Loaded once, beside the start; a desk without articles still works."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
import structlog
from aiohttp import web
from ruamel.yaml import YAML

from handoff.domain.errors import NotFound

if TYPE_CHECKING:
    from bot.articles import Article

_LOG = structlog.get_logger(__name__)
_TEMPLATES = Path(__file__).with_name("templates")


def load(directory: Path, brand_file: Path) -> dict[str, Article]:
    """Every article by slug. What keeps them from loading is for whoever writes them; the desk goes on."""
    if not directory.is_dir():
        return {}
    try:
        from bot.articles import load_articles

        brand = YAML(typ="safe").load(brand_file.read_text(encoding="utf-8")) if brand_file.exists() else {}
        return {article.slug: article for article in load_articles(directory, brand)}
    except Exception as error:
        _LOG.error("articles_not_loaded", error=type(error).__name__, detail=str(error)[:500])
        return {}


class ArticlePages:
    def __init__(self, directory: Path, brand_file: Path) -> None:
        self._directory = directory
        self._brand_file = brand_file
        self._loading: asyncio.Future[dict[str, Article]] | None = None
        loader = jinja2.FileSystemLoader(_TEMPLATES)
        self._templates = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)

    def add_to(self, app: web.Application) -> None:
        app.on_startup.append(self._start_loading)
        app.router.add_get("/api/articles/{slug:.+}", self._json)
        app.router.add_get("/help.css", self._style)
        app.router.add_get("/help/", self._index)
        app.router.add_get("/help/{slug:.+}", self._page)

    async def _start_loading(self, _: web.Application) -> None:
        # Hundreds of files take seconds, and conversations need none of them: the desk does not wait.
        loop = asyncio.get_running_loop()
        self._loading = loop.run_in_executor(None, load, self._directory, self._brand_file)

    async def _articles(self) -> dict[str, Article]:
        return await asyncio.shield(self._loading) if self._loading else {}

    async def _json(self, request: web.Request) -> web.Response:
        article = (await self._articles()).get(request.match_info["slug"])
        if article is None:
            raise NotFound("There is no such article.")
        body = {
            "slug": article.slug,
            "title": article.title,
            "summary": article.summary,
            "html": article.body_html,
            "updated": str(article.updated),
        }
        return web.json_response(body, headers={"Cache-Control": "public, max-age=300"})

    async def _page(self, request: web.Request) -> web.Response:
        slug = request.match_info["slug"].rstrip("/")
        article = (await self._articles()).get(slug)
        if article is None:
            return self._rendered("missing.html", status=404)
        return self._rendered("article.html", article=article)

    async def _index(self, request: web.Request) -> web.Response:
        groups: dict[str, list[Article]] = {}
        for article in sorted((await self._articles()).values(), key=lambda one: one.slug):
            groups.setdefault(article.slug.partition("/")[0], []).append(article)
        return self._rendered("index.html", groups=groups)

    async def _style(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(_TEMPLATES / "help.css", headers={"Cache-Control": "public, max-age=300"})

    def _rendered(self, name: str, status: int = 200, **values: object) -> web.Response:
        text = self._templates.get_template(name).render(**values)
        headers = {"Cache-Control": "public, max-age=300"} if status == 200 else {"Cache-Control": "no-cache"}
        return web.Response(text=text, content_type="text/html", status=status, headers=headers)
