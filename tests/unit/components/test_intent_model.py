from pathlib import Path

import numpy as np
import pytest

from bot.components.intent_model import IntentModel
from bot.components.sentence_encoder import SentenceEncoder, shared_encoder

EXAMPLES = {
    "playback": ["my songs keep skipping", "music stops by itself", "the song pauses after ten seconds", "it buffers"],
    "billing": ["I was charged twice", "why did you take money", "an unknown charge", "refund this charge"],
    "login": ["I can't log in", "my password is wrong", "locked out of my account", "the login page fails"],
}
TEXTS = [text for texts in EXAMPLES.values() for text in texts]
INTENTS = [intent for intent, texts in EXAMPLES.items() for _ in texts]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return shared_encoder()


@pytest.fixture(scope="module")
def model(encoder: SentenceEncoder) -> IntentModel:
    model = IntentModel()
    model.fit(TEXTS, encoder.encode(TEXTS), INTENTS)
    return model


def test_vectors_are_of_length_one_and_alike_sentences_are_near(encoder: SentenceEncoder) -> None:
    skipping, stopping, cancel = encoder.encode(["my music skips", "songs stop by themselves", "cancel my plan"])

    assert np.linalg.norm(skipping) == pytest.approx(1, abs=1e-4)
    assert skipping @ stopping > skipping @ cancel + 0.1


def test_a_vector_does_not_depend_on_its_neighbours(encoder: SentenceEncoder) -> None:
    # Of as many tokens and of another number of them, and more than go through the encoder at once.
    things = ("sound", "songs", "music", "app", "phone", "car", "tv", "watch")
    texts = [f"{this} {that}" for this in ("no", "loud", "!") for that in things]
    texts = [*texts, "a much longer sentence between short ones", *reversed(texts), "word " * 300]

    # A conversation asks for one sentence, `soundcheck classify` for many: both have to get the same.
    assert np.allclose(encoder.encode(texts), np.vstack([encoder.encode([text]) for text in texts]), atol=1e-5)


def test_nothing_to_encode_is_no_error(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, 384)
    assert encoder.encode([""]).shape == (1, 384)


@pytest.mark.parametrize(
    ("said", "intent"),
    [("songs skip all the time", "playback"), ("you took money twice", "billing"), ("can not login", "login")],
)
def test_words_that_were_not_seen_are_understood(
    model: IntentModel, encoder: SentenceEncoder, said: str, intent: str
) -> None:
    row = model.probabilities([said], encoder.encode([said]))[0]

    assert model.intents[int(row.argmax())] == intent
    assert row.sum() == pytest.approx(1)


def test_a_saved_model_answers_the_same(encoder: SentenceEncoder, tmp_path: Path) -> None:
    model = IntentModel()
    model.fit(TEXTS, encoder.encode(TEXTS), INTENTS, [2.0, 1.0], {"billing": 0.7})
    model.save(tmp_path)

    loaded = IntentModel.load(tmp_path)

    said, vectors = ["charged"], encoder.encode(["charged"])
    assert np.allclose(loaded.probabilities(said, vectors), model.probabilities(said, vectors), atol=1e-5)


def test_a_leaning_decides_where_the_words_do_not(encoder: SentenceEncoder) -> None:
    said, plain, leaning = "it is all wrong again", IntentModel(), IntentModel()
    vectors = encoder.encode(TEXTS)
    plain.fit(TEXTS, vectors, INTENTS, [1.0, 1.0])
    leaning.fit(TEXTS, vectors, INTENTS, [1.0, 1.0], {"billing": 1.5})

    before, after = (np.log(m.probabilities([said], encoder.encode([said]))[0]) for m in (plain, leaning))

    moved = after - before
    assert moved[0] - moved[1] == pytest.approx(1.5, abs=1e-4)
    assert moved[1] == pytest.approx(moved[2], abs=1e-4)


def test_two_intents_are_enough(encoder: SentenceEncoder) -> None:
    model = IntentModel()
    model.fit(TEXTS[:8], encoder.encode(TEXTS[:8]), INTENTS[:8])

    row = model.probabilities(["I was charged"], encoder.encode(["I was charged"]))[0]

    assert model.intents[int(row.argmax())] == "billing"


def test_an_intent_with_one_example_is_refused(encoder: SentenceEncoder) -> None:
    with pytest.raises(ValueError, match="two examples"):
        IntentModel().fit(TEXTS[:5], encoder.encode(TEXTS[:5]), INTENTS[:5])
