"""`soundcheck bench mood`: how many of the upset each threshold hears, and how many it takes for upset who are not."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from handoff.domain.triage import UPSET
from soundcheck.bench import real_messages
from soundcheck.settings import ROOT

#: Whether who wrote a message is upset, in the column label; set says whether it was said in a chat or in a review.
LABELS = ROOT / "data" / "exams" / "mood.csv"
_THRESHOLDS = (-0.05, -0.2, -0.3, -0.4, -0.5, -0.6)


def mood(
    real: Annotated[list[Path], typer.Option(help="Files of real messages whose hashes are labelled.")],
    sets: Annotated[str, typer.Option(help="Which sets of data/exams/mood.csv.")] = "chat,review",
) -> None:
    """How well it is told who is upset, for each threshold of `handoff/domain/triage.py` that might be."""
    # Only here: it needs the bot's packages, and every command imports this module.
    from bot.components.mood import sentiment_of

    labels = real_messages.rows(LABELS, sets)
    lines = real_messages.lines(real)
    scored = [(sentiment_of(lines[key]), row["label"] == "upset") for key, row in labels.items() if key in lines]
    upset = sum(is_upset for _, is_upset in scored)
    if not upset:
        raise typer.BadParameter("None of these lines is labelled as upset.", param_hint="--real")
    typer.echo(
        f"{len(scored)} messages, {upset} of them upset; now a ticket becomes more urgent from {UPSET} downwards."
    )
    typer.echo("\n| from | taken for upset | of these right | of the upset heard |\n| ---: | ---: | ---: | ---: |")
    for least in _THRESHOLDS:
        taken = [is_upset for score, is_upset in scored if score <= least]
        share = f"{100 * sum(taken) / len(taken):.0f} %" if taken else ""
        typer.echo(f"| {least} | {len(taken)} | {share} | {100 * sum(taken) / upset:.0f} % |")
