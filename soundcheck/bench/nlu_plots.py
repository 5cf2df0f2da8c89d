"""Draws what the exam of the understanding found. Loads matplotlib only when it draws."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from soundcheck.bench.nlu_measures import Answers

_COLOUR = "#5b3fd6"
_FAINT = "#c9c0ee"
#: Shares of fewer messages say little, and are drawn pale.
_FEW = 10
_LEAST_NAMED = 0.4
_OTHER = "(another)"
#: More labels than these could not be read; the most frequent are shown.
_MOST_LABELS = 50


def draw(folder: Path, name: str, figures: dict[str, Any], answers: Answers) -> None:
    """Five pictures beside the report."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    def picture(kind: str, size: tuple[float, float], title: str, paint: Any) -> None:
        drawing, axes = pyplot.subplots(figsize=size, layout="constrained")
        paint(axes)
        axes.set_title(title, fontsize=9, loc="left")
        axes.spines[["top", "right"]].set_visible(False)
        drawing.savefig(folder / f"{name}-{kind}.png", dpi=130)
        pyplot.close(drawing)

    asked = Counter(answers.right)
    labels = [label for label, _ in asked.most_common(_MOST_LABELS)]
    side = max(4.5, 0.21 * len(labels) + 1)
    of = f"{name}: {len(answers.right):,} messages"
    shown = of if len(labels) == len(asked) else f"{of}, the {len(labels)} most frequent of {len(asked)} labels"
    picture(
        "f1", (8, 0.2 * len(labels) + 1.3), f"F1 by label. {shown}", lambda axes: _f1(axes, figures["by_label"], labels)
    )
    picture(
        "confusion",
        (side + 1, side),
        f"What messages are taken for. {shown}",
        lambda axes: _confusion(axes, answers, sorted(labels)),
    )
    picture(
        "reliability",
        (5, 4.4),
        f"Is it as sure as it is right? {of}",
        lambda axes: _reliability(axes, figures["reliability"]),
    )
    picture(
        "risk-coverage", (5, 4.4), f"Answers only where sure. {of}", lambda axes: _risk(axes, figures["risk_coverage"])
    )
    if curve := figures.get("learning_curve"):
        picture("learning-curve", (5, 4.4), f"More examples. {of}", lambda axes: _learning(axes, curve))


def _f1(axes: Any, by_label: dict[str, dict[str, float]], labels: list[str]) -> None:
    ordered = sorted(labels, key=lambda label: by_label[label]["f1"])
    counts = [by_label[label]["messages"] for label in ordered]
    names = [f"{label} ({count:.0f})" for label, count in zip(ordered, counts, strict=True)]
    colours = [_FAINT if count < _FEW else _COLOUR for count in counts]
    axes.barh(names, [by_label[label]["f1"] for label in ordered], color=colours)
    axes.set_xlim(0, 1)
    axes.margins(y=0.01)
    axes.set_xlabel(f"F1; in brackets how many messages have the label, pale where fewer than {_FEW}", fontsize=8)
    axes.tick_params(axis="y", labelsize=7)


def _confusion(axes: Any, answers: Answers, labels: list[str]) -> None:
    asked = Counter(answers.right)
    # What was said and is no label of the exam has a column, too: a row holds all messages of its label.
    said = [label if label in labels else _OTHER for label in answers.best]
    pairs = Counter(zip(answers.right, said, strict=True))
    columns = [*labels, _OTHER] if _OTHER in said else labels
    shares = [[pairs[right, name] / asked[right] for name in columns] for right in labels]
    drawn = axes.imshow(shares, cmap="Purples", vmin=0, vmax=1)
    size = 6 if len(labels) > _FEW else 9
    axes.set_xticks(range(len(columns)), columns, rotation=90, fontsize=size)
    axes.set_yticks(range(len(labels)), [f"{label} ({asked[label]})" for label in labels], fontsize=size)
    for row, right in enumerate(labels):
        for column, name in enumerate(columns):
            if count := pairs[right, name]:
                ink = "white" if shares[row][column] > 0.5 else "black"
                axes.text(column, row, count, fontsize=size - 1, ha="center", va="center", color=ink)
    axes.set_xlabel("said; the numbers are messages", fontsize=8)
    axes.set_ylabel("right; in brackets how many messages", fontsize=8)
    bar = axes.figure.colorbar(drawn, ax=axes, shrink=0.4)
    bar.set_label("share of the label's messages", fontsize=7)
    bar.ax.tick_params(labelsize=6)


def _reliability(axes: Any, rows: list[dict[str, float]]) -> None:
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=1, label="as sure as right")
    confidence, right = [row["confidence"] for row in rows], [row["right"] for row in rows]
    axes.plot(confidence, right, color=_COLOUR, linewidth=1)
    axes.scatter(confidence, right, color=[_FAINT if row["messages"] < _FEW else _COLOUR for row in rows], zorder=3)
    for row in rows:
        _beside(axes, f"{row['messages']:.0f}", row["confidence"], row["right"])
    axes.set_xlim(0, 1.02)
    axes.set_ylim(0, 1.05)
    axes.set_xlabel("confidence; the numbers are messages", fontsize=8)
    axes.set_ylabel("share of right answers", fontsize=8)
    axes.legend(frameon=False, fontsize=8, loc="lower right")


def _risk(axes: Any, rows: list[dict[str, float]]) -> None:
    axes.plot([row["answered"] for row in rows], [row["wrong"] for row in rows], marker=".", color=_COLOUR)
    for row in rows[::2]:
        # Below it hardly anything is left out, and the words would lie over each other.
        if row["least"] == 0 or row["least"] >= _LEAST_NAMED:
            _beside(axes, f"{row['least']:.1f}", row["answered"], row["wrong"])
    axes.set_xlim(0, 1.05)
    axes.set_ylim(0, max(0.1, 1.15 * max(row["wrong"] for row in rows)))
    axes.set_xlabel("share of messages answered; the numbers are the least confidence", fontsize=8)
    axes.set_ylabel("share of the answers that is wrong", fontsize=8)


def _learning(axes: Any, rows: list[dict[str, float]]) -> None:
    examples = [row["examples"] for row in rows]
    axes.plot(examples, [row["accuracy"] for row in rows], marker="o", color=_COLOUR)
    for row in rows:
        _beside(axes, f"{row['accuracy']:.2f}", row["examples"], row["accuracy"])
    axes.set_xscale("log", base=2)
    axes.set_xticks(examples, [f"{count:,.0f}" for count in examples])
    axes.minorticks_off()
    axes.margins(x=0.1)
    axes.set_ylim(0, 1.05)
    axes.set_xlabel("examples, each time about twice as many", fontsize=8)
    axes.set_ylabel("share of right answers", fontsize=8)


def _beside(axes: Any, words: str, x: float, y: float) -> None:
    axes.annotate(words, (x, y), fontsize=7, textcoords="offset points", xytext=(-4, 5), ha="right")
