"""`soundcheck bench nlu`: trains on one set of messages, examines with another, writes JSON, Markdown and pictures."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from soundcheck.bench import last_report, machine
from soundcheck.bench.figures import cell
from soundcheck.settings import ROOT

if TYPE_CHECKING:
    from soundcheck.bench.nlu_data import Messages

REPORTS = ROOT / "var" / "reports"
_SHOWN = {
    "accuracy": "right",
    "among_three": "among three",
    "macro_f1": "macro F1",
    "calibration_error": "calibration error",
    "calibration_noise": "by chance alone",
    "processor_ms": "processor, ms a message",
    "training_seconds": "training, s",
}


def nlu(
    train: Annotated[list[Path] | None, typer.Option(help="CSV of text,label to learn from; else data/nlu.")] = None,
    test: Annotated[list[Path] | None, typer.Option(help="CSV of text,label to be examined with.")] = None,
    real: Annotated[list[Path] | None, typer.Option(help="Files of real messages whose hashes are labelled.")] = None,
    sets: Annotated[str, typer.Option(help="Which sets of data/exams/real_wording.labels.csv.")] = "A,B,C,D",
    peer: Annotated[bool, typer.Option(help="Train Rasa's stock DIET pipeline on the same messages too.")] = False,
    peer_epochs: Annotated[int, typer.Option(help="Its recommended 100 take hours for 10,000 examples.")] = 100,
    out_of_scope: Annotated[
        str, typer.Option(help="The label of what nothing handles: say how well it is told by how sure answers are.")
    ] = "",
    fit: Annotated[
        str,
        typer.Option(help="Find weights and leanings for config.yml on --sets, and by this one how sure to be."),
    ] = "",
    curve: Annotated[bool, typer.Option(help="Learn from less and less as well.")] = True,
    name: Annotated[str, typer.Option(help="Name of the report; the last one of this name is compared.")] = "nlu",
    reports: Annotated[Path, typer.Option(help="Where the report goes, and the last one lies.")] = REPORTS,
) -> None:
    """How well messages are understood. Without an exam, a fifth of the examples is held back as one."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("SOUNDCHECK_DATA_DIR", str(ROOT / "var"))
    # Only here: they need the bot's packages, and every command imports this module.
    from soundcheck.bench import labelled_csv, nlu_data, nlu_exam, nlu_measures, nlu_peer, nlu_plots

    try:
        known = nlu_data.from_csv(train) if train else nlu_data.of_the_project()
        asked = nlu_data.from_csv(test) if test else None
        # With fewer, no fold of the cross-validation would have one to learn from and one to be asked.
        labelled_csv.check_examples(known.labels, 2)
    except labelled_csv.UnusableMessages as problems:
        typer.echo(problems, err=True)
        raise typer.Exit(1) from None
    if fit:
        on = {one: _labelled(real, one) for one in sets.split(",")}
        typer.echo(_fitted(known, on, _labelled(real, fit)))
        return
    if real and asked is None:
        asked = _labelled(real, sets)
    if asked is None:
        known, asked = nlu_exam.split(known)
    if out_of_scope and out_of_scope not in asked.labels:
        raise typer.BadParameter(f"No message of the exam is labelled {out_of_scope}.", param_hint="--out-of-scope")
    settings = nlu_exam.Settings() if train else nlu_exam.settings_of_the_project()
    try:
        answers, figures = nlu_exam.examine(known, asked, settings)
    except ValueError as error:
        if "no terms remain" not in str(error):
            raise
        typer.echo("Too few examples to learn from: hardly a word comes twice.", err=True)
        raise typer.Exit(1) from None
    if curve:
        figures["learning_curve"] = nlu_exam.learning_curve(known, asked, settings)
    if out_of_scope:
        figures["out_of_scope"] = nlu_measures.out_of_scope(answers, out_of_scope)
    if peer:
        told, figures["peer"] = nlu_peer.examine(known, asked, peer_epochs)
        if out_of_scope:
            figures["peer"]["out_of_scope"] = nlu_measures.out_of_scope(told, out_of_scope)
    reports.mkdir(parents=True, exist_ok=True)
    file = reports / f"{name}.json"
    figures["exam"] = asked.digest
    figures["remarks"] = labelled_csv.remarks(known.pairs, asked.pairs)
    last = last_report.figures_of(file)
    if last.get("exam", asked.digest) != asked.digest:
        figures["remarks"].append("The last report of this name was of another exam, so nothing is compared.")
        last = {}
    nlu_plots.draw(reports, name, figures, answers)
    text = _markdown(name, figures, last)
    (reports / f"{name}.md").write_text(text, encoding="utf-8")
    file.write_text(json.dumps({"machine": machine.facts(), "figures": figures}, indent=2) + "\n", encoding="utf-8")
    typer.echo(text)


