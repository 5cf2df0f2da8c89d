import numpy as np
import pytest

from bot.components import neighbours
from bot.components.neighbours import Neighbours

AXES = np.eye(6, dtype=np.float32)


def test_the_label_of_near_examples_has_the_largest_share() -> None:
    votes = Neighbours(AXES, np.array([2, 0, 1, 2, 0, 1])).scores(AXES[[0, 2]])

    assert votes.argmax(axis=1).tolist() == [2, 1]
    assert np.allclose(np.exp(votes).sum(axis=1), 1, atol=1e-3)


def test_one_message_alone_gets_what_it_gets_among_others() -> None:
    votes = Neighbours(AXES, np.array([2, 0, 1, 2, 0, 1]))

    assert np.allclose(votes.scores(AXES[:1]), votes.scores(AXES[:2])[:1], atol=1e-6)


def test_what_is_looked_at_closely_gets_the_cosines_of_all_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(7)
    themes = chance.normal(size=(6, 40))
    # Sentences of a theme are alike, and all that sentences say lies in few directions.
    labels = np.repeat(np.arange(6), 50)
    examples = (themes[labels] + 0.8 * chance.normal(size=(300, 40))).astype(np.float32)
    asked = (themes + 0.8 * chance.normal(size=(6, 40))).astype(np.float32)
    whole = Neighbours(examples, labels).scores(asked)
    monkeypatch.setattr(neighbours, "_DIRECTIONS", 8)
    monkeypatch.setattr(neighbours, "_CANDIDATES", 60)

    some = Neighbours(examples, labels).scores(asked)

    assert not np.array_equal(some, whole)
    near = np.exp(whole) > 0.05
    assert np.allclose(np.exp(some)[near], np.exp(whole)[near], atol=0.05)


def test_what_is_kept_votes_the_same() -> None:
    fresh = Neighbours(AXES, np.array([2, 0, 1, 2, 0, 1]))

    assert np.allclose(Neighbours.of(fresh.arrays()).scores(AXES), fresh.scores(AXES), atol=1e-2)
