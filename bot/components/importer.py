"""Gives Rasa the domain that follows from flows, NLU examples and gazetteers, and the NLU examples themselves.

A broken flow file stops here with all its problems; Rasa itself would go on with an empty domain.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.exceptions import RasaException
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import read_yaml_file

from bot.components.entity_extractor import GAZETTEERS
from bot.components.gazetteer import Gazetteer
from bot.components.published import needed_vocabulary
from bot.components.slots import OWN_SLOTS, SAY_ACTION
from bot.flows import FlowProblems

NLU = "data/nlu"

# Rasa trains no dialogue model where there are no stories; one rule that never decides anything is enough.
ANCHOR_RULE = """
version: "3.1"
rules:
- rule: the flow policy decides everything
  steps:
  - intent: {intent}
  - action: {action}
"""

# `custom` without an action: Rasa's own slot filling leaves these slots alone, so that the engine is the only writer.
SLOT = {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]}


class BrokenFlows(RasaException):
    """The flow files have problems; the message lists them."""


class FlowsImporter(RasaFileImporter):
    """Named in config.yml as the one importer. Reads data/nlu only, whatever paths Rasa's command line is given."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        super().__init__(config_file, domain_path, NLU)

    def get_domain(self) -> Domain:
        return self._domain

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        return self._nlu

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
        from rasa.shared.utils.io import read_yaml

        rule = read_yaml(ANCHOR_RULE.format(intent=min(self._domain.intents), action=SAY_ACTION))
        return StoryGraph(YAMLStoryReader(self._domain).read_from_parsed_yaml(rule))

    @cached_property
    def _nlu(self) -> TrainingData:
        return super().get_nlu_data()

    @cached_property
    def _domain(self) -> Domain:
        try:
            needed = needed_vocabulary()
        except FlowProblems as problems:
            raise BrokenFlows(f"The flows cannot be used:\n{problems}") from problems
        fixed: dict[str, Any] = read_yaml_file(self._domain_path) if self._domain_path else {}
        intents = {example.get("intent") for example in self._nlu.intent_examples} | needed.intents
        return Domain.from_dict(
            {
                **fixed,
                "intents": sorted(intents | set(fixed.get("intents", ()))),
                "entities": sorted(
                    {*fixed.get("entities", ()), *Gazetteer(Path(GAZETTEERS)).entities, *needed.entities}
                ),
                "slots": {name: dict(SLOT) for name in sorted({*fixed.get("slots", ()), *needed.slots, *OWN_SLOTS})},
                "actions": sorted({*fixed.get("actions", ()), *needed.actions}),
                # The text is never sent; Rasa wants one for a response that it knows.
                "responses": {SAY_ACTION: [{"text": "…"}]},
            }
        )
