"""Turns the Markdown of an article into HTML that is safe to show, whatever the file holds."""

from __future__ import annotations

from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

_TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


def to_html(markdown: str) -> str:
    """Sanitised HTML. Raw HTML, pictures and links to anything but http, https and mailto do not survive."""
    return nh3.clean(
        _parser().render(markdown),
        tags=_TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )


def tokens_of(markdown: str) -> list[Token]:
    """What the Markdown consists of, with its lines; HTML in it, which `to_html` shows as text, is told apart."""
    return _parser(html=True).parse(markdown)


@cache
def _parser(html: bool = False) -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": html}).enable("table")
