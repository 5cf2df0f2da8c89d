"""`soundcheck articles`: what a writer runs. A problem is one line: where, what, what to do. Flows: `flows.command`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from soundcheck.flows.project import ARTICLES, brand
from soundcheck.settings import ROOT

articles = typer.Typer(help="Look after the articles of kb_articles.", no_args_is_help=True)


@articles.callback()
def _group() -> None:
    """Keeps a group with one command a group."""


@articles.command("lint")
def lint_articles(directory: Annotated[Path, typer.Argument()] = ARTICLES) -> None:
    """Name every problem of the articles."""
    from bot.articles import ArticleProblems, load_articles

    try:
        found = load_articles(directory, brand())
    except ArticleProblems as problems:
        _fail([str(problem) for problem in problems.problems])
    typer.echo(f"{len(found)} articles, no problem.")


@articles.command("search")
def search_articles(
    query: str,
    topic: Annotated[str | None, typer.Option(help="An id of docs/topics.md.")] = None,
    platform: Annotated[str | None, typer.Option(help="phone, desktop, car …")] = None,
    region: Annotated[str | None, typer.Option(help="A country, GB.")] = None,
    app_version: Annotated[str | None, typer.Option(help="Of the listener's app, 8.9.12.")] = None,
) -> None:
    """Show which articles a listener would be given."""
    from bot.articles import ArticleIndex, load_articles

    hits = ArticleIndex(load_articles(ARTICLES, brand())).search(query, topic, platform, region, app_version)
    for hit in hits:
        typer.echo(f"{hit.score:7.2f}  {hit.article.slug}  {hit.article.title}")
    if not hits:
        typer.echo("No article fits.")


def _fail(problems: list[str]) -> None:
    for problem in problems:
        typer.echo(problem.replace(f"{ROOT}{os.sep}", ""), err=True)
    raise typer.Exit(1)
