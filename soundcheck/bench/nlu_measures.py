"""How good an intent classifier is: accuracy, F1 by label, calibration, risk by coverage. Knows no files, no Rasa."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

BINS = 10
SEED = 7
_DRAWS = 1_000
#: No threshold, and round ones; the assistant acts from 0.5 on.
LEAST = (0.0, 0.3, 0.5, 0.7)


@dataclass(frozen=True)
class Answers:
    """What was right, and what was answered: one row of probabilities per message, one column per name."""

    right: Sequence[str]
    names: Sequence[str]
    probabilities: np.ndarray

    @property
    def best(self) -> list[str]:
        return [self.names[i] for i in self.probabilities.argmax(axis=1)]

    @property
    def hits(self) -> np.ndarray:
        return np.array([said == right for said, right in zip(self.best, self.right, strict=True)])

    @property
    def confidence(self) -> np.ndarray:
        return self.probabilities.max(axis=1)


def figures(answers: Answers) -> dict[str, Any]:
    by_label = f1_by_label(answers)
    order = np.argsort(-answers.probabilities, axis=1)[:, :3]
    among = [right in {answers.names[i] for i in row} for row, right in zip(order, answers.right, strict=True)]
    return {
        "messages": len(answers.right),
        "accuracy": _rounded(answers.hits.mean()),
        "among_three": _rounded(np.mean(among)),
        "macro_f1": _rounded(np.mean([row["f1"] for row in by_label.values()])),
        "calibration_error": _rounded(calibration_error(answers)),
        "calibration_noise": _rounded(calibration_noise(answers)),
        "reliability": reliability(answers),
        "risk_coverage": risk_coverage(answers),
        "by_label": by_label,
        "confusions": confusions(answers),
    }


def f1_by_label(answers: Answers) -> dict[str, dict[str, float]]:
    right, said = Counter(answers.right), Counter(answers.best)
    both = Counter(r for r, s in zip(answers.right, answers.best, strict=True) if r == s)
    return {
        label: {
            "messages": right[label],
            "precision": _rounded(both[label] / said[label] if said[label] else 0.0),
            "recall": _rounded(both[label] / right[label]),
            "f1": _rounded(2 * both[label] / (right[label] + said[label])),
        }
        for label in sorted(right)
    }


def reliability(answers: Answers) -> list[dict[str, float]]:
    """By tenth of confidence: how many, how sure, how often right."""
    tenth = np.minimum((answers.confidence * BINS).astype(int), BINS - 1)
    return [
        {
            "messages": int((tenth == at).sum()),
            "confidence": _rounded(answers.confidence[tenth == at].mean()),
            "right": _rounded(answers.hits[tenth == at].mean()),
        }
        for at in sorted(set(tenth.tolist()))
    ]


def calibration_error(answers: Answers) -> float:
    """The expected one: the mean distance of confidence and share of right answers, over the tenths."""
    rows = reliability(answers)
    return sum(row["messages"] * abs(row["confidence"] - row["right"]) for row in rows) / len(answers.right)


def calibration_noise(answers: Answers) -> float:
    """The calibration error that answers as sure as these would show by chance if they were perfectly calibrated.

    A few hundred messages in ten bins are never spread as they should be: an error near this one tells of no fault.
    """
    chance = np.random.default_rng(SEED)
    tenth = np.minimum((answers.confidence * BINS).astype(int), BINS - 1)
    shares = []
    for _ in range(_DRAWS):
        missed = answers.confidence - (chance.random(len(tenth)) < answers.confidence)
        shares.append(np.abs(np.bincount(tenth, missed, BINS)).sum() / len(tenth))
    return float(np.mean(shares))


def risk_coverage(answers: Answers) -> list[dict[str, float]]:
    """If only answers at least this sure count: how many messages are answered, and how many of those wrongly."""
    rows = []
    for least in np.arange(0, 1, 0.05):
        kept = answers.confidence >= least
        if kept.any():
            risk = 1 - answers.hits[kept].mean()
            rows.append({"least": _rounded(least), "answered": _rounded(kept.mean()), "wrong": _rounded(risk)})
    return rows


def out_of_scope(answers: Answers, label: str) -> list[dict[str, float]]:
    """If answers below `least` count as `label`: how many with another label are right, how many with it are found."""
    outside = np.array([right == label for right in answers.right])
    rows = []
    for least in LEAST:
        sure = answers.confidence >= least
        found = ~sure | np.array([said == label for said in answers.best])
        rows.append({
            "least": least,
            "in_scope_right": _rounded((answers.hits & sure)[~outside].mean()),
            "out_of_scope_found": _rounded(found[outside].mean()),
        })  # fmt: skip
    return rows


def confusions(answers: Answers, most: int = 30) -> list[dict[str, Any]]:
    wrong = Counter(pair for pair in zip(answers.right, answers.best, strict=True) if pair[0] != pair[1])
    return [{"right": right, "said": said, "messages": n} for (right, said), n in wrong.most_common(most)]


def _rounded(value: float) -> float:
    return round(float(value), 4)
