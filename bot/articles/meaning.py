"""Which articles mean what the question means: sentence vectors and their cosines.

The encoder is the caller's, and so is numpy, which comes with it: without an encoder nothing here is imported."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from bot.articles.article import Article

#: Turns texts into vectors, one each. Only their directions matter.
Encode: TypeAlias = Callable[[list[str]], Any]
Matrix: TypeAlias = npt.NDArray[np.float32]

#: More of the body makes its vector vaguer, and the encoder reads no further anyway.
_LEAD = 600
_MARKUP = re.compile(r"[#*`]+|^\s*(?:\d+\.|-)\s+", re.MULTILINE)


class Meaning:
    """The vectors of all articles: of each question that leads to one, and of the whole of each.

    `encode_articles` may remember what it has seen; `encode` gets the questions, which are hardly ever the same."""

    def __init__(self, articles: Sequence[Article], encode: Encode, encode_articles: Encode) -> None:
        self._encode = encode
        questions = [questions_of(article) for article in articles]
        texts = [whole_of(article) for article in articles] + [text for several in questions for text in several]
        vectors = _units(encode_articles(texts))
        self._wholes, self._questions = vectors[: len(articles)], vectors[len(articles) :]
        #: Where the questions of each article begin.
        self._starts = np.cumsum([0, *map(len, questions[:-1])])

    def vector(self, query: str) -> Matrix:
        """The question's own vector, of length one."""
        vector: Matrix = _units(self._encode([query]))[0]
        return vector

    def nearness(self, asked: Matrix) -> list[float]:
        """How near each article is to a question's vector, by its number, about 0 to 1.

        Half of it is the question that fits best, because a listener asks in one sentence, and half the whole
        article, which holds what nobody thought of asking."""
        best = np.maximum.reduceat(_cosines(self._questions, asked), self._starts)
        near: list[float] = ((best + _cosines(self._wholes, asked)) / 2).tolist()
        return near


def questions_of(article: Article) -> tuple[str, ...]:
    """What listeners ask it by; where its writer has not said so, its own title and summary."""
    return article.asked_as or (article.title, article.summary)


def whole_of(article: Article) -> str:
    """Title, summary and the beginning of the body, without markup."""
    return f"{article.title}. {article.summary} {_MARKUP.sub('', article.body)[:_LEAD]}"


def _cosines(vectors: Matrix, asked: Matrix) -> Matrix:
    # Not `@`: that wakes a thread for every core, and on a busy machine waiting for them takes longer than the sum.
    cosines: Matrix = np.einsum("ij,j->i", vectors, asked)
    return cosines


def _units(vectors: Any) -> Matrix:
    matrix = np.asarray(vectors, np.float32)
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    unit: Matrix = matrix / np.where(lengths == 0, 1, lengths)
    return unit
