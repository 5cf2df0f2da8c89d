import numpy as np

from bot.components.neighbours import Neighbours

AXES = np.eye(6, dtype=np.float32)


def test_the_label_of_near_examples_has_the_largest_share() -> None:
    votes = Neighbours(AXES, np.array([2, 0, 1, 2, 0, 1])).scores(AXES[[0, 2]])

    assert votes.argmax(axis=1).tolist() == [2, 1]
    assert np.allclose(np.exp(votes).sum(axis=1), 1, atol=1e-3)


def test_one_message_alone_gets_what_it_gets_among_others() -> None:
    votes = Neighbours(AXES, np.array([2, 0, 1, 2, 0, 1]))

    assert np.allclose(votes.scores(AXES[:1]), votes.scores(AXES[:2])[:1], atol=1e-6)


def test_what_is_kept_votes_the_same() -> None:
    fresh = Neighbours(AXES, np.array([2, 0, 1, 2, 0, 1]))

    assert np.allclose(Neighbours.of(fresh.arrays()).scores(AXES), fresh.scores(AXES), atol=1e-2)
