"""Trains the pipeline that Rasa's documentation recommends on the same messages, so that figures stand side by side."""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from soundcheck.bench.nlu_measures import Answers, figures

# https://rasa.com/docs/rasa/tuning-your-model/ — the default pipeline for whitespace-tokenised languages.
_CONFIG: dict[str, Any] = {
    "recipe": "default.v1",
    "language": "en",
    "pipeline": [
        {"name": "WhitespaceTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
        {"name": "DIETClassifier", "epochs": 100, "entity_recognition": False, "constrain_similarities": True},
    ],
}


def examine(known: Any, asked: Any) -> dict[str, Any]:
    """The same figures as of our own pipeline, which needs minutes to train where ours needs seconds."""
    from bot.components.rasa_environment import import_rasa_quietly, prepare_environment

    prepare_environment(threads=2)
    import_rasa_quietly()
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    with tempfile.TemporaryDirectory() as directory:
        folder = Path(directory)
        names = _write(folder, known)
        started = time.perf_counter()
        model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder / "models"))
        trained = time.perf_counter() - started
        agent = Agent.load(model)
        started = time.perf_counter()
        rows = asyncio.run(_rankings(agent, asked.texts))
        seconds = time.perf_counter() - started
    intents = sorted(set(known.labels))
    places = {intent: place for place, intent in enumerate(intents)}
    probabilities = np.zeros((len(asked.texts), len(intents)))
    for at, ranking in enumerate(rows):
        for entry in ranking:
            probabilities[at, places[names[entry["name"]]]] = entry["confidence"]
    return {
        **figures(Answers(asked.labels, intents, probabilities)),
        "training_seconds": round(trained, 1),
        "messages_per_second": round(len(rows) / seconds, 1),
    }


def _write(folder: Path, known: Any) -> dict[str, str]:
    """Rasa's files; labels get plain names there, because a label may hold a slash or a question mark."""
    names = {f"label{place}": label for place, label in enumerate(sorted(set(known.labels)))}
    entries = []
    for name, label in names.items():
        own = [text for text, of in zip(known.texts, known.labels, strict=True) if of == label and text]
        # Brackets would be read as entities.
        lines = [f"- {text.replace('[', '(').replace(']', ')')}" for text in own]
        entries.append({"intent": name, "examples": LiteralScalarString("\n".join(lines) + "\n")})
    YAML().dump(_CONFIG, folder / "config.yml")
    YAML().dump({"version": "3.1", "nlu": entries}, folder / "nlu.yml")
    return names


async def _rankings(agent: Any, texts: list[str]) -> list[list[dict[str, Any]]]:
    return [(await agent.parse_message(text))["intent_ranking"] for text in texts]
