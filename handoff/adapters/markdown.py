"""Markdown of bots and agents to HTML that is safe to show. What listeners write is never Markdown."""

from __future__ import annotations

import html
from functools import lru_cache

import nh3
from linkify_it import LinkifyIt
from markdown_it import MarkdownIt

_TAGS = {"p", "br", "strong", "em", "code", "pre", "ul", "ol", "li", "blockquote", "a"}
#: An address that was pasted is pressed like any other; "Settings.Storage" is none.
_ADDRESSES = LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
for _scheme in ("ftp:", "//", "mailto:"):
    _ADDRESSES.add(_scheme, None)
_PARSER = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": True}).enable("linkify").disable("image")
_PARSER.linkify = _ADDRESSES


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
