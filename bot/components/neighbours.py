"""A vote of the examples that mean nearly the same: finds rare wordings that a linear model has no weight for."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from bot.components.byte_matrix import ByteMatrix

# How fast a vote fades with distance; chosen on real messages, where 8 and 18 were worse.
_FOCUS = 14.0
# What an intent without near examples gets, so that one part of the model cannot rule an intent out.
_FLOOR = 1e-4
# Messages at a time, so that an exam of thousands needs no gigabytes.
_TOGETHER = 256


class Neighbours:
    """Keeps the vectors of all examples; `scores` are log-shares of the vote, one column per label."""

    def __init__(self, vectors: np.ndarray, labels: np.ndarray) -> None:
        # Sentence vectors share a common part; without it, far is really far.
        self._centre = vectors.mean(axis=0)
        order = np.argsort(labels, kind="stable")
        self._examples = ByteMatrix.of(self._seen_from_centre(vectors[order]))
        # Where each label's examples begin.
        self._starts = np.searchsorted(labels[order], np.arange(labels.max() + 1))

    def _seen_from_centre(self, vectors: np.ndarray) -> np.ndarray:
        moved = vectors - self._centre
        return moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)

    def scores(self, vectors: np.ndarray) -> np.ndarray:
        asked = self._seen_from_centre(vectors)
        return np.vstack([self._scores(asked[i : i + _TOGETHER]) for i in range(0, len(asked), _TOGETHER)])

    def _scores(self, asked: np.ndarray) -> np.ndarray:
        cosines = self._examples.products(asked)
        votes = np.add.reduceat(np.exp(_FOCUS * (cosines - 1)), self._starts, axis=1)
        return np.log(votes / votes.sum(axis=1, keepdims=True) + _FLOOR)

    def arrays(self) -> dict[str, np.ndarray]:
        return {
            "centre": self._centre,
            "starts": self._starts,
            "examples": np.frombuffer(self._examples.graph, np.uint8),
            "steps": self._examples.steps,
        }

    @classmethod
    def of(cls, arrays: Mapping[str, np.ndarray]) -> Neighbours:
        kept = cls.__new__(cls)
        kept._centre, kept._starts = arrays["centre"], arrays["starts"]
        kept._examples = ByteMatrix(arrays["examples"].tobytes(), arrays["steps"])
        return kept
