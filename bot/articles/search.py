"""Finds the articles that answer a question, for this listener's platform, region and app version.

An unrelated question finds nothing: the caller then says so instead of offering the least bad article."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.articles.article import Article
from bot.articles.words import search_words

#: Turns texts into vectors, one each. Only their directions matter.
Encode = Callable[[Sequence[str]], Sequence[Sequence[float]]]

#: How much a word counts in title, summary, topics and body. Titles and summaries are written to be found.
_WEIGHTS = "8.0, 4.0, 2.0, 1.0"
#: The share of the question's weight that an article must cover, measured on listeners' own sentences and on questions
#: about anything else: higher loses answers, lower answers "how is glue made?". On its topic, any word will do.
MIN_COVERAGE = 0.35
#: A word that only the body has says less about what the article answers.
_BODY_ONLY = 0.6
#: Enough to put the articles of the conversation's topic before all others.
TOPIC_BOOST = 20.0
#: Sentence vectors closer than this speak of the same matter; on the topic, less is needed. Measured in the same way.
MIN_COSINE = 0.45
MIN_COSINE_ON_TOPIC = 0.2
#: The usual constant of reciprocal rank fusion: it keeps a first rank from outweighing everything else.
_RANK_OFFSET = 60


@dataclass(frozen=True)
class Hit:
    """An article that fits, and how well: comparable within one search only."""

    article: Article
    score: float


class ArticleIndex:
    """An index in memory. With `encode`, meaning is compared besides words, and the two rankings are fused."""

    def __init__(self, articles: Sequence[Article], encode: Encode | None = None) -> None:
        self._articles = list(articles)
        self._encode = encode
        # The database never changes after this method, so other threads may read it.
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute(
            "CREATE VIRTUAL TABLE article USING fts5 (title, summary, topics, body, tokenize = 'porter unicode61')"
        )
        self._database.executemany(
            "INSERT INTO article (rowid, title, summary, topics, body) VALUES (?, ?, ?, ?, ?)",
            [
                (row, article.title, article.summary, " ".join(article.topics).replace("_", " "), article.body)
                for row, article in enumerate(self._articles)
            ],
        )
        self._vectors = (
            [_unit(vector) for vector in encode([f"{a.title}. {a.summary}" for a in self._articles])]
            if encode and self._articles
            else []
        )

    def search(
        self,
        query: str,
        topic: str | None = None,
        platform: str | None = None,
        region: str | None = None,
        app_version: str | None = None,
        limit: int = 3,
    ) -> list[Hit]:
        """The best articles first, at most `limit`; none where nothing fits the question."""
        in_scope = {row for row, article in enumerate(self._articles) if article.fits(platform, region, app_version)}
        on_topic = {row for row in in_scope if topic is not None and topic in self._articles[row].topics}
        scores = self._by_words(query, in_scope, on_topic)
        if self._encode is not None and query.strip():
            scores = _fused([scores, self._by_meaning(query, in_scope, on_topic)])
        scores = {row: score * (TOPIC_BOOST if row in on_topic else 1.0) for row, score in scores.items()}
        best = sorted(scores, key=lambda row: (-scores[row], self._articles[row].slug))
        return [Hit(self._articles[row], scores[row]) for row in best[:limit]]

    def _by_words(self, query: str, in_scope: set[int], on_topic: set[int]) -> dict[int, float]:
        words = search_words(query)
        matching = {word: self._rows_with(word) for word in words}
        # A word that no article has is as telling as the rarest one: it pulls an unrelated question below the limit.
        weight = {word: math.log(1 + len(self._articles) / (0.5 + len(rows))) for word, rows in matching.items()}
        total = sum(weight.values())
        if not any(matching.values()):
            return {}
        to_be_found = {word: self._rows_with(word, "{title summary topics} : ") for word in words}
        scores = {}
        for row, rank in self._ranks(words):
            covered = sum(
                weight[word] * (1.0 if row in to_be_found[word] else _BODY_ONLY)
                for word in words
                if row in matching[word]
            )
            if row in in_scope and (row in on_topic or covered / total >= MIN_COVERAGE):
                scores[row] = rank * covered / total
        return scores

    def _rows_with(self, word: str, columns: str = "") -> set[int]:
        found = self._database.execute("SELECT rowid FROM article WHERE article MATCH ?", (columns + _quoted(word),))
        return {row for (row,) in found}

    def _ranks(self, words: Sequence[str]) -> list[tuple[int, float]]:
        # SQLite's bm25() is negative, better is smaller.
        found = self._database.execute(
            f"SELECT rowid, -bm25(article, {_WEIGHTS}) FROM article WHERE article MATCH ?",
            (" OR ".join(_quoted(word) for word in words),),
        )
        return found.fetchall()

    def _by_meaning(self, query: str, in_scope: set[int], on_topic: set[int]) -> dict[int, float]:
        if self._encode is None or not self._vectors:
            return {}
        asked = _unit(self._encode([query])[0])
        cosines = {row: sum(map(float.__mul__, asked, self._vectors[row])) for row in in_scope}
        return {
            row: cosine
            for row, cosine in cosines.items()
            if cosine >= (MIN_COSINE_ON_TOPIC if row in on_topic else MIN_COSINE)
        }


def _quoted(word: str) -> str:
    """A word as FTS5 takes it literally, whatever the listener typed."""
    return '"' + word.replace('"', '""') + '"'


def _unit(vector: Sequence[float]) -> list[float]:
    length = math.sqrt(sum(float(x) * float(x) for x in vector)) or 1.0
    return [float(x) / length for x in vector]


def _fused(rankings: Sequence[dict[int, float]]) -> dict[int, float]:
    """Reciprocal rank fusion: only places count, so that scores of different scales can meet."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for place, row in enumerate(sorted(ranking, key=lambda row: -ranking[row])):
            scores[row] = scores.get(row, 0.0) + 1 / (_RANK_OFFSET + place)
    return scores
