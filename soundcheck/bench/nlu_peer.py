"""Examines the pipeline that Rasa's documentation recommends with the same messages, so that figures stand together."""

from __future__ import annotations

from typing import Any

import numpy as np

from bot.components.stock_pipeline import ask_stock_rasa
from soundcheck.bench.nlu_data import Messages
from soundcheck.bench.nlu_measures import Answers, figures


def examine(known: Messages, asked: Messages, epochs: int) -> tuple[Answers, dict[str, Any]]:
    """The same as of our own pipeline; it needs minutes to train where ours needs seconds."""
    found = ask_stock_rasa(list(zip(known.texts, known.labels, strict=True)), asked.texts, epochs)
    labels = sorted(set(known.labels))
    probabilities = np.array([[ranking.get(label, 0.0) for label in labels] for ranking in found.rankings])
    answers = Answers(asked.labels, labels, probabilities)
    return answers, {
        **figures(answers),
        "epochs": epochs,
        "training_seconds": round(found.training_seconds, 1),
        "processor_ms": round(1000 * found.answering_seconds / len(asked.texts), 2),
    }
