"""Puts together what means alike. By sentence vectors; by words where the encoder is not installed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

Encode = Callable[[list[str]], np.ndarray]

#: Average distance (1 - cosine) up to which groups are joined. Of the project's own examples, drawn at random, two in
#: three find a group so, and in a group three in four are of one topic (by words: one in two, and two in three).
NEAR_IN_MEANING = 0.55
NEAR_IN_WORDS = 0.7
#: So much nearer is what agents gave the same topic, and so much farther what they gave another.
AGREED = 0.1


@dataclass(frozen=True)
class Grouping:
    """Indexes of the texts, the largest group first; in a group the most typical first."""

    groups: list[list[int]]
    by_meaning: bool


def sentence_encoder() -> Encode | None:
    """None where the bot's packages or their weights are not installed."""
    try:
        from bot.components.sentence_encoder import EncoderUnavailable, shared_encoder
    except ImportError:
        return None
    try:
        return shared_encoder().encode
    except (EncoderUnavailable, ImportError):
        return None


def group(texts: Sequence[str], encode: Encode | None, topics: Sequence[str | None] = ()) -> Grouping:
    """Every text is in exactly one group. `topics` are those that agents gave, None where nobody did."""
    if not texts:
        return Grouping([], encode is not None)
    vectors = encode(list(texts)) if encode else word_vectors(texts)
    labels = _labels(vectors, NEAR_IN_MEANING if encode else NEAR_IN_WORDS, topics or [None] * len(texts))
    groups = [_typical_first(np.flatnonzero(labels == label), vectors) for label in np.unique(labels)]
    # Of groups of one size, the one that was heard first.
    return Grouping(sorted(groups, key=lambda one: (-len(one), min(one))), encode is not None)


def word_vectors(texts: Sequence[str]) -> np.ndarray:
    """Unit vectors of the words that carry something, rare ones weighing more."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    try:
        vectors = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts)
    except ValueError:
        # Not one such word in all of them: then no text is like another.
        return np.zeros((len(texts), 1), np.float32)
    return np.asarray(vectors.toarray(), np.float32)


def _labels(vectors: np.ndarray, near: float, topics: Sequence[str | None]) -> np.ndarray:
    from sklearn.cluster import AgglomerativeClustering

    if len(vectors) == 1:
        return np.zeros(1, int)
    given = np.array([topic or "" for topic in topics])
    said = (given != "")[:, np.newaxis] & (given != "")
    same = given[:, np.newaxis] == given
    distances = np.clip(1 - vectors @ vectors.T - AGREED * said * np.where(same, 1, -1), 0, 2)
    np.fill_diagonal(distances, 0)
    clustering = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=near
    )
    return clustering.fit_predict(distances)


def _typical_first(indexes: np.ndarray, vectors: np.ndarray) -> list[int]:
    closeness = vectors[indexes] @ vectors[indexes].mean(axis=0)
    return [int(index) for index in indexes[np.argsort(-closeness, kind="stable")]]
