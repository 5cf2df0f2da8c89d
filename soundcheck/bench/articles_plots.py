"""Draws what the exam of the article search found. Loads matplotlib only when it draws."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.articles import ArticleIndex
from soundcheck.bench.articles import SEARCHES, Asked

_COLOURS = ("#d9d4ea", "#b9b0d9", "#e3c777", "#9a86e8", "#5b3fd6")


def draw(
    name: Path,
    figures: dict[str, Any],
    index: ArticleIndex,
    answerable: Sequence[Asked],
    nothing: Sequence[Asked],
    limit: float,
) -> None:
    """Two pictures: recall by kind of search, and how scores part answers from what nothing answers.

    The names of their files begin with `name`."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    _recall(pyplot, figures, name.with_name(f"{name.name}-recall.png"))
    _scores(pyplot, index, answerable, nothing, limit, name.with_name(f"{name.name}-scores.png"))


def _recall(pyplot: Any, figures: dict[str, Any], file: Path) -> None:
    titles = {
        "recall_at_1": "first is right",
        "recall_at_3": "among three",
        "nothing_fits": "nothing fits, and it says so",
    }
    drawing, axes = pyplot.subplots(figsize=(8, 3.6), layout="constrained")
    drawn = {search: label for search, label in SEARCHES.items() if search[1] in figures[search[0]]}
    for place, ((kind, topic), label) in enumerate(drawn.items()):
        bars = axes.bar(
            [at + place * 0.17 for at in range(len(titles))],
            [figures[kind][topic][name] for name in titles],
            0.16,
            label=label,
            color=_COLOURS[place],
        )
        axes.bar_label(bars, fmt="%.2f", fontsize=8)
    axes.set_xticks([at + 0.34 for at in range(len(titles))], list(titles.values()), fontsize=8)
    axes.set_ylim(0, 1.08)
    axes.set_ylabel(
        f"share of {figures['questions']} questions, or of {figures['questions_without_an_answer']}", fontsize=8
    )
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(0, 1.2), ncols=3, fontsize=8)
    drawing.savefig(file, dpi=150)
    pyplot.close(drawing)


def _scores(
    pyplot: Any, index: ArticleIndex, answerable: Sequence[Asked], nothing: Sequence[Asked], limit: float, file: Path
) -> None:
    drawing, axes = pyplot.subplots(figsize=(8, 3), layout="constrained")
    kinds = ((answerable, "has an answer", "#5b3fd6"), (nothing, "has none", "#d3a521"))
    scores = [[_best(index, one) for one in asked] for asked, _, _ in kinds]
    # Bonuses take a score beyond 1.
    steps = [at / 40 for at in range(int(40 * max(1.0, *map(max, scores))) + 2)]
    for best, (_, label, colour) in zip(scores, kinds, strict=True):
        named = f"{label} ({len(best)})"
        axes.hist(best, steps, label=named, color=colour, alpha=0.65, weights=[1 / len(best)] * len(best))
    axes.set_title("Do scores tell what has an answer from what has none?", fontsize=9, loc="left")
    axes.axvline(limit, color="#1d1930", linewidth=1, linestyle="--", label=f"from {limit} on it is shown")
    axes.set_xlabel("score of the best article, topic not known", fontsize=8)
    axes.set_ylabel("share of the questions of its kind", fontsize=8)
    axes.tick_params(labelsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize=8)
    drawing.savefig(file, dpi=150)
    pyplot.close(drawing)


def _best(index: ArticleIndex, asked: Asked) -> float:
    """The best score whether it is shown or not."""
    hits = index.search(asked.text, None, asked.platform, limit=1, least=0.0)
    return hits[0].score if hits else 0.0
