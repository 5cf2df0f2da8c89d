"""`soundcheck learn`: collects what the assistant did not know, and carries out what a writer decided on it."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Annotated

import typer

from bot.flows.topics import Thresholds
from soundcheck import agents, settings
from soundcheck.flows.project import ARTICLES, brand
from soundcheck.learn import journal, proposal_file
from soundcheck.learn.accept import Places
from soundcheck.learn.accept import accept as carry_out
from soundcheck.learn.grouping import Encode, sentence_encoder
from soundcheck.learn.proposal import Found, Lesson, Search, propose
from soundcheck.learn.undo import undo as take_back
from soundcheck.settings import ROOT, Settings

NLU = ROOT / "data" / "nlu"

app = typer.Typer(help="Learn from what the assistant did not know.", invoke_without_command=True)


@app.callback()
def learn(
    context: typer.Context,
    days: Annotated[int, typer.Option(min=1, help="Of the last so many days.")] = 30,
    below: Annotated[
        float, typer.Option(min=0, max=1, help="Less sure than this, a message was not understood.")
    ] = Thresholds().start,
    words_only: Annotated[bool, typer.Option("--words-only", help="Without the encoder.")] = False,
) -> None:
    """Collect, redact and group such messages, and write a proposal for a writer to decide on."""
    if context.invoked_subcommand is not None:
        return
    config = settings.load()
    try:
        dealt_with = journal.decided(_folder(config))
        told = agents.understanding(config, below, days)
    except (agents.AgentProblem, journal.JournalProblem) as problem:
        typer.echo(problem, err=True)
        raise typer.Exit(1) from None
    lessons = [Lesson.read(json.loads(line)) for line in told.splitlines()]
    lessons = [lesson for lesson in lessons if lesson.key not in dealt_with]
    # The encoder keeps its graph and the articles' vectors where the desk does.
    os.environ["SOUNDCHECK_DATA_DIR"] = str(config.data_dir)
    encode = None if words_only else sentence_encoder()
    clusters = propose(lessons, encode, _articles(encode))
    if not clusters:
        typer.echo(f"Nothing new to learn from the last {days} days.")
        return
    path = proposal_file.write(_folder(config), _today(), clusters)
    how = "meaning" if encode else "words only, as the encoder is not in use"
    messages = _count(sum(one["size"] for one in clusters), "message")
    typer.echo(f"{messages} in {_count(len(clusters), 'cluster')}, by {how}. Decide in the file, then run:")
    typer.echo(f"soundcheck learn accept {path}")


@app.command("accept")
def accept(file: Annotated[Path, typer.Argument(help="The proposal with your decisions.")]) -> None:
    """Add your examples and draft your articles. Trains and publishes nothing."""
    places = Places(NLU, ARTICLES, _folder(settings.load()), ROOT / "docs" / "writing.md")
    try:
        decisions = proposal_file.read(file)
        done = carry_out(decisions, places, _today())
    except (proposal_file.ProposalProblem, journal.JournalProblem) as refused:
        typer.echo(refused, err=True)
        raise typer.Exit(1) from None
    if not decisions:
        typer.echo("Nothing is decided in it yet.")
    for topic, count in done.added.items():
        typer.echo(f"{count} new for {topic}.")
    if done.known:
        typer.echo(f"{done.known} there already.")
    for draft in done.drafts:
        typer.echo(f"Drafted {draft}: finish it, then move it to kb_articles.")
    if done.ignored:
        typer.echo(f"{_count(done.ignored, 'cluster')} ignored.")
    if done.added:
        typer.echo("Run `pytest tests/content`, then `soundcheck train`.")
    if decisions:
        typer.echo("`soundcheck learn undo` takes it back.")


@app.command("undo")
def undo() -> None:
    """Take back the last `accept`: its examples, its drafts unless they were worked on; its messages come again."""
    try:
        undone = take_back(_folder(settings.load()), NLU)
    except journal.JournalProblem as problem:
        typer.echo(problem, err=True)
        raise typer.Exit(1) from None
    if undone is None:
        typer.echo("There is nothing to take back.")
        return
    for topic, count in undone.removed.items():
        typer.echo(f"{count} taken out of {topic}.")
    for draft in undone.drafts:
        typer.echo(f"Removed {draft}.")
    for problem in undone.left:
        typer.echo(f"Left alone: {problem}.", err=True)
    typer.echo(f"{_count(undone.messages, 'message')} will come again.")
    if any(undone.removed.values()):
        typer.echo("If you had trained with them, run `soundcheck train` once more.")


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _today() -> date:
    return datetime.now(timezone.utc).date()


def _folder(config: Settings) -> Path:
    return config.data_dir / "learn"


def _articles(encode: Encode | None) -> Search:
    from bot.articles import ArticleIndex, load_articles

    loaded = load_articles(ARTICLES, brand())
    index = None
    if encode:
        from bot.components.article_index import index_by_meaning

        index = index_by_meaning(loaded)
    index = index or ArticleIndex(loaded)

    def search(query: str, topic: str | None) -> Sequence[Found]:
        return [Found(hit.article.slug, hit.article.title, hit.score) for hit in index.search(query, topic)]

    return search
