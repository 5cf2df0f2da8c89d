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
    """The vectors of all articles, three short ones and the whole of each.

    `encode_articles` may remember what it has seen; `encode` gets the questions, which are hardly ever the same."""

    def __init__(self, articles: Sequence[Article], encode: Encode, encode_articles: Encode) -> None:
        self._encode = encode
        texts = [text for article in articles for text in texts_of(article)]
        vectors = _units(encode_articles(texts)).reshape(len(articles), 4, -1)
        self._short = np.ascontiguousarray(vectors[:, :3].reshape(len(articles) * 3, -1))
        self._whole = np.ascontiguousarray(vectors[:, 3])

    def nearness(self, query: str) -> list[float]:
        """How near each article is to the question, by its number, about 0 to 1.

        Half of it is the short text that fits best, because a listener asks in one sentence, and half the whole
        article, which holds what its title leaves out."""
        asked = _units(self._encode([query]))[0]
        short = _cosines(self._short, asked).reshape(-1, 3).max(axis=1)
        near: list[float] = ((short + _cosines(self._whole, asked)) / 2).tolist()
        return near


def texts_of(article: Article) -> tuple[str, str, str, str]:
    """What is encoded of an article: title, summary, both, and the beginning of the whole."""
    both = f"{article.title}. {article.summary}"
    return article.title, article.summary, both, f"{both} {_MARKUP.sub('', article.body)[:_LEAD]}"


def _cosines(vectors: Matrix, asked: Any) -> Matrix:
    # Not `@`: that wakes a thread for every core, and on a busy machine waiting for them takes longer than the sum.
    cosines: Matrix = np.einsum("ij,j->i", vectors, asked)
    return cosines


def _units(vectors: Any) -> Matrix:
    matrix = np.asarray(vectors, np.float32)
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    unit: Matrix = matrix / np.where(lengths == 0, 1, lengths)
    return unit
