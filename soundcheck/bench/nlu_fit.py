"""Finds the classifier's weights and leanings on real messages, and what they bring on messages they did not see.

Examples are written so that every topic has enough of them; real messages are not spread like that, and chatter is more
varied than "how do I cancel". One number an intent tells both: its leaning. That of a rare intent keeps near zero.
Messages of a rare label count a little more than others: half of what is collected are thanks and details, and a desk
that took rare problems for these would be right more often and help less.
How sure the answers are is set by messages that steered nothing: those whose errors were looked at when examples were
written are answered better than what will come.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.optimize import minimize, minimize_scalar
from scipy.special import log_softmax, softmax

from bot.components.intent_model import IntentModel
from soundcheck.bench.nlu_data import Messages
from soundcheck.bench.nlu_exam import Settings
from soundcheck.bench.nlu_measures import Answers

# How strongly leanings are held at zero; 0.001 to 0.005 were as good on sets that were left out.
_HOLD = 0.002
# No further: traffic changes, and a sentence that says it plainly has to be sure of its topic whatever is frequent.
_LEAST, _MOST = -0.3, 0.8
# 0 would count every message alike, 1 every label; with 0.5 the answers were worse calibrated.
_EVEN = 0.25
#: Smaller leanings change nothing and would only fill config.yml.
LEAST = 0.1


class _Scores:
    """A model's scores of labelled messages; one model is asked for all sets."""

    def __init__(self, model: IntentModel, messages: Messages) -> None:
        linear, near = model.scores(messages.texts, messages.vectors())
        # In single precision the search sees noise for slopes.
        self.parts = np.stack([linear, near]).astype(float)
        self.labels = np.array([model.intents.index(label) for label in messages.labels])

    def __add__(self, other: _Scores) -> _Scores:
        both = _Scores.__new__(_Scores)
        both.parts = np.concatenate([self.parts, other.parts], axis=1)
        both.labels = np.concatenate([self.labels, other.labels])
        return both


def fit(known: Messages, sets: Mapping[str, Messages], unseen: Messages) -> tuple[Settings, Answers]:
    """What to write into config.yml: weights and leanings by the sets, how sure to be by the `unseen` messages.

    And the answers to the unseen ones, where each half is as sure as the other half said.
    """
    model = IntentModel()
    model.fit(known.texts, known.vectors(), known.labels, [1.0, 1.0])
    weights, leanings = _found([_Scores(model, messages) for messages in sets.values()])
    scores = _Scores(model, unseen)
    logits = np.tensordot(weights, scores.parts, 1) + leanings
    odd = np.arange(len(logits)) % 2 == 1
    probabilities = np.zeros_like(logits)
    for half in (odd, ~odd):
        probabilities[half] = softmax(_sureness(logits[~half], scores.labels[~half]) * logits[half], axis=1)
    sure = _sureness(logits, scores.labels)
    kept = {
        intent: round(float(sure * number), 1)
        for intent, number in zip(model.intents, leanings, strict=True)
        if abs(sure * number) >= LEAST
    }
    settings = Settings([round(float(sure * weight), 2) for weight in weights], kept)
    return settings, Answers(unseen.labels, model.intents, probabilities)


def _sureness(logits: np.ndarray, labels: np.ndarray) -> float:
    """The factor that makes the right labels surprise least; it changes no ranking."""
    rows = np.arange(len(labels))

    def surprise(factor: float) -> float:
        return float(-log_softmax(factor * logits, axis=1)[rows, labels].mean())

    return float(minimize_scalar(surprise, bounds=(0.1, 3), method="bounded").x)


def _found(several: list[_Scores]) -> tuple[np.ndarray, np.ndarray]:
    """The weights and leanings under which the right labels surprise least."""
    scores = sum(several[1:], several[0])
    count, intents = scores.parts.shape[1:]
    share = np.bincount(scores.labels)[scores.labels] ** -_EVEN
    share /= share.sum()
    right = np.zeros((count, intents))
    right[np.arange(count), scores.labels] = share

    def surprise(numbers: np.ndarray) -> tuple[float, np.ndarray]:
        weights, leanings = numbers[:2], numbers[2:]
        logs = log_softmax(np.tensordot(weights, scores.parts, 1) + leanings, axis=1)
        wrong = np.exp(logs) * share[:, np.newaxis] - right
        slopes = [(wrong * part).sum() for part in scores.parts]
        value = -(logs * right).sum() + _HOLD * leanings @ leanings
        return float(value), np.concatenate([slopes, wrong.sum(axis=0) + 2 * _HOLD * leanings])

    start = np.concatenate([np.ones(2), np.zeros(intents)])
    # A part whose word counts against itself would be a part that is broken.
    bounds = [(0, None)] * 2 + [(_LEAST, _MOST)] * intents
    found = minimize(surprise, start, jac=True, bounds=bounds, method="L-BFGS-B").x
    return found[:2], found[2:]
