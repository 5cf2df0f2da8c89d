"""Loads a directory of articles. Either every file is right, or ArticleProblems says everything that is not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TypeAlias

from bot.articles.article import ALL, Article, ArticleProblems
from bot.articles.devices import misspelt, with_devices
from bot.articles.front_matter import (
    ArticleFile,
    no_fault,
    platform_fault,
    read_article_file,
    region_fault,
    suggestion,
    topic_fault,
)
from bot.articles.markdown import to_html
from bot.articles.placeholders import UnknownPlaceholder, fill
from bot.articles.version import version_key

#: Looks at a file, its article and the slugs of all of them, and reports in the file what else is wrong.
Check: TypeAlias = Callable[[ArticleFile, Article, Collection[str]], None]


def load_articles(
    directory: Path,
    brand: Mapping[str, object],
    topics: Collection[str] | None = None,
    check: Check = lambda *_: None,
) -> list[Article]:
    """Every article below `directory`, by slug; a README.md is for writers and none.

    With `topics`, an article of any other one is a problem: nobody would find it by what it is about. Raises
    ArticleProblems with all problems of all files, by file and line."""
    files = {
        path.relative_to(directory).with_suffix("").as_posix(): path
        for path in sorted(directory.rglob("*.md"))
        if path.name != "README.md"
    }
    problems = []
    articles = []
    asked: dict[str, str] = {}
    for slug, path in files.items():
        read = read_article_file(path.as_posix(), path.read_text(encoding="utf-8"))
        if read.values:
            articles.append(_article(slug, read, brand, topics))
            for related in articles[-1].related:
                if related not in files or related == slug:
                    read.report(
                        read.line("related"), f'There is no other article "{related}".', suggestion(related, files)
                    )
            _check_questions(read, articles[-1], asked)
            check(read, articles[-1], files)
        problems += sorted(read.problems, key=lambda problem: problem.line)
    if problems:
        raise ArticleProblems(problems)
    return articles


def _article(slug: str, read: ArticleFile, brand: Mapping[str, object], topics: Collection[str] | None) -> Article:
    body = _filled(read, read.body, read.body_line, brand)
    article = Article(
        slug=slug,
        title=_filled(read, read.text("title"), read.line("title"), brand),
        summary=_filled(read, read.text("summary"), read.line("summary"), brand),
        topics=read.names("topics", (), topic_fault(topics) if topics is not None else no_fault),
        platforms=read.names("platforms", (ALL,), platform_fault),
        regions=read.names("regions", (ALL,), region_fault),
        min_app_version=read.version("min_app_version"),
        max_app_version=read.version("max_app_version"),
        updated=read.date("updated"),
        related=_related(read),
        body=body,
        body_html=with_devices(to_html(body)),
        asked_as=tuple(_filled(read, line, read.line("asked_as"), brand) for line in read.questions("asked_as")),
    )
    _check_headings(read)
    oldest, newest = version_key(article.min_app_version), version_key(article.max_app_version)
    if oldest and newest and oldest > newest:
        read.report(
            read.line("max_app_version"),
            "No version lies between the two.",
            "Swap min_app_version and max_app_version.",
        )
    return article


def _check_questions(read: ArticleFile, article: Article, asked: dict[str, str]) -> None:
    """Adds its questions to those `asked` before, each with the slug that has it; reports what is there already."""
    for line in article.asked_as:
        if first := asked.get(line.casefold()):
            problem = f'"{first}" has the line "{line}" already.'
            read.report(read.line("asked_as"), problem, "Let one article have it, once.")
        asked[line.casefold()] = article.slug


def _check_headings(read: ArticleFile) -> None:
    """Reports headings that look like those of a device: the page would not offer it as a choice."""
    for number, line in enumerate(read.body.splitlines(), read.body_line):
        heading = line.removeprefix("### ").strip()
        if line.startswith("### ") and (meant := misspelt(heading)):
            read.report(number, f'"{heading}" is not the heading of a device.', f"Write: ### {meant}")


def _related(read: ArticleFile) -> tuple[str, ...]:
    # An empty list is a fine answer here, unlike for topics or platforms.
    return () if read.values.get("related") in (None, []) else read.names("related", (), no_fault)


def _filled(read: ArticleFile, text: str, first_line: int, brand: Mapping[str, object]) -> str:
    try:
        return fill(text, brand)
    except UnknownPlaceholder as error:
        line = first_line + text[: error.offset].count("\n")
        remedy = (
            suggestion(error.name.rpartition(".")[2], error.known) if error.known else "Look it up in the brand's file."
        )
        read.report(line, f"{{{error.name}}} is not a fact of the brand.", remedy)
        return text
