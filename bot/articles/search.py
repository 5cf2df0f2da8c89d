"""Finds the articles that answer a question, for this listener's platform, region and app version.

An unrelated question finds nothing: the caller then says so instead of offering the least bad article."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from bot.articles.article import Article
from bot.articles.lexicon import Lexicon
from bot.articles.spelling import IsWord, Spelling

if TYPE_CHECKING:
    from bot.articles.meaning import Encode, Meaning

# The figures below were measured with `soundcheck bench articles`; docs/help-centre.md says how.
#: What shared words add to meaning. Meaning knows more; words know names, codes and what is on the screen.
WORDS = 0.1
#: What is nearer than this answers the question: lower offers an article for "how is glue made?", higher loses answers.
MIN_SCORE = 0.4
#: The same where a topic is known: the conversation's topic counts towards it, and stays while its listener asks of
#: other things.
MIN_WITH_TOPIC = 0.49
#: The same without an encoder, where only words count.
MIN_COVERAGE = 0.25
#: What being about a topic that is certain adds: for an article's first topic, and for its others.
TOPIC = 0.35
OTHER_TOPIC = 0.23
#: So much of that counts towards answering the question as well: on its topic, less nearness is enough.
ON_TOPIC = 0.5
#: So much nearer an article has to be that is for other devices than the listener's: people write on a phone about
#: their television, and on a website about their phone.
OTHER_DEVICE = 0.15
#: What asks for nothing that we handle has to be so much nearer, where that is certain.
NOT_OURS = 0.3
OUT_OF_SCOPE = "out_of_scope"
#: A pasted page says nothing that its first thousand letters do not.
_LONGEST = 1_000

#: How likely each topic is, from 0 to 1. What is missing is not likely.
Topics: TypeAlias = Mapping[str, float]
#: Tells it of a question, given its words and its vector.
Guess: TypeAlias = Callable[[str, Any], Topics]


@dataclass(frozen=True)
class Hit:
    """An article that fits, and how well, from 0 to about 1.5: comparable within one kind of search only."""

    article: Article
    score: float


class ArticleIndex:
    """An index in memory. With `encode`, meaning is compared besides words, and one score is made of both.

    With `keep`, a file, the vectors of the articles outlive the process. With `guess`, a question without a topic is
    first asked which topics it may be about. With `is_word`, a word that no article has is not taken for a slip."""

    def __init__(
        self,
        articles: Sequence[Article],
        encode: Encode | None = None,
        keep: Path | None = None,
        guess: Guess | None = None,
        is_word: IsWord | None = None,
    ) -> None:
        self._articles = list(articles)
        self._guess = guess
        self._lexicon = Lexicon(self._articles)
        self._is_word = is_word
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

        What is not true in the listener's region or version is left out, what is for other devices has to fit better.
        `least` is the score that fits, where it is not the one that was measured."""
        # Half a character, which JSON lets through, is more than an encoder can take.
        asked = query[:_LONGEST].encode("utf-8", "replace").decode()
        scores, topics = self._scores(asked, topic)
        counted, enough = self._enough(topic, topics) if least is None else (0.0, least)
        hits = []
        for row, score in scores.items():
            article = self._articles[row]
            bonus = _bonus(article, topics)
            if not article.is_for(platform):
                score -= OTHER_DEVICE
            if score + counted * bonus >= enough and article.fits(region, app_version):
                hits.append(Hit(article, score + bonus))
        hits.sort(key=lambda hit: (-hit.score, hit.article.slug))
        return hits[:limit]

    def search_as_meant(
        self,
        query: str,
        topic: str | None = None,
        platform: str | None = None,
        region: str | None = None,
        app_version: str | None = None,
        limit: int = 3,
    ) -> tuple[list[Hit], str]:
        """What fits the question, or, where that fits better, the question without its slips of the keyboard; and
        which of both was asked."""
        hits = self.search(query, topic, platform, region, app_version, limit)
        if meant := self._spelling.respelled(query[:_LONGEST]):
            others = self.search(meant, topic, platform, region, app_version, limit)
            if others and (not hits or others[0].score > hits[0].score):
                return others, meant
        return hits, query

    @cached_property
    def _spelling(self) -> Spelling:
        # Gathering the words of all articles takes longer than a search, and many indexes are never asked.
        return Spelling(self._articles, self._is_known)

    def _is_known(self, word: str) -> bool:
        # The articles may have it with another ending, and an encoder knows words of the language that no article has.
        return self._lexicon.knows(word) or (self._is_word is not None and self._is_word(word))

    def _enough(self, topic: str | None, topics: Topics) -> tuple[float, float]:
        """How much of the topic's bonus counts, and which score answers the question."""
        if self._meaning is None:
            # One shared word on the topic is all there may be between a listener's sentence and ours.
            return MIN_COVERAGE / OTHER_TOPIC, MIN_COVERAGE
        if topic is not None:
            return ON_TOPIC, MIN_WITH_TOPIC
        return ON_TOPIC, MIN_SCORE + NOT_OURS * topics.get(OUT_OF_SCOPE, 0.0)

    def _scores(self, query: str, topic: str | None) -> tuple[dict[int, float], Topics]:
        """How near each article is, by its number, and what is known or guessed of the topic."""
        known: Topics = {topic: 1.0} if topic is not None else {}
        covered = self._lexicon.coverage(query)
        if self._meaning is None or not query.strip():
            return covered, known
        vector = self._meaning.vector(query)
        scores = dict(enumerate(self._meaning.nearness(vector)))
        for row, share in covered.items():
            scores[row] += WORDS * share
        return scores, known or (self._guess(query, vector) if self._guess else {})


def _bonus(article: Article, topics: Topics) -> float:
    first, *others = (topics.get(topic, 0.0) for topic in article.topics or ("",))
    return TOPIC * first + OTHER_TOPIC * sum(others)


def _meaning(articles: Sequence[Article], encode: Encode, keep: Path | None) -> Meaning:
    # numpy comes with the encoder: where there is none, this file must load without it.
    from bot.articles.kept_vectors import keep_vectors
    from bot.articles.meaning import Meaning

    return Meaning(articles, encode, keep_vectors(encode, keep) if keep else encode)
