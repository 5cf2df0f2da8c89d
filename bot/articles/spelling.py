"""What a question may have meant to say: a word that nobody knows becomes the most similar one of the articles.

When to ask again with that is for `search`, and what to tell whoever asked for its caller."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches

from bot.articles.article import Article
from bot.articles.words import STOP_WORDS

#: Tells whether a word, in small letters, is one at all.
IsWord = Callable[[str], bool]

_WORD = re.compile(r"[^\W\d_]+")
#: Shorter words are like too many others.
_SHORTEST = 4
#: How alike two words are, as difflib counts. Lower finds no more of what was meant and bends more of what was not.
_ALIKE = 0.75


class Spelling:
    """The words of all articles; `is_known` tells those that no slip made."""

    def __init__(self, articles: Iterable[Article], is_known: IsWord) -> None:
        found = {word for article in articles for text in _texts(article) for word in _WORD.findall(text.lower())}
        # By the first letter, which fingers hardly ever miss: comparing a word with all others takes ten times as long.
        self._words: dict[str, list[str]] = {}
        # In order, so that of two words that are equally like it is always the same one.
        for word in sorted(found | STOP_WORDS):
            self._words.setdefault(word[0], []).append(word)
        self._is_known = is_known

    def respelled(self, query: str) -> str | None:
        """The question with other words for those that are none; None where there is nothing to change."""
        other = _WORD.sub(lambda found: self._meant(found[0]), query)
        return other if other != query else None

    def _meant(self, written: str) -> str:
        word = written.lower()
        if len(word) < _SHORTEST or word in STOP_WORDS or self._is_known(word):
            return written
        like = get_close_matches(word, self._words.get(word[0], ()), 1, _ALIKE)
        return like[0] if like else written


def _texts(article: Article) -> Sequence[str]:
    return article.title, article.summary, article.body, *article.asked_as
