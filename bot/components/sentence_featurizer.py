"""Puts the sentence encoder into Rasa's pipeline, and remembers the vectors of the training examples."""

from __future__ import annotations

import hashlib
import logging
import os
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.fingerprint import hash_of_modules
from bot.components.sentence_encoder import VERSION, shared_encoder
from bot.components.text_normalizer import normalize

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """One vector for the whole message, none per word: nothing behind it labels words."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceFeaturizer:
        return cls(execution_context.node_name, config)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """There is nothing to set."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        return hash_of_modules("sentence_encoder", "sentence_graph", "text_normalizer", "plain_signs", "../flows/signs")

    def process(self, messages: list[Message]) -> list[Message]:
        self._add(messages, shared_encoder().encode([normalize(message.get(TEXT)) for message in messages]))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        messages = [message for message in training_data.training_examples if message.get(TEXT)]
        self._add(messages, _VectorCache().encode([normalize(message.get(TEXT)) for message in messages]))
        return training_data

    def _add(self, messages: list[Message], vectors: np.ndarray) -> None:
        for message, vector in zip(messages, vectors, strict=True):
            alias = self._config[FEATURIZER_CLASS_ALIAS]
            message.add_features(Features(vector[np.newaxis, :], FEATURE_TYPE_SENTENCE, TEXT, alias))


class _VectorCache:
    """Vectors by text in one file of the data directory; a writer who adds ten examples waits for ten, not for all."""

    def __init__(self) -> None:
        folder = Path(os.environ.get("SOUNDCHECK_DATA_DIR", "var")) / "encoder"
        self._file = folder / f"vectors-{VERSION}.npz"

    def encode(self, texts: list[str]) -> np.ndarray:
        known = self._read()
        keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            logger.info("Computing what %d new examples mean …", len(missing))
            known |= dict(zip(missing, shared_encoder().encode(list(missing.values())), strict=True))
            # Only what this training uses is kept, so the file does not grow for ever.
            self._write({key: known[key] for key in dict.fromkeys(keys)})
        return np.vstack([known[key] for key in keys])

    def _read(self) -> dict[str, np.ndarray]:
        try:
            with np.load(self._file, allow_pickle=False) as stored:
                return dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))
        except (OSError, ValueError, KeyError):
            # No cache, or one cut short by a crash: the vectors are computed again.
            return {}

    def _write(self, vectors: dict[str, np.ndarray]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        np.savez(self._file, keys=np.array(list(vectors)), vectors=np.vstack(list(vectors.values())))
