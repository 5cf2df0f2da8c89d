"""The trained assistant understands what the journeys and the demo stand on, without asking back."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.components.classify import Classifier
from bot.components.model_archive import newest_model

EXAM = YAML(typ="safe", pure=True).load((Path(__file__).parents[2] / "data/exams/must_pass.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    model = newest_model()
    assert model is not None, "There is no model yet: make train"
    return Classifier(model)


@pytest.mark.rasa
@pytest.mark.parametrize(
    ("intent", "sentence"), [(intent, text) for intent, texts in EXAM["sentences"].items() for text in texts]
)
def test_what_must_pass_is_understood_at_once(classifier: Classifier, intent: str, sentence: str) -> None:
    (understood,) = classifier.classify([sentence])
    best, confidence = understood.ranking[0]

    assert (best, confidence >= EXAM["least"]) == (intent, True), understood.ranking
