"""Guesses which topics a question may be about, with what the newest model learned; for those who have no dialogue."""

from __future__ import annotations

import logging
from collections import defaultdict
from pathlib import Path

import numpy as np

from bot.components.intent_model import IntentModel
from bot.components.model_archive import newest_model
from bot.components.text_normalizer import normalize
from bot.flows.topics import topic_of

logger = logging.getLogger(__name__)


class TopicGuess:
    """How likely each topic is, given a question and its sentence vector; topics that share it sum to one."""

    def __init__(self, model: IntentModel) -> None:
        self._model = model

    def __call__(self, question: str, vector: np.ndarray) -> dict[str, float]:
        likely: dict[str, float] = defaultdict(float)
        row = self._model.probabilities([normalize(question)], vector[np.newaxis])[0]
        for intent, probability in zip(self._model.intents, row, strict=True):
            likely[topic_of(intent)] += float(probability)
        return dict(likely)


def guess_of_newest(models: Path) -> TopicGuess | None:
    """None where nothing was trained yet, or where the model cannot be read."""
    archive = newest_model(models)
    if archive is None:
        return None
    try:
        return TopicGuess(IntentModel.of_archive(archive))
    except Exception:
        logger.exception("Topics of questions are not guessed: %s cannot be read.", archive)
        return None
