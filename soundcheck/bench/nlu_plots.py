"""Draws what the exam of the understanding found. Loads matplotlib only when it draws."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from soundcheck.bench.nlu_measures import Answers

_COLOUR = "#5b3fd6"
#: More labels than these could not be read; the most frequent are shown.
_MOST_LABELS = 50


def draw(folder: Path, name: str, figures: dict[str, Any], answers: Answers) -> None:
    """Five pictures beside the report."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    def picture(kind: str, size: tuple[float, float], paint: Any) -> None:
        drawing, axes = pyplot.subplots(figsize=size, layout="constrained")
        paint(axes)
        axes.spines[["top", "right"]].set_visible(False)
        drawing.savefig(folder / f"{name}-{kind}.png", dpi=130)
        pyplot.close(drawing)

    labels = [label for label, _ in Counter(answers.right).most_common(_MOST_LABELS)]
    picture("f1", (8, 0.2 * len(labels) + 1), lambda axes: _f1(axes, figures["by_label"], labels))
    picture("confusion", (10, 10), lambda axes: _confusion(axes, answers, sorted(labels)))
    picture("reliability", (4.5, 4), lambda axes: _reliability(axes, figures["reliability"]))
    picture("risk-coverage", (4.5, 4), lambda axes: _risk(axes, figures["risk_coverage"]))
    if curve := figures.get("learning_curve"):
        picture("learning-curve", (4.5, 4), lambda axes: _learning(axes, curve))


def _f1(axes: Any, by_label: dict[str, dict[str, float]], labels: list[str]) -> None:
    ordered = sorted(labels, key=lambda label: by_label[label]["f1"])
    axes.barh(ordered, [by_label[label]["f1"] for label in ordered], color=_COLOUR)
    axes.set_xlim(0, 1)
    axes.set_xlabel("F1")
    axes.tick_params(axis="y", labelsize=7)


def _confusion(axes: Any, answers: Answers, labels: list[str]) -> None:
    pairs = Counter(zip(answers.right, answers.best, strict=True))
    asked = Counter(answers.right)
    axes.imshow([[pairs[right, said] / asked[right] for said in labels] for right in labels], cmap="Purples")
    axes.set_xticks(range(len(labels)), labels, rotation=90, fontsize=6)
    axes.set_yticks(range(len(labels)), labels, fontsize=6)
    axes.set_xlabel("said")
    axes.set_ylabel("right")


def _reliability(axes: Any, rows: list[dict[str, float]]) -> None:
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=1)
    axes.plot([row["confidence"] for row in rows], [row["right"] for row in rows], marker="o", color=_COLOUR)
    axes.set_xlabel("confidence")
    axes.set_ylabel("share of right answers")


def _risk(axes: Any, rows: list[dict[str, float]]) -> None:
    axes.plot([row["answered"] for row in rows], [row["wrong"] for row in rows], marker=".", color=_COLOUR)
    for row in rows[::4]:
        axes.annotate(f"≥ {row['least']:.1f}", (row["answered"], row["wrong"]), fontsize=7)
    axes.set_xlabel("share of messages answered")
    axes.set_ylabel("share of wrong answers")


def _learning(axes: Any, rows: list[dict[str, float]]) -> None:
    axes.plot([row["examples"] for row in rows], [row["accuracy"] for row in rows], marker="o", color=_COLOUR)
    axes.set_xscale("log", base=2)
    axes.set_xlabel("examples")
    axes.set_ylabel("share of right answers")
