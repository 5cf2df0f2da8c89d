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
    """The words of all articles; `is_word` knows those of the language, which no slip made."""

    def __init__(self, articles: Iterable[Article], is_word: IsWord | None = None) -> None:
        found = {word for article in articles for text in _texts(article) for word in _WORD.findall(text.lower())}
        # In order, so that of two words that are equally like it is always the same one.
        self._words = sorted(found | STOP_WORDS)
        self._known = frozenset(self._words)
        self._is_word = is_word

    def respelled(self, query: str) -> str | None:
        """The question with other words for those that are none; None where there is nothing to change."""
        other = _WORD.sub(lambda found: self._meant(found[0]), query)
        return other if other != query else None

    def _meant(self, written: str) -> str:
        word = written.lower()
        if len(word) < _SHORTEST or word in self._known or (self._is_word and self._is_word(word)):
            return written
        like = get_close_matches(word, self._words, 1, _ALIKE)
        return like[0] if like else written


def _texts(article: Article) -> Sequence[str]:
    return article.title, article.summary, article.body, *article.asked_as