def _labelled(files: list[Path] | None, sets: str) -> Messages:
    from soundcheck.bench import nlu_data

    found = nlu_data.real(files or [], sets)
    if not found.texts:
        raise typer.BadParameter(f"None of these lines is labelled in {sets}.", param_hint="--real")
    return found


def _fitted(known: Messages, sets: dict[str, Messages], unseen: Messages) -> str:
    """Lines for config.yml, below what they are worth."""
    from soundcheck.bench import nlu_fit, nlu_measures

    settings, answers = nlu_fit.fit(known, sets, unseen)
    found = nlu_measures.figures(answers)
    leanings = ", ".join(f"{intent}: {number}" for intent, number in settings.leanings.items())
    return "\n".join(
        [
            f"# {found['messages']} messages that steered nothing: "
            f"{found['accuracy']:.3f} right, {found['among_three']:.3f} among three, calibration error "
            f"{found['calibration_error']:.3f} (by chance alone {found['calibration_noise']:.3f})",
            f"weights: {settings.weights}",
            f"leanings: {{{leanings}}}",
        ]
    )


def _markdown(name: str, figures: dict[str, Any], last: dict[str, Any]) -> str:
    lines = [
        f"# How well messages are understood: {name}",
        "",
        f"{figures['examples']} examples, {figures['messages']} messages of exam. "
        "In brackets: the change since the last report.",
        *(line for remark in figures.get("remarks", ()) for line in ("", f"**{remark}**")),
        "",
        "| | " + " | ".join(_SHOWN.values()) + " |",
        "| --- |" + " ---: |" * len(_SHOWN),
        "| Soundcheck | " + " | ".join(cell(figures.get(key), last.get(key)) for key in _SHOWN) + " |",
    ]
    if peer := figures.get("peer"):
        cells = [cell(peer.get(key), None) for key in _SHOWN]
        lines.append(f"| Rasa's DIET, {peer['epochs']} epochs | " + " | ".join(cells) + " |")
    if rows := figures.get("out_of_scope"):
        lines += _scope_table(rows, figures.get("peer", {}).get("out_of_scope"))
    pictures = ["f1", "confusion", "reliability", "risk-coverage"] + ["learning-curve"] * ("learning_curve" in figures)
    for picture in pictures:
        lines += ["", f"![{picture}]({name}-{picture}.png)"]
    lines += ["", "| label | messages | precision | recall | F1 |", "| --- | ---: | ---: | ---: | ---: |"]
    before = last.get("by_label", {})
    for label, row in figures["by_label"].items():
        cells = [f"{row['precision']:.2f}", f"{row['recall']:.2f}", cell(row["f1"], before.get(label, {}).get("f1"))]
        lines.append(f"| {label} | {row['messages']} | " + " | ".join(cells) + " |")
    lines += ["", "Most frequent confusions:", ""]
    lines += [f"- {row['messages']} × {row['right']} taken for {row['said']}" for row in figures["confusions"]]
    return "\n".join(lines) + "\n"


def _scope_table(ours: list[dict[str, float]], peers: list[dict[str, float]] | None) -> list[str]:
    lines = [
        "",
        "Right in scope / found out of scope, where less sure answers count as out of scope:",
        "",
        "| | " + " | ".join(f"below {row['least']}" if row["least"] else "none" for row in ours) + " |",
        "| --- |" + " ---: |" * len(ours),
    ]
    for who, rows in (("Soundcheck", ours), ("Rasa's DIET", peers)):
        if rows:
            cells = [f"{100 * row['in_scope_right']:.1f} / {100 * row['out_of_scope_found']:.1f}" for row in rows]
            lines.append(f"| {who} | " + " | ".join(cells) + " |")
    return lines
