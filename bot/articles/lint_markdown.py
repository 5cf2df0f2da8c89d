"""What a page would not show as its writer meant it: Markdown that is none, HTML, pictures, links that lead nowhere.

Only looks; whoever loads articles shows such a one all the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from bot.articles.markdown import tokens_of

#: Told a line of the Markdown, from 0, what is wrong there, and how to mend it.
Report = Callable[[int, str, str], None]

_INSTEAD_OF = {
    "a": "Write [what is there]({brand.links.…}).",
    "b": "Write **bold**.",
    "strong": "Write **bold**.",
    "i": "Write *slanted*.",
    "em": "Write *slanted*.",
    "br": "Leave a line empty, and a new paragraph begins.",
    "p": "Leave a line empty, and a new paragraph begins.",
    "img": "Say in words what the picture would show.",
    "!": "Leave the remark out.",
}
_TAG = re.compile(r"<(!|[a-z]+)", re.IGNORECASE)
_LIST = "Write 1. and a space; a list begins below an empty line."
_TABLE = "Write | --- | below its first row, once for each column, and leave a line empty above."
_BOLD = "Write **bold** without spaces inside, and close it in the same paragraph."
_LINK = "Write [what is there](address) without spaces between or in the address."
#: What stays in the text because it was not read as Markdown, and what was meant.
_LEFT_OVER = (
    (re.compile(r"^#{1,6}[^#\s]"), "This heading is shown as text.", "Write a space after the #."),
    (re.compile(r"^\d{1,2}[.)]"), "This step is no part of a list.", _LIST),
    (re.compile(r"^\|.*\|"), "This table is shown as text.", _TABLE),
    (re.compile(r"\*\*"), "These ** are shown as they are.", _BOLD),
    (re.compile(r"\]\s*\("), "This link is shown as text.", _LINK),
    (re.compile(r"[{}]"), "These braces are shown as they are.", "A fact is written {brand.key.key}."),
    (re.compile(r"https?://|www\."), "This address is bare.", "Write [what is there]({brand.links.…})."),
)
#: Read alone, as screen readers list them, these say nothing.
_SAYS_NOTHING = re.compile(
    r"((click|tap|press) )?(here|this|this link|this page|link|more|read more)[.:]?", re.IGNORECASE
)
_HELP = re.compile(r"/help/(?P<slug>[a-z0-9/-]+?)/?(?:#.*)?")
_ELSEWHERE = re.compile(r"(?:https?://|mailto:)")


@dataclass(frozen=True)
class _Piece:
    """A part of a line, with the line it stands in, and whether that begins with it."""

    line: int
    begins: bool
    token: Token


def check(markdown: str, slugs: Collection[str], report: Report) -> None:
    """Look at the Markdown of an article, its placeholders filled; `slugs` are those of all articles."""
    tokens = tokens_of(markdown)
    _check_headings(tokens, report)
    for token in tokens:
        line = token.map[0] if token.map else 0
        if token.type == "html_block":
            _check_html(token.content, line, report)
        elif token.type == "code_block":
            report(line, "These lines are shown as program text.", "Begin them with fewer than four spaces.")
    for pieces in _paragraphs(tokens):
        _check_pieces(pieces, report)
        _check_links(pieces, slugs, report)


def _check_headings(tokens: Sequence[Token], report: Report) -> None:
    """The page has the title above, so that an article begins with level 2; a reader by headings skips none."""
    level = 1
    for token in tokens:
        if token.type != "heading_open" or not token.map:
            continue
        found = int(token.tag[1])
        if found == 1:
            report(token.map[0], "This heading would be a second title.", "Write ## for a part, ### for one in it.")
        elif found > level + 1:
            report(token.map[0], "This heading leaves out a level.", f"Write {'#' * (level + 1)}.")
        elif found > 4:
            report(token.map[0], "This heading is not shown as one.", "Write no more than ####.")
        level = max(found, 2)


def _paragraphs(tokens: Sequence[Token]) -> Iterator[list[_Piece]]:
    for token in tokens:
        if token.type != "inline" or not token.map:
            continue
        line, begins, pieces = token.map[0], True, []
        for child in token.children or ():
            pieces.append(_Piece(line, begins, child))
            begins = child.type in ("softbreak", "hardbreak")
            line += begins
        yield pieces


def _check_pieces(pieces: Sequence[_Piece], report: Report) -> None:
    told: set[str] = set()
    for piece in pieces:
        if piece.token.type == "html_inline":
            _check_html(piece.token.content, piece.line, report)
        elif piece.token.type == "image":
            report(piece.line, "Pictures are not shown.", _INSTEAD_OF["img"])
        elif piece.token.type == "text":
            text = piece.token.content if piece.begins else f" {piece.token.content}"
            found = next((one for one in _LEFT_OVER if one[0].search(text)), None)
            # Each row of a table that is none has the same fault.
            if found and found[1] not in told:
                told.add(found[1])
                report(piece.line, *found[1:])


def _check_html(html: str, line: int, report: Report) -> None:
    # What opens is enough: it is mended together with what closes.
    if found := _TAG.match(html.lstrip()):
        remedy = _INSTEAD_OF.get(found[1].lower(), "Write it in Markdown.")
        report(line, f"{found[0]} … is HTML, and shown as it is written.", remedy)


def _check_links(pieces: Sequence[_Piece], slugs: Collection[str], report: Report) -> None:
    for place, piece in enumerate(pieces):
        if piece.token.type != "link_open" or piece.token.markup == "autolink":
            continue
        address, words = str(piece.token.attrs["href"]), _words_of(pieces[place + 1 :])
        help_page = _HELP.fullmatch(address)
        if help_page and help_page["slug"] not in slugs:
            report(piece.line, f"There is no article {help_page['slug']}.", "Look its address up.")
        elif not help_page and not _ELSEWHERE.match(address):
            report(piece.line, f"A link to {address} leads nowhere.", "Write {brand.links.…}, or /help/group/article.")
        if _SAYS_NOTHING.fullmatch(words):
            report(piece.line, f'A link "{words}" does not say where it leads.', "Write what is there.")


def _words_of(pieces: Sequence[_Piece]) -> str:
    words = ""
    for piece in pieces:
        if piece.token.type == "link_close":
            break
        words += piece.token.content
    return words.strip()
