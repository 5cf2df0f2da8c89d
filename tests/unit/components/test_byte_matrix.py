import numpy as np

from bot.components.byte_matrix import ByteMatrix


def _unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_cosines_are_right_in_two_digits() -> None:
    chance = np.random.default_rng(7)
    matrix, asked = _unit(chance.normal(size=(500, 384))), _unit(chance.normal(size=(20, 384)))
    asked[:10] = _unit(matrix[:10] + 0.3 * asked[:10])

    cosines = ByteMatrix.of(matrix).products(asked)

    assert cosines.shape == (20, 500)
    assert np.abs(cosines - asked @ matrix.T).max() < 0.005


def test_large_numbers_of_one_sign_do_not_overflow() -> None:
    matrix = _unit(np.ones((3, 384)) * [[1], [-1], [1]])

    assert np.allclose(ByteMatrix.of(matrix).products(matrix), [[1, -1, 1], [-1, 1, -1], [1, -1, 1]], atol=0.005)


def test_nothing_is_near_to_nothing() -> None:
    assert ByteMatrix.of(np.eye(4, dtype=np.float32)).products(np.zeros((1, 4), np.float32)).tolist() == [[0, 0, 0, 0]]
