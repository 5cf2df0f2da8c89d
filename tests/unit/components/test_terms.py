import numpy as np
import pytest

from bot.components.intent_model import IntentModel

TEXTS = ["my songs keep skipping", "the the the song skips", "I was charged twice", "charged again and again", "é ß 🎵"]
UNSEEN = [*TEXTS, "songs are charged", "zzz", "", "SKIPPING skipping!"]


def test_a_text_scores_what_scikit_learns_matrices_give_it() -> None:
    vectors = np.random.default_rng(1).normal(size=(len(TEXTS), 8)).astype(np.float32)
    model = IntentModel()
    model.fit(TEXTS, vectors, ["playback", "playback", "billing", "billing", "other"], [1.0, 1.0])
    asked = np.random.default_rng(2).normal(size=(len(UNSEEN), 8)).astype(np.float32)

    linear, _ = model.scores(UNSEEN, asked)

    assert linear == pytest.approx(model._features(UNSEEN, asked) @ model._coefficients + model._intercept, abs=1e-5)
