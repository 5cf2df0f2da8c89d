"""What is said: a message before it has its number, its buttons, and what makes two sendings the same."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from typing import Literal

from handoff.domain.errors import BadRequest

Author = Literal["listener", "bot", "agent", "system"]
Kind = Literal["text", "choice", "article", "notice"]


@dataclass(frozen=True)
class Button:
    """One answer. The payload is what it means to whoever asked, and never leaves the server."""

    title: str
    payload: str


@dataclass(frozen=True)
class ArticleCard:
    slug: str
    title: str
    summary: str


@dataclass(frozen=True)
class Draft:
    """A message that has no seq yet."""

    author: Author
    #: Who, for idempotency: `listener`, `bot`, `system`, or `agent:<id>`.
    sender: str
    kind: Kind
    text: str
    client_message_id: str
    author_name: str | None = None
    buttons: tuple[Button, ...] = ()
    choice_of: int | None = None
    payload: str | None = None
    article: ArticleCard | None = None


@dataclass(frozen=True)
class Choice:
    """A pressed button, as the page names it."""

    seq: int
    button: int


def body_hash(text: str | None, choice: Choice | None) -> str:
    """Two sendings under one client id are the same message only if this is equal."""
    body = json.dumps([text, [choice.seq, choice.button] if choice else None])
    return hashlib.sha256(body.encode()).hexdigest()


def cleaned(text: str) -> str:
    """What a person typed, without what no person types. BadRequest when nothing is left or it is no Unicode."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise BadRequest("The text holds half of a character.") from error
    kept = "".join(letter for letter in text if letter in "\n\t" or not unicodedata.category(letter).startswith("Cc"))
    if not kept.strip():
        raise BadRequest("There is nothing to send.")
    return unicodedata.normalize("NFC", kept)
