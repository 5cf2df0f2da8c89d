"""The words, or pieces of words, of one text with their weights, as a fitted `TfidfVectorizer` weighs them."""

from __future__ import annotations

from collections import Counter

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer


class Terms:
    """Of a vectorizer with sublinear counts and rows of length one, which is how `IntentModel` makes its own."""

    def __init__(self, vectorizer: TfidfVectorizer) -> None:
        self._analyze = vectorizer.build_analyzer()
        self._vocabulary: dict[str, int] = vectorizer.vocabulary_
        self._rarity = vectorizer.idf_.astype(np.float32)

    @property
    def count(self) -> int:
        return len(self._vocabulary)

    def of(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """The columns of the terms that are known, and their weights."""
        known = self._vocabulary
        counts = Counter(known[term] for term in self._analyze(text) if term in known)
        columns = np.fromiter(counts.keys(), np.int64, len(counts))
        weights = (1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))) * self._rarity[columns]
        return columns, weights / max(float(np.linalg.norm(weights)), 1e-9)
