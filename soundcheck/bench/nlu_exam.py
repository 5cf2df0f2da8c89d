"""Trains `IntentModel` on some messages and asks it others; once for the figures, more often for a learning curve."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from ruamel.yaml import YAML

from bot.components.intent_model import IntentModel
from bot.components.sentence_encoder import shared_encoder
from soundcheck.bench import nlu_measures
from soundcheck.bench.nlu_data import Messages
from soundcheck.settings import ROOT

SEED = 7
_SHARES = (0.125, 0.25, 0.5, 1.0)
_WEIGHTS = [2.4, 1.0]


def split(messages: Messages) -> tuple[Messages, Messages]:
    """Four fifths to learn from, one to be asked."""
    order = np.random.default_rng(SEED).permutation(len(messages.texts))
    return messages.some(order[len(order) // 5 :]), messages.some(order[: len(order) // 5])


@dataclass(frozen=True)
class Settings:
    """The classifier's, as in config.yml; without weights it finds them by cross-validation."""

    weights: list[float] | None = None
    leanings: dict[str, float] = field(default_factory=dict)


def settings_of_the_project() -> Settings:
    pipeline = YAML(typ="safe").load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    part = next(part for part in pipeline if part["name"].endswith("TopicClassifier"))
    return Settings(part.get("weights"), part.get("leanings") or {})


def examine(known: Messages, asked: Messages, settings: Settings) -> tuple[nlu_measures.Answers, dict[str, Any]]:
    """The answers, and their figures; `processor_ms` is what a message costs, whatever else the machine does."""
    vectors = known.vectors()
    started = time.perf_counter()
    model = IntentModel()
    model.fit(known.texts, vectors, known.labels, settings.weights, settings.leanings)
    trained = time.perf_counter() - started
    encoder = shared_encoder()
    started = time.process_time()
    # One by one, as they come in conversations, and as the peer is asked.
    probabilities = np.vstack([model.probabilities([text], encoder.encode([text])) for text in asked.texts])
    seconds = time.process_time() - started
    answers = nlu_measures.Answers(asked.labels, model.intents, probabilities)
    return answers, {
        **nlu_measures.figures(answers),
        "examples": len(known.texts),
        "weights": [round(float(weight), 3) for weight in model._weights],
        "training_seconds": round(trained, 1),
        "processor_ms": round(1000 * seconds / len(asked.texts), 2),
    }


def learning_curve(known: Messages, asked: Messages, settings: Settings) -> list[dict[str, float]]:
    """Accuracy after learning from a share of each label's examples."""
    order = np.random.default_rng(SEED).permutation(len(known.texts))
    vectors, exam = known.vectors(), asked.vectors()
    rows = []
    for share in _SHARES:
        kept: list[int] = []
        for label in sorted(set(known.labels)):
            own = [i for i in order if known.labels[i] == label]
            kept += own[: max(2, round(share * len(own)))]
        if rows and len(kept) == rows[-1]["examples"]:
            continue  # Of few examples a quarter is as many as an eighth.
        model = IntentModel()
        part = known.some(kept)
        # Weights from the whole: finding them anew at each point would measure that search, not the examples.
        model.fit(part.texts, vectors[kept], part.labels, settings.weights or _WEIGHTS, settings.leanings)
        answers = nlu_measures.Answers(asked.labels, model.intents, model.probabilities(asked.texts, exam))
        rows.append({"examples": len(kept), "accuracy": round(float(answers.hits.mean()), 4)})
    return rows
