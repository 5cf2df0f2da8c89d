"""`soundcheck bench entities`: how well devices, plans, countries … are found, as JSON and Markdown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from soundcheck.bench import last_report, machine
from soundcheck.bench.figures import cell
from soundcheck.settings import ROOT

REPORTS = ROOT / "var" / "reports"
GAZETTEERS = ROOT / "data" / "gazetteers"
_SHARES = ("precision", "recall", "f1")


def entities(
    real: Annotated[list[Path], typer.Option(help="Files of real messages whose hashes are labelled.")],
    halves: Annotated[str, typer.Option(help="Which halves of data/exams/entities.csv: tune, last.")] = "tune",
    name: Annotated[str, typer.Option(help="Name of the report; the last one of this name is compared.")] = "entities",
    reports: Annotated[Path, typer.Option(help="Where the report goes, and the last one lies.")] = REPORTS,
) -> None:
    """How well the gazetteers find, with the value that flows know, what real messages name."""
    # Only here: it needs the bot's packages, and every command imports this module.
    from bot.components.gazetteer import Gazetteer
    from soundcheck.bench import entities as exam

    gazetteer = Gazetteer(GAZETTEERS)
    marked = exam.mark(gazetteer, exam.read(real, halves))
    if not marked:
        raise typer.BadParameter("None of these lines is labelled.", param_hint="--real")
    figures = exam.figures(marked, gazetteer)
    reports.mkdir(parents=True, exist_ok=True)
    file = reports / f"{name}.json"
    last = last_report.figures_of(file)
    text = _markdown(name, figures, last, marked)
    (reports / f"{name}.md").write_text(text, encoding="utf-8")
    file.write_text(json.dumps({"machine": machine.facts(), "figures": figures}, indent=2) + "\n", encoding="utf-8")
    typer.echo(text)


def _markdown(name: str, figures: dict[str, Any], last: dict[str, Any], marked: list[Any]) -> str:
    lines = [
        f"# How well entities are found: {name}",
        "",
        f"{figures['messages']} messages, {figures['with_entities']} of them with an entity; in the others "
        f"{figures['wrong_in_messages_without']} were found. {figures['processor_ms']} ms of processor time a message. "
        "In brackets: the change since the last report.",
        "",
        "| entity | meant | found | right | precision | recall | F1 |",
        "| --- |" + " ---: |" * 6,
        _row("**with a list**", figures["listed"], last.get("listed", {})),
        _row("all", figures["all"], last.get("all", {})),
    ]
    before = last.get("by_entity", {})
    lines += [_row(entity, row, before.get(entity, {})) for entity, row in figures["by_entity"].items()]
    lines += ["", "## Not as labelled", ""]
    lines += [
        f"- “{one.text}”: missed {_listed(one.missed)}; wrong {_listed(one.wrong)}"
        for one in marked
        if one.meant != one.found
    ] or ["None."]
    return "\n".join(lines) + "\n"


def _row(title: str, row: dict[str, Any], before: dict[str, Any]) -> str:
    shares = [cell(row[share], before.get(share)) for share in _SHARES]
    return f"| {title} | {row['meant']} | {row['found']} | {row['right']} | {' | '.join(shares)} |"


def _listed(pairs: list[tuple[str, str]]) -> str:
    return ", ".join(f"{entity} = {value}" for entity, value in pairs) or "nothing"
