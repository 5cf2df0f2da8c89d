"""The pictures of a report say of how many messages they speak, and leave none out."""

from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure

from soundcheck.bench import nlu_plots
from soundcheck.bench.nlu_measures import Answers, figures

#: "c" is said and is no label of the exam; "a" has enough messages to say something.
SAID = "a" * 9 + "c" * 3 + "b" * 2
RIGHT = ["a"] * 12 + ["b"] * 2


@pytest.fixture
def answers() -> Answers:
    return Answers(RIGHT, ["a", "b", "c"], np.array([np.eye(3)["abc".index(one)] for one in SAID]))


def test_a_row_of_the_confusion_holds_all_messages_of_its_label(answers: Answers) -> None:
    axes = Figure().add_subplot()

    nlu_plots._confusion(axes, answers, ["a", "b"])

    assert [tick.get_text() for tick in axes.get_xticklabels()] == ["a", "b", "(another)"]
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["a (12)", "b (2)"]
    assert sorted(int(text.get_text()) for text in axes.texts) == [2, 3, 9]


def test_what_few_messages_say_is_pale(answers: Answers) -> None:
    axes = Figure().add_subplot()

    nlu_plots._f1(axes, figures(answers)["by_label"], ["a", "b"])

    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["a (12)", "b (2)"]
    many, few = axes.patches
    assert many.get_facecolor() != few.get_facecolor()


def test_shares_begin_at_nought(answers: Answers) -> None:
    found = figures(answers)
    curve = [{"examples": 4, "accuracy": 0.7}, {"examples": 8, "accuracy": 0.75}]

    for paint, rows in ((nlu_plots._risk, found["risk_coverage"]), (nlu_plots._learning, curve)):
        axes = Figure().add_subplot()
        paint(axes, rows)
        assert axes.get_ylim()[0] == 0


def test_all_pictures_are_drawn_with_their_number_of_messages(answers: Answers, tmp_path: Path) -> None:
    nlu_plots.draw(tmp_path, "some", figures(answers), answers)

    assert {file.name for file in tmp_path.iterdir()} == {
        f"some-{kind}.png" for kind in ("f1", "confusion", "reliability", "risk-coverage")
    }
