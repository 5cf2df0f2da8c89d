"""Markdown of bots and agents to HTML that is safe to show. What listeners write is never Markdown."""

from __future__ import annotations

import html
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

_TAGS = {"p", "br", "strong", "em", "code", "pre", "ul", "ol", "li", "blockquote", "a"}
_PARSER = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")


@lru_cache(maxsize=1_000)
def to_html(text: str) -> str:
    """Text in, sanitised HTML out; the sanitiser does not trust the parser."""
    return nh3.clean(
        _PARSER.render(text),
        tags=_TAGS,
        attributes={"a": {"href", "target"}},
        set_tag_attribute_values={"a": {"target": "_blank"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    ).strip()


def to_words(text: str) -> str:
    """The same without its signs, in one line of plain text."""
    return " ".join(html.unescape(nh3.clean(_PARSER.render(text), tags=set())).split())
