"""The pipeline that Rasa's documentation recommends (DIET), to be compared with ours; no conversation uses it."""

from __future__ import annotations

import asyncio
import logging
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from bot.components.rasa_environment import import_rasa_quietly, prepare_environment

# https://rasa.com/docs/rasa/tuning-your-model/ — the default pipeline for whitespace-tokenised languages.
_BEFORE_DIET: list[dict[str, Any]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
]
#: The default of DIET, and what its documentation recommends.
EPOCHS = 100


@dataclass(frozen=True)
class StockAnswers:
    """For each text the labels with their confidences; training by the clock, answering in processor time."""

    rankings: list[dict[str, float]]
    training_seconds: float
    answering_seconds: float


def ask_stock_rasa(examples: Sequence[tuple[str, str]], texts: Sequence[str], epochs: int = EPOCHS) -> StockAnswers:
    """Train on examples of text and label, and classify the texts."""
    prepare_environment(threads=2)
    import_rasa_quietly()
    # Without it Rasa prints a line of debugging for every message.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        names = write_examples(folder / "nlu.yml", examples)
        config = {"recipe": "default.v1", "language": "en", "pipeline": pipeline(epochs)}
        YAML().dump(config, folder / "config.yml")
        started = time.perf_counter()
        model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder / "models"))
        trained = time.perf_counter()
        agent = Agent.load(model)
        loaded = time.process_time()
        parsed = asyncio.run(_parsed(agent, texts))
        done = time.process_time()
    rankings = [{names[entry["name"]]: entry["confidence"] for entry in ranking} for ranking in parsed]
    return StockAnswers(rankings, trained - started, done - loaded)


def pipeline(epochs: int) -> list[dict[str, Any]]:
    """As `pipeline:` of a config.yml."""
    diet = {"name": "DIETClassifier", "epochs": epochs, "entity_recognition": False, "constrain_similarities": True}
    return [*_BEFORE_DIET, diet]


def write_examples(file: Path, examples: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Rasa's file of them. Labels get plain names there, because a label may hold a slash or a question mark."""
    names = {f"label{place}": label for place, label in enumerate(sorted({label for _, label in examples}))}
    entries = []
    for name, label in names.items():
        # Brackets would be read as entities.
        own = [text.replace("[", "(").replace("]", ")") for text, of in examples if of == label and text]
        entries.append({"intent": name, "examples": LiteralScalarString("".join(f"- {text}\n" for text in own))})
    YAML().dump({"version": "3.1", "nlu": entries}, file)
    return names


async def _parsed(agent: Any, texts: Sequence[str]) -> list[list[dict[str, Any]]]:
    return [(await agent.parse_message(text))["intent_ranking"] for text in texts]
