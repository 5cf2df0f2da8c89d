"""Puts `IntentModel` into Rasa's pipeline: reads the message's text and sentence vector, sets intent and ranking."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.fingerprint import hash_of_modules
from bot.components.intent_model import IntentModel
from bot.components.parts import grouped, parts_of, understood
from bot.components.sentence_encoder import shared_encoder
from bot.components.sentence_featurizer import SentenceFeaturizer
from bot.components.text_normalizer import normalize
from bot.flows.topics import topic_of


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(GraphComponent, IntentClassifier):
    """Calibrated: of the messages with confidence 0.8, about eight in ten are right."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._ranking_length = config.get("ranking_length", 10)
        self._weights = config.get("weights")
        self._leanings = config.get("leanings")
        self._storage = storage
        self._resource = resource
        self._model: IntentModel | None = None

    @classmethod
    def required_components(cls) -> list[type]:
        return [SentenceFeaturizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        # Ten are enough for a clarifying question and for exams of the top three. No weights: by cross-validation.
        return {"ranking_length": 10, "weights": None, "leanings": None}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TopicClassifier:
        return cls(config, model_storage, resource)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        return hash_of_modules(
            "intent_model", "neighbours", "byte_matrix", "terms", "text_normalizer", "plain_signs", "../flows/signs"
        )

    def train(self, training_data: TrainingData) -> Resource:
        examples = [message for message in training_data.intent_examples if message.get(TEXT)]
        intents = [message.get(INTENT) for message in examples]
        self._model = IntentModel()
        self._model.fit(self._texts(examples), self._vectors(examples), intents, self._weights, self._leanings)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TopicClassifier:
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._model = IntentModel.load(folder)
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        if self._model is None:
            raise RuntimeError("The classifier was not trained.")
        for message, row in zip(
            messages, self._model.probabilities(self._texts(messages), self._vectors(messages)), strict=True
        ):
            best = np.argsort(-row)[: self._ranking_length]
            ranking = [{"name": self._model.intents[i], "confidence": float(row[i])} for i in best]
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
            message.set("parts", self._parts(message, ranking[0]["name"]), add_to_output=True)
        return messages

    def _parts(self, message: Message, whole: str) -> list[dict[str, Any]]:
        """The clauses in the listener's own spelling, each understood by itself; nothing where there is only one."""
        text = message.get(TEXT)
        parts = parts_of(text)
        if self._model is None or not parts:
            return []
        plain = [normalize(part) for part in parts]
        rows = self._model.probabilities(plain, shared_encoder().encode(plain))
        return [asdict(part) for part in grouped(text, understood(topic_of(whole), self._model.intents, parts, rows))]

    @staticmethod
    def _texts(messages: list[Message]) -> list[str]:
        return [normalize(message.get(TEXT)) for message in messages]

    @staticmethod
    def _vectors(messages: list[Message]) -> np.ndarray:
        return np.vstack([message.get_dense_features(TEXT)[1].features for message in messages])
