"""Loads the articles, once and beside the start, and hands them to the widget. A desk without articles still works."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from aiohttp import web
from ruamel.yaml import YAML

from handoff.domain.errors import NotFound
from handoff.protocol.values import ArticleCard

if TYPE_CHECKING:
    from bot.articles import Article, Hit, WakingIndex
    from bot.articles.waking_index import Build

_LOG = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Shelf:
    """Every article by slug, an index of them, and the service's own name."""

    articles: dict[str, Article] = field(default_factory=dict)
    index: WakingIndex | None = None
    service: str = ""


def load(directory: Path, brand_file: Path, build: Build) -> Shelf:
    """What keeps articles from loading is for whoever writes them; the desk goes on."""
    try:
        brand: dict[str, Any] = (
            YAML(typ="safe").load(brand_file.read_text(encoding="utf-8")) if brand_file.exists() else {}
        )
        service = str(brand.get("name", ""))
        if not directory.is_dir():
            return Shelf(service=service)
        from bot.articles import WakingIndex, load_articles

        articles = load_articles(directory, brand)
        return Shelf({article.slug: article for article in articles}, WakingIndex(articles, build), service)
    except Exception as error:
        _LOG.error("articles_not_loaded", error=type(error).__name__, detail=str(error)[:500])
        return Shelf()


class Library:
    """The one copy of the articles in the gateway."""

    def __init__(self, directory: Path, brand_file: Path, build: Build) -> None:
        self._source = (directory, brand_file, build)
        self._loading: asyncio.Future[Shelf] | None = None

    def add_to(self, app: web.Application) -> None:
        app.on_startup.append(self._start_loading)
        app.router.add_get("/api/articles/{slug:.+}", self._json)

    async def shelf(self) -> Shelf:
        return await asyncio.shield(self._loading) if self._loading else Shelf()

    async def card(self, slug: str) -> ArticleCard | None:
        """What pages show of an article before it is opened; None where there is none of that name."""
        article = (await self.shelf()).articles.get(slug)
        return ArticleCard(slug=slug, title=article.title, summary=article.summary) if article else None

    async def wake(self) -> None:
        """Who looks at articles will search, and then the vectors are there; a desk without readers has none."""
        if index := (await self.shelf()).index:
            index.wake()

    async def search(
        self, query: str, platform: str | None = None, topic: str | None = None, limit: int = 12
    ) -> tuple[Sequence[Hit], str]:
        """What fits the question, and how it was asked: as it was written, or without its slips of the keyboard."""
        index = (await self.shelf()).index
        if index is None:
            return [], query
        # Beside the loop: a question takes some ten milliseconds to encode, and conversations must not wait.
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(None, lambda: index.search_as_meant(query, topic, platform, limit=limit))

    async def _start_loading(self, _: web.Application) -> None:
        # Hundreds of files take a while, and conversations need none of them: the desk does not wait.
        self._loading = asyncio.get_running_loop().run_in_executor(None, load, *self._source)

    async def _json(self, request: web.Request) -> web.Response:
        article = (await self.shelf()).articles.get(request.match_info["slug"])
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
