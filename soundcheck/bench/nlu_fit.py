"""Finds the classifier's weights and leanings on real messages, and what they bring on messages they did not see.

Examples are written so that every topic has enough of them; real messages are not spread like that, and chatter is more
varied than "how do I cancel". One number an intent tells both: its leaning. That of a rare intent keeps near zero.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax

from bot.components.intent_model import IntentModel
from soundcheck.bench.nlu_data import Messages
from soundcheck.bench.nlu_exam import Settings
from soundcheck.bench.nlu_measures import Answers

# How strongly leanings are held at zero; 0.001 to 0.005 were as good on sets that were left out.
_HOLD = 0.002
# No further: traffic changes, and a sentence that says it plainly has to be sure of its topic whatever is frequent.
_LEAST, _MOST = -0.3, 0.8
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


def fit(known: Messages, sets: Mapping[str, Messages]) -> tuple[Settings, Answers]:
    """What to write into config.yml, and the answers to each set by what was found on the others.

    Raises ValueError for fewer than two sets: nothing would be left to see whether it helps.
    """
    if len(sets) < 2:
        raise ValueError("Fitting needs at least two sets of real messages.")
    model = IntentModel()
    model.fit(known.texts, known.vectors(), known.labels, [1.0, 1.0])
    scores = {name: _Scores(model, messages) for name, messages in sets.items()}
    rows, right = [], []
    for name, messages in sets.items():
        weights, leanings = _found([other for key, other in scores.items() if key != name])
        rows.append(softmax(np.tensordot(weights, scores[name].parts, 1) + leanings, axis=1))
        right += messages.labels
    weights, leanings = _found(list(scores.values()))
    kept = {
        intent: round(float(number), 1)
        for intent, number in zip(model.intents, leanings, strict=True)
        if abs(number) >= LEAST
    }
    settings = Settings([round(float(weight), 1) for weight in weights], kept)
    return settings, Answers(right, model.intents, np.vstack(rows))


def _found(several: list[_Scores]) -> tuple[np.ndarray, np.ndarray]:
    """The weights and leanings under which the right labels surprise least."""
    scores = sum(several[1:], several[0])
    count, intents = scores.parts.shape[1:]
    right = np.zeros((count, intents))
    right[np.arange(count), scores.labels] = 1

    def surprise(numbers: np.ndarray) -> tuple[float, np.ndarray]:
        weights, leanings = numbers[:2], numbers[2:]
        logs = log_softmax(np.tensordot(weights, scores.parts, 1) + leanings, axis=1)
        wrong = (np.exp(logs) - right) / count
        slopes = [(wrong * part).sum() for part in scores.parts]
        value = -(logs * right).sum() / count + _HOLD * leanings @ leanings
        return float(value), np.concatenate([slopes, wrong.sum(axis=0) + 2 * _HOLD * leanings])

    start = np.concatenate([np.ones(2), np.zeros(intents)])
    # A part whose word counts against itself would be a part that is broken.
    bounds = [(0, None)] * 2 + [(_LEAST, _MOST)] * intents
    found = minimize(surprise, start, jac=True, bounds=bounds, method="L-BFGS-B").x
    return found[:2], found[2:]
