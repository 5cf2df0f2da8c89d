"""A vote of the examples that mean nearly the same: finds rare wordings that a linear model has no weight for."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

# How fast a vote fades with distance; chosen on real messages, where 8 and 18 were worse.
_FOCUS = 14.0
# Which examples are near is told by the directions in which most of them differ, how near by all: the first alone
# cost two points on real messages, and all of all examples are 49 MB to read for each message.
_DIRECTIONS = 128
_CANDIDATES = 500
# What an intent without near examples gets, so that one part of the model cannot rule an intent out.
_FLOOR = 1e-4


class Neighbours:
    """Keeps the vectors of all examples; `scores` are log-shares of the vote, one column per label."""

    def __init__(self, vectors: np.ndarray, labels: np.ndarray) -> None:
        # Sentence vectors share a common part; without it, far is really far.
        self._centre = vectors.mean(axis=0)
        self._examples = self._seen_from_centre(vectors).astype(np.float32)
        self._labels = labels.astype(np.int32)
        spread = self._examples.T @ self._examples
        self._directions = np.linalg.eigh(spread)[1][:, -_DIRECTIONS:].astype(np.float32)
        self._prepare()

    def _prepare(self) -> None:
        order = np.argsort(self._labels, kind="stable")
        self._examples, self._labels = self._examples[order], self._labels[order]
        self._outlines = self._examples @ self._directions
        self._starts = np.searchsorted(self._labels, np.arange(self._labels.max() + 1))

    def _seen_from_centre(self, vectors: np.ndarray) -> np.ndarray:
        moved = vectors - self._centre
        return moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)

    def scores(self, vectors: np.ndarray) -> np.ndarray:
        near = self._cosines(self._seen_from_centre(vectors).astype(np.float32))
        votes = np.add.reduceat(np.exp(_FOCUS * (near - 1)), self._starts, axis=1)
        return np.log(votes / votes.sum(axis=1, keepdims=True) + _FLOOR)

    def _cosines(self, asked: np.ndarray) -> np.ndarray:
        """Those of the nearest examples, and about those of all others."""
        cosines = (asked @ self._directions) @ self._outlines.T
        few = min(_CANDIDATES, cosines.shape[1])
        for row, one in zip(cosines, asked, strict=True):
            nearest = np.argpartition(row, -few)[-few:]
            row[nearest] = self._examples[nearest] @ one
        return cosines

    def arrays(self) -> dict[str, np.ndarray]:
        # Half precision is a third of the model's size and changes no answer.
        return {
            "centre": self._centre,
            "examples": self._examples.astype(np.float16),
            "labels": self._labels,
            "directions": self._directions,
        }

    @classmethod
    def of(cls, arrays: Mapping[str, np.ndarray]) -> Neighbours:
        kept = cls.__new__(cls)
        kept._centre, kept._labels = arrays["centre"], arrays["labels"]
        kept._examples = arrays["examples"].astype(np.float32)
        kept._directions = arrays["directions"]
        kept._prepare()
        return kept
