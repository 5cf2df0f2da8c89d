import numpy as np
import pytest

from bot.components import neighbours
from bot.components.neighbours import Neighbours

AXES = np.eye(6, dtype=np.float32)
LABELS = np.array([2, 0, 1, 2, 0, 1])


def test_the_label_of_near_examples_has_the_largest_share() -> None:
    votes = Neighbours(AXES, LABELS).scores(AXES[[0, 2]])

    assert votes.argmax(axis=1).tolist() == [2, 1]
    assert np.allclose(np.exp(votes).sum(axis=1), 1, atol=1e-3)


def test_one_message_alone_gets_just_what_it_gets_among_others(monkeypatch: pytest.MonkeyPatch) -> None:
    votes = Neighbours(AXES, LABELS)
    together = votes.scores(AXES)
    monkeypatch.setattr(neighbours, "_TOGETHER", 2)

    assert np.array_equal(votes.scores(AXES[:1]), together[:1])
    assert np.array_equal(votes.scores(AXES), together)


def test_what_is_kept_votes_the_same() -> None:
    fresh = Neighbours(AXES, LABELS)

    assert np.array_equal(Neighbours.of(fresh.arrays()).scores(AXES), fresh.scores(AXES))
