"""An index that answers by words at once and by meaning as soon as it can: nobody waits for an encoder to load."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence

from bot.articles.article import Article
from bot.articles.search import ArticleIndex, Hit

_LOG = logging.getLogger(__name__)

#: Builds the better index, or returns None where there is no encoder. May take many seconds.
Build = Callable[[Sequence[Article]], "ArticleIndex | None"]


class WakingIndex:
    """Searches as ArticleIndex does. Until somebody calls `wake`, the encoder costs no memory."""

    def __init__(self, articles: Sequence[Article], build: Build) -> None:
        self._articles = articles
        self._build = build
        self._index = ArticleIndex(articles)
        self._once = threading.Lock()
        self._waking: threading.Thread | None = None

    @property
    def knows_meaning(self) -> bool:
        return self._index.knows_meaning

    def wake(self) -> threading.Thread:
        """Begin to build the better index beside the work, once; the thread ends when it is in use or failed."""
        with self._once:
            if self._waking is None:
                # A daemon: whoever stops the desk in its first seconds must not wait for vectors.
                self._waking = threading.Thread(target=self._improve, name="article-vectors", daemon=True)
                self._waking.start()
            return self._waking

    def search(
        self,
        query: str,
        topic: str | None = None,
        platform: str | None = None,
        region: str | None = None,
        app_version: str | None = None,
        limit: int = 3,
    ) -> list[Hit]:
        """See ArticleIndex.search."""
        return self._index.search(query, topic, platform, region, app_version, limit)

    def search_as_meant(
        self,
        query: str,
        topic: str | None = None,
        platform: str | None = None,
        region: str | None = None,
        app_version: str | None = None,
        limit: int = 3,
    ) -> tuple[list[Hit], str]:
        """See ArticleIndex.search_as_meant."""
        return self._index.search_as_meant(query, topic, platform, region, app_version, limit)

    def _improve(self) -> None:
        try:
            better = self._build(self._articles)
        except Exception:
            _LOG.exception("Articles are searched by words only: the vectors could not be computed.")
            return
        if better is not None:
            self._index = better
