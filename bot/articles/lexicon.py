"""Which articles share the question's words: SQLite's full-text index, in memory.

Stems are the index's matter; what the words are worth next to meaning is `search`'s."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Sequence

from bot.articles.article import Article
from bot.articles.words import search_words

#: What a word is worth by the best place that has it. Titles, summaries and questions are written to be found; a word
#: that only the body has says less about what the article answers.
_PLACES = (("title", 1.0), ("summary", 0.8), ("asked_as", 0.8), ("topics", 0.5), ("body", 0.4))


class Lexicon:
    """The words of all articles, each article by its number."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._size = len(articles)
        # The database never changes after this method, so other threads may read it.
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute(
            "CREATE VIRTUAL TABLE article"
            " USING fts5 (title, summary, asked_as, topics, body, tokenize = 'porter unicode61')"
        )
        self._database.executemany(
            "INSERT INTO article (rowid, title, summary, asked_as, topics, body) VALUES (?, ?, ?, ?, ?, ?)",
            [(row, *_texts(article)) for row, article in enumerate(articles)],
        )

    def coverage(self, query: str) -> dict[int, float]:
        """How much of the question an article has, from 0 to 1; only those that have any of it.

        A word that few articles have weighs more, and one that none has weighs most: it pulls down whatever else
        an unrelated question happens to share."""
        words = search_words(query)
        covered: dict[int, float] = {}
        total = 0.0
        for word in words:
            worth = self._worth(word)
            weight = math.log(1 + self._size / (0.5 + len(worth)))
            total += weight
            for row, share in worth.items():
                covered[row] = covered.get(row, 0.0) + weight * share
        return {row: sum_of_weights / total for row, sum_of_weights in covered.items()}

    def knows(self, word: str) -> bool:
        """Whether any article has the word, with whatever ending."""
        found = self._database.execute("SELECT 1 FROM article WHERE article MATCH ? LIMIT 1", (_quoted(word),))
        return found.fetchone() is not None

    def _worth(self, word: str) -> dict[int, float]:
        """Every article with this word, and what the place is worth where it has it."""
        found: dict[int, float] = {}
        for column, worth in reversed(_PLACES):
            rows = self._database.execute("SELECT rowid FROM article WHERE article MATCH ?", (_match(column, word),))
            found.update((row, worth) for (row,) in rows)
        return found


def _texts(article: Article) -> tuple[str, ...]:
    topics = " ".join(article.topics).replace("_", " ")
    return article.title, article.summary, " ".join(article.asked_as), topics, article.body


def _match(column: str, word: str) -> str:
    return f"{column} : {_quoted(word)}"


def _quoted(word: str) -> str:
    """The word as FTS5 takes it literally, whatever the listener typed."""
    return '"' + word.replace('"', '""') + '"'
