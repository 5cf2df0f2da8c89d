"""`soundcheck articles`: what a writer runs. A problem is one line: where, what, what to do. Flows: `flows.command`."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from handoff.domain.topics import TOPICS
from soundcheck import agents, settings
from soundcheck.flows.project import ARTICLES, brand
from soundcheck.learn.article_draft import still_to_say
from soundcheck.settings import ROOT

if TYPE_CHECKING:
    from bot.articles import Article, ArticleIndex

articles = typer.Typer(help="Look after the articles of kb_articles.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]


@articles.callback()
def _group() -> None:
    """Keeps a group with one command a group."""


@articles.command("lint")
def lint_articles(directory: Annotated[Path, typer.Argument()] = ARTICLES) -> None:
    """Name every problem of the articles."""
    from bot.articles import lint

    if drafts := _unfinished(directory):
        _fail(drafts)
    found = _loaded(directory, lint.lint_articles)
    if not found:
        _fail([f"{directory}: There are no articles here. Name a folder with files that end in .md."])
    typer.echo(f"{len(found)} articles, no problem.")


@articles.command("search")
def search_articles(
    query: str,
    topic: Annotated[str | None, typer.Option(help="An id of docs/topics.md.")] = None,
    platform: Annotated[str | None, typer.Option(help="phone, desktop, car …")] = None,
    region: Annotated[str | None, typer.Option(help="A country, GB.")] = None,
    app_version: Annotated[str | None, typer.Option(help="Of the listener's app, 8.9.12.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 3,
    words_only: Annotated[bool, typer.Option("--words-only", help="Without the encoder, as a bare gateway.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show which articles a listener would be given."""
    from bot.articles import ArticleIndex, load_articles

    if wrong := _faults(topic, platform, region, app_version):
        _fail(wrong)
    loaded = _loaded(ARTICLES, load_articles)
    index = (None if words_only else _by_meaning(loaded, None if topic else ROOT / "models")) or ArticleIndex(loaded)
    hits, asked = index.search_as_meant(query, topic, platform, region, app_version, limit)
    if asked != query:
        typer.echo(f"Read {query!r} as {asked!r}:", err=as_json)
    if as_json:
        found = [
            {
                "slug": hit.article.slug,
                "title": hit.article.title,
                "summary": hit.article.summary,
                "score": round(hit.score, 3),
            }
            for hit in hits
        ]
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        for hit in hits:
            typer.echo(f"{hit.score:5.2f}  {hit.article.slug}  {hit.article.title}")
    if not hits:
        # The list of a program stays a list; people read the sentence in either case.
        typer.echo("No article fits.", err=as_json)


@articles.command("votes")
def article_votes(as_json: AsJson = False) -> None:
    """Show what visitors of the help centre thought of each article, the least helpful first."""
    try:
        answer = agents.article_votes(settings.load())
    except agents.AgentProblem as problem:
        _fail([str(problem)])
    tallies = json.loads(answer)
    if as_json:
        typer.echo(json.dumps(tallies, indent=2, ensure_ascii=False))
        return
    for tally in tallies:
        share = tally["yes"] / (tally["yes"] + tally["no"])
        typer.echo(f"{share:4.0%} of {tally['yes'] + tally['no']:4}  {tally['slug']}")
        for reason, count in tally["reasons"].items():
            typer.echo(f"{'':14}{count} × {reason}")
        for comment in tally["comments"]:
            typer.echo(f"{'':14}“{comment}”")
    if not tallies:
        typer.echo("Nobody has voted yet.")


def _loaded(directory: Path, load: Callable[..., list[Article]]) -> list[Article]:
    """The articles as `load` gives them, or the end of the command with every problem of theirs."""
    from bot.articles import ArticleProblems

    if garbled := [str(path) for path in sorted(directory.rglob("*.md")) if not _is_text(path)]:
        _fail([f"{path}: This is no text in UTF-8. Save it as UTF-8, without a byte order mark." for path in garbled])
    try:
        return load(directory, brand(), TOPICS)
    except ArticleProblems as problems:
        _fail([str(problem) for problem in problems.problems])


def _unfinished(directory: Path) -> list[str]:
    """Where the words of the template still stand."""
    page = ROOT / "docs" / "writing.md"
    return [
        f"{path}:{line}: This line is still the draft's. Say it in your own words."
        for path in sorted(directory.rglob("*.md"))
        if path.name != "README.md"
        for line in still_to_say(path.read_text(encoding="utf-8", errors="replace"), page)
    ]


def _is_text(path: Path) -> bool:
    try:
        return not path.read_text(encoding="utf-8").startswith("\ufeff")
    except UnicodeDecodeError:
        return False


def _faults(topic: str | None, platform: str | None, region: str | None, app_version: str | None) -> list[str]:
    """What no article could know: such a word would be passed over, and the answer be for somebody else."""
    from bot.articles.front_matter import platform_fault, region_fault, topic_fault
    from bot.articles.version import version_key

    checks = [
        ("topic", topic, topic_fault(TOPICS)),
        ("platform", platform, platform_fault),
        ("region", region, lambda said: region_fault(said.upper())),
        ("app-version", app_version, lambda said: None if version_key(said) else "Write numbers, as in 8.9.12."),
    ]
    return [
        f"--{name} {value}: {fault}" for name, value, check in checks if value is not None and (fault := check(value))
    ]


def _by_meaning(loaded: list[Article], models: Path | None) -> ArticleIndex | None:
    """The index by meaning, or None where the bot's packages are not installed; with models it guesses the topic."""
    # The commands read the same settings as the desk: without this the vectors would be computed a second time.
    os.environ.setdefault("SOUNDCHECK_DATA_DIR", str(ROOT / "var"))
    try:
        from bot.components.article_index import index_by_meaning
    except ImportError:
        return None
    return index_by_meaning(loaded, models)


def _fail(problems: list[str]) -> NoReturn:
    for problem in problems:
        typer.echo(problem.replace(f"{ROOT}{os.sep}", ""), err=True)
    raise typer.Exit(1)
