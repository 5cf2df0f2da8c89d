"""The guess of a question's topics: from the newest trained model, and none where there is none."""

import tarfile
from pathlib import Path

import pytest

from bot.components.intent_model import IntentModel
from bot.components.sentence_encoder import shared_encoder
from bot.components.topic_guess import guess_of_newest

EXAMPLES = {
    "offline_downloads/lost": ["my downloads are gone", "all my downloads vanished"],
    "offline_downloads/limit": ["how many downloads may I have", "is there a limit of downloads"],
    "billing_unexpected_charge": ["I was charged twice", "an unknown charge", "you took money twice"],
}


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, learned = tmp_path_factory.mktemp("models"), tmp_path_factory.mktemp("learned")
    texts = [text for several in EXAMPLES.values() for text in several]
    model = IntentModel()
    model.fit(texts, shared_encoder().encode(texts), [intent for intent in EXAMPLES for _ in EXAMPLES[intent]], [2, 1])
    model.save(learned)
    with tarfile.open(folder / "a.tar.gz", "w:gz") as archive:
        for file in learned.iterdir():
            archive.add(file, f"components/train_TopicClassifier3/{file.name}")
    return folder


def test_intents_of_one_topic_are_one(models: Path) -> None:
    guess = guess_of_newest(models)
    assert guess is not None

    question = "where did my downloads go"
    likely = guess(question, shared_encoder().encode([question])[0])

    assert set(likely) == {"offline_downloads", "billing_unexpected_charge"}
    assert likely["offline_downloads"] > 0.5
    assert sum(likely.values()) == pytest.approx(1)


def test_without_a_model_nothing_is_guessed(tmp_path: Path) -> None:
    assert guess_of_newest(tmp_path) is None
    assert guess_of_newest(tmp_path / "missing") is None


def test_a_broken_model_costs_the_guess_only(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "half.tar.gz").write_bytes(b"half a model")

    assert guess_of_newest(tmp_path) is None
    assert "cannot be read" in caplog.text
