"""Finds the articles of the help centre that a text links to. Which there are, and what they say, the shelf knows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from handoff.protocol.values import ArticleCard

#: A message is no list of links; what comes after these stays a link.
_MOST = 5


class Shelf(Protocol):
    async def card(self, slug: str) -> ArticleCard | None:
        """The article as a card, or None where there is none of that name."""


class LinkedArticles:
    """Links to `/help/<slug>` at one of our own origins; at any other, the same path is somebody else's page."""

    def __init__(self, origins: Iterable[str], shelf: Shelf) -> None:
        ours = "|".join(re.escape(origin) for origin in origins)
        # What follows a slug may be a place on the page, never more of a path.
        self._link = re.compile(rf"(?<![\w.:/=&%@-])(?:{ours})/help/([a-z0-9-]+(?:/[a-z0-9-]+)+)(?![\w/-])")
        self._shelf = shelf

    async def of(self, text: str) -> tuple[ArticleCard, ...]:
        """Each article once, in the order of the text; links to what is no article are left out."""
        slugs = dict.fromkeys(self._link.findall(text))
        cards = [await self._shelf.card(slug) for slug in slugs]
        return tuple(card for card in cards if card)[:_MOST]
