"""Puts the gazetteers into Rasa's pipeline: adds what they find to the message's entities."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.fingerprint import hash_of, hash_of_modules
from bot.components.gazetteer import Gazetteer

GAZETTEERS = Path("data/gazetteers")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class GazetteerExtractor(GraphComponent, EntityExtractorMixin):
    """Reads the lists when the model is loaded, so a new device name needs a restart but no training."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._gazetteer = Gazetteer(Path(config.get("folder", GAZETTEERS)))

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"folder": str(GAZETTEERS)}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GazetteerExtractor:
        return cls(config)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        return hash_of([Path(config.get("folder", GAZETTEERS))]) + hash_of_modules(
            "gazetteer", "ruled_out", "plain_signs"
        )

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT)
            found = [
                {
                    "entity": match.entity,
                    "value": match.value,
                    "start": match.start,
                    "end": match.end,
                    "implied": match.implied,
                    "extractor": self.name,
                }
                for match in self._gazetteer.find(text)
            ]
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages
