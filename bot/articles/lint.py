"""What a writer is told besides: the form that every article has (docs/writing.md), the facts that belong to the brand,
and, by `lint_markdown`, what a page would not show.

Nothing of this keeps an article from being loaded: a desk opens with it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from bot.articles import lint_markdown
from bot.articles.article import Article
from bot.articles.front_matter import ArticleFile, suggestion
from bot.articles.load import load_articles

PARTS = ("Why it happens", "What to do", "Next time", "Still stuck?")
#: In letters; a list of articles, and a phone, show no more.
LONGEST_SUMMARY = 160
FEWEST_QUESTIONS, MOST_QUESTIONS = 3, 15

_PART = re.compile(r"## +(.+?)[ #]*")
_STEP = re.compile(r"\d+[.)] ")
_BULLET = re.compile(r"[-*+] ")
#: Not the number of a step, and not what is part of a word or a placeholder.
_NUMBER = re.compile(r"(?<![\w.{])\d[\d,]*(?![\w.]|\. )")
_PLACEHOLDER = re.compile(r"\{brand\.[^}]*\}")
_ADDRESS = re.compile(r"\]\((https?://[^)\s]*)")


def lint_articles(directory: Path, brand: Mapping[str, object], topics: Collection[str]) -> list[Article]:
    """Every article, as `load_articles` gives them. Raises ArticleProblems for whatever else is wrong as well."""
    name = str(brand.get("name", ""))

    def check(read: ArticleFile, article: Article, slugs: Collection[str]) -> None:
        _check_front_matter(read, article)
        _check_parts(read)
        _check_facts(read, name)
        # A placeholder that names no fact was reported, and would be taken for something else here.
        if not _PLACEHOLDER.search(article.body):
            lint_markdown.check(article.body, slugs, lambda line, *said: read.report(read.body_line + line, *said))

    return load_articles(directory, brand, topics, check)


def _check_front_matter(read: ArticleFile, article: Article) -> None:
    summary, asked = article.summary, article.asked_as
    if summary and (not summary.endswith(".") or len(summary) > LONGEST_SUMMARY):
        problem = f"The summary is no sentence of at most {LONGEST_SUMMARY} letters, but stands alone in lists."
        read.report(read.line("summary"), problem, "End it with a full stop; leave out what the article says anyway.")
    if not FEWEST_QUESTIONS <= len(asked) <= MOST_QUESTIONS:
        problem = f'"asked_as" has {len(asked)} lines.'
        remedy = f"Write {FEWEST_QUESTIONS} to {MOST_QUESTIONS}, each as another listener would ask."
        read.report(read.line("asked_as"), problem, remedy)
    if article.title in asked:
        read.report(read.line("asked_as"), '"asked_as" has the title.', "Say it as a listener would.")


def _check_parts(read: ArticleFile) -> None:
    """Reports parts that are missing, others, or in another order; and things to do that are no steps."""
    parts = [(line, found[1]) for line, text in _lines(read) if (found := _PART.fullmatch(text))]
    places = {name: line for line, name in parts}
    if others := [name for name in places if name not in PARTS]:
        for name in others:
            read.report(places[name], f'"{name}" is no part of an article.', suggestion(name, PARTS))
    elif missing := [name for name in PARTS if name not in places]:
        for name in missing:
            read.report(read.body_line, f'The part "{name}" is missing.', f"Write ## {name}, and below it what it is.")
    elif tuple(name for _, name in parts) != PARTS:
        read.report(parts[0][0], "The parts are in another order, or doubled.", f"Write {', then '.join(PARTS)}.")
    else:
        _check_steps(read, places["What to do"], places["Next time"])


def _check_steps(read: ArticleFile, first: int, last: int) -> None:
    """Reports what is to be done, between two lines, without a number."""
    steps = [(line, text) for line, text in _lines(read) if first < line < last]
    for line, text in steps:
        if _BULLET.match(text):
            read.report(line, "This step has no number.", "Write 1. for the first, 2. for the second.")
    if not any(_STEP.match(text) or _BULLET.match(text) for _, text in steps):
        read.report(first, "There are no steps in what to do.", "Write one action a line: 1. and a space before it.")


def _check_facts(read: ArticleFile, name: str) -> None:
    """Reports what another service would have to change here: the brand, numbers and addresses written out."""
    for key in ("title", "summary", "asked_as"):
        if name and name in str(read.values.get(key, "")):
            read.report(read.line(key), f'"{key}" names {name}.', "Write {brand.name}.")
    for line, text in _lines(read):
        if name and name in text:
            read.report(line, f"{name} is written out.", "Write {brand.name}, or another fact of data/brand.yml.")
        if found := _ADDRESS.search(text):
            problem = f"The address {found[1]} is written out."
            read.report(line, problem, "Put it below links: in data/brand.yml, and write {brand.links.…}.")
        elif number := _NUMBER.search(_PLACEHOLDER.sub("", text)):
            problem = f"The number {number[0]} is written out."
            read.report(line, problem, "Put it into data/brand.yml and write its placeholder, or write it as a word.")


def _lines(read: ArticleFile) -> Iterator[tuple[int, str]]:
    yield from enumerate(read.body.splitlines(), read.body_line)
