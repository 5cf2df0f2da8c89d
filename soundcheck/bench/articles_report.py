"""`soundcheck bench articles`: runs the exam of the search and writes what it says as JSON, Markdown and pictures."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.articles import ArticleIndex, load_articles, search
from soundcheck.bench import articles as exam
from soundcheck.bench import articles_plots, last_report, machine
from soundcheck.bench.figures import cell
from soundcheck.flows.project import ARTICLES, brand
from soundcheck.settings import ROOT

REPORTS = ROOT / "var" / "reports"
MODELS = ROOT / "models"
_COLUMNS = ("recall_at_1", "recall_at_3", "mrr", "refused", "nothing_fits")


def articles(
    real: Annotated[list[Path] | None, typer.Option(help="Files of real messages whose hashes are labelled.")] = None,
    sets: Annotated[str, typer.Option(help="Which sets of data/exams/articles_real.csv.")] = "last,fresh",
    reports: Annotated[Path, typer.Option(help="Where the report goes, and the last one lies.")] = REPORTS,
    timed: Annotated[bool, typer.Option(help="Time a thousand articles too.")] = True,
) -> None:
    """How well the article search answers data/exams/articles.yml, or real messages, and how fast."""
    os.environ.setdefault("SOUNDCHECK_DATA_DIR", str(ROOT / "var"))
    from bot.components.article_index import index_by_meaning
    from bot.components.sentence_encoder import shared_encoder
    from bot.components.topic_guess import guess_of_newest

    loaded = load_articles(ARTICLES, brand())
    topics = {topic for article in loaded for topic in article.topics}
    answerable, nothing = exam.read_real(real, sets, topics) if real else exam.read_exam()
    if not answerable or not nothing:
        raise typer.BadParameter(f"None of these lines is labelled in {sets}, or all alike.", param_hint="--real")
    meaning, guess = index_by_meaning(loaded), index_by_meaning(loaded, MODELS)
    topic_guess = guess_of_newest(MODELS)
    if meaning is None or guess is None:
        raise typer.BadParameter("The bot's packages are not installed: `make setup` installs them.")
    if topic_guess is None:
        raise typer.BadParameter("There is no model yet: `soundcheck train` makes one.")
    indexes = {"words": ArticleIndex(loaded), "meaning": meaning, "guess": guess}
    figures: dict[str, Any] = {
        "articles": len(loaded),
        "questions": len(answerable),
        "questions_without_an_answer": len(nothing),
        **{kind: exam.figures(index, answerable, nothing) for kind, index in indexes.items()},
    }
    if timed:
        figures["latency"] = exam.latency(loaded, shared_encoder().encode, topic_guess, answerable)
    with_topic = exam.mark(meaning, answerable, True)
    reports.mkdir(parents=True, exist_ok=True)
    name = "articles-real" if real else "articles"
    file = reports / f"{name}.json"
    last = last_report.figures_of(file)
    text = _markdown(name, figures, last, with_topic)
    (reports / f"{name}.md").write_text(text, encoding="utf-8")
    articles_plots.draw(reports / name, figures, guess, answerable, nothing, search.MIN_SCORE)
    facts = {"machine": machine.facts(), "figures": figures}
    file.write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    typer.echo(text)


def _markdown(name: str, figures: dict[str, Any], last: dict[str, Any] | None, marked: list[exam.Marked]) -> str:
    lines = [
        "# How well the article search answers",
        "",
        f"{figures['articles']} articles, {figures['questions']} questions with an answer, "
        f"{figures['questions_without_an_answer']} without. In brackets: the change since the last report.",
        "",
        "| search | first is right | among three | MRR | wrongly refused | nothing fits, said so |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for (kind, topic), title in exam.SEARCHES.items():
        if topic not in figures[kind]:
            continue
        before = (last or {}).get(kind, {}).get(topic, {})
        cells = [cell(figures[kind][topic][column], before.get(column)) for column in _COLUMNS]
        lines.append(f"| {title} | {' | '.join(cells)} |")
    if timing := figures.get("latency"):
        lines += [
            "",
            f"A search among {timing['articles']:,} articles, encoding and guess included: "
            f"median {timing['p50_ms']} ms, 95th percentile {timing['p95_ms']} ms, worst {timing['max_ms']} ms; "
            f"of the processor's time, median {timing['processor']['p50_ms']} ms, "
            f"95th percentile {timing['processor']['p95_ms']} ms.",
        ]
    lines += ["", f"![Recall]({name}-recall.png)", "", f"![Scores]({name}-scores.png)", ""]
    lines += ["## Not among the first three, though the topic was known", ""]
    missed = [one for one in marked if one.place is None or one.place > 3]
    lines += [
        f"- “{one.asked.text}” ({one.asked.topic}): wanted {', '.join(one.asked.find)}; "
        f"found {', '.join(one.found) or 'nothing'}"
        for one in missed
    ] or ["None."]
    return "\n".join(lines) + "\n"
