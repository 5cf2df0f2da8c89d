"""Finds the articles that answer a question, for this listener's platform, region and app version.

An unrelated question finds nothing: the caller then says so instead of offering the least bad article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.articles.article import Article
from bot.articles.lexicon import Lexicon

if TYPE_CHECKING:
    from bot.articles.meaning import Encode, Meaning

# The figures below were measured with `soundcheck bench articles`; docs/help-centre.md says how.
#: What shared words add to meaning. Meaning knows more; words know names, codes and what is on the screen.
WORDS = 0.15
#: What is nearer than this answers the question: lower offers an article for "how is glue made?", higher loses answers.
MIN_SCORE = 0.38
#: The same without an encoder, where only words count.
MIN_COVERAGE = 0.25
#: On the conversation's topic less is enough, because the topic speaks for it already.
MIN_ON_TOPIC = 0.23
#: What being about the topic adds: for an article's first topic, and for its others.
TOPIC = 0.3
OTHER_TOPIC = 0.2
#: A pasted page says nothing that its first thousand letters do not.
_LONGEST = 1_000


@dataclass(frozen=True)
class Hit:
    """An article that fits, and how well, from 0 to about 1.5: comparable within one kind of search only."""

    article: Article
    score: float


class ArticleIndex:
    """An index in memory. With `encode`, meaning is compared besides words, and one score is made of both.

    With `keep`, a file, the vectors of the articles outlive the process."""

    def __init__(self, articles: Sequence[Article], encode: Encode | None = None, keep: Path | None = None) -> None:
        self._articles = list(articles)
        self._lexicon = Lexicon(self._articles)
        self._meaning: Meaning | None = None
        if encode is not None and self._articles:
            self._meaning = _meaning(self._articles, encode, keep)

    @property
    def knows_meaning(self) -> bool:
        return self._meaning is not None

    def search(
        self,
        query: str,
        topic: str | None = None,
        platform: str | None = None,
        region: str | None = None,
        app_version: str | None = None,
        limit: int = 3,
        least: float | None = None,
    ) -> list[Hit]:
        """The best articles first, at most `limit`; none where nothing fits the question.

        `least` is the score that fits, where it is not the one that was measured."""
        off_topic, on_topic = (least, least) if least is not None else self._limits()
        hits = []
        # Half a character, which JSON lets through, is more than an encoder can take.
        asked = query[:_LONGEST].encode("utf-8", "replace").decode()
        for row, score in self._scores(asked).items():
            if score < on_topic:
                continue
            article = self._articles[row]
            bonus = _bonus(article, topic)
            if (bonus or score >= off_topic) and article.fits(platform, region, app_version):
                hits.append(Hit(article, score + bonus))
        hits.sort(key=lambda hit: (-hit.score, hit.article.slug))
        return hits[:limit]

    def _limits(self) -> tuple[float, float]:
        """What fits away from the topic, and what fits on it."""
        # Without vectors one shared word is all there may be between a listener's sentence and ours.
        return (MIN_SCORE, MIN_ON_TOPIC) if self._meaning else (MIN_COVERAGE, 0.0)

    def _scores(self, query: str) -> dict[int, float]:
        covered = self._lexicon.coverage(query)
        if self._meaning is None or not query.strip():
            return covered
        scores = dict(enumerate(self._meaning.nearness(query)))
        for row, share in covered.items():
            scores[row] += WORDS * share
        return scores


def _bonus(article: Article, topic: str | None) -> float:
    if topic is None or topic not in article.topics:
        return 0.0
    return TOPIC if article.topics[0] == topic else OTHER_TOPIC


def _meaning(articles: Sequence[Article], encode: Encode, keep: Path | None) -> Meaning:
    # numpy comes with the encoder: where there is none, this file must load without it.
    from bot.articles.kept_vectors import keep_vectors
    from bot.articles.meaning import Meaning

    return Meaning(articles, encode, keep_vectors(encode, keep) if keep else encode)
