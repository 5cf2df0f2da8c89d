import numpy as np
import pytest

from soundcheck.bench.nlu_measures import (
    Answers,
    calibration_error,
    calibration_noise,
    figures,
    out_of_scope,
    risk_coverage,
)

ANSWERS = Answers(
    ["a", "a", "b", "c"],
    ["a", "b", "x", "y"],
    np.array([[0.9, 0.05, 0.03, 0.02], [0.3, 0.5, 0.1, 0.1], [0.1, 0.8, 0.05, 0.05], [0.7, 0.1, 0.1, 0.1]]),
)


def test_shares_of_right_answers() -> None:
    found = figures(ANSWERS)

    assert (found["accuracy"], found["among_three"]) == (0.5, 0.75)
    assert found["by_label"]["a"] == {"messages": 2, "precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert found["by_label"]["c"]["f1"] == 0
    assert {"right": "c", "said": "a", "messages": 1} in found["confusions"]


def test_calibration_is_the_distance_of_confidence_and_truth() -> None:
    assert calibration_error(ANSWERS) == pytest.approx((0.1 + 0.5 + 0.2 + 0.7) / 4, abs=1e-3)


def test_few_messages_look_miscalibrated_by_chance() -> None:
    few = Answers(["a"] * 20, ["a", "b"], np.tile([0.8, 0.2], (20, 1)))
    many = Answers(["a"] * 2_000, ["a", "b"], np.tile([0.8, 0.2], (2_000, 1)))

    # The mean distance of a share of n from its chance p is about 0.8 * sqrt(p * (1 - p) / n).
    assert calibration_noise(few) == pytest.approx(0.8 * (0.16 / 20) ** 0.5, rel=0.1)
    assert calibration_noise(many) == pytest.approx(calibration_noise(few) / 10, rel=0.1)


def test_fewer_answers_are_fewer_wrong_ones() -> None:
    rows = {row["least"]: (row["answered"], row["wrong"]) for row in risk_coverage(ANSWERS)}

    assert rows[0.0] == (1.0, 0.5)
    assert rows[0.75] == (0.5, 0.0)


def test_who_is_too_unsure_to_answer_takes_it_for_out_of_scope() -> None:
    asked = Answers(
        ["a", "a", "a", "oos", "oos"],
        ["a", "oos"],
        np.array([[0.9, 0.1], [0.6, 0.4], [0.2, 0.8], [0.1, 0.9], [0.65, 0.35]]),
    )

    rows = {row["least"]: (row["in_scope_right"], row["out_of_scope_found"]) for row in out_of_scope(asked, "oos")}

    assert rows[0.0] == (pytest.approx(2 / 3, abs=1e-4), 0.5)
    assert rows[0.7] == (pytest.approx(1 / 3, abs=1e-4), 1.0)
