"""Carries out what a writer decided: their sentences become examples, articles get a draft. All of it or nothing.

Nothing is trained and nothing published: both are commands of their own, and drafts lie outside the articles.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from soundcheck.learn import journal
from soundcheck.learn.article_draft import draft
from soundcheck.learn.examples import Examples, normalised
from soundcheck.learn.proposal_file import Decision, ProposalProblem
from soundcheck.learn.redact import MARK, redact

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*")
#: From so many words on, a sentence that stands in a listener's is a copy and no coincidence.
_COPY_FROM = 4


@dataclass(frozen=True)
class Places:
    """Where things are read and go; `folder` has the proposals and the journal."""

    nlu: Path
    articles: Path
    folder: Path
    template: Path

    @property
    def drafts(self) -> Path:
        return self.folder / "articles"


@dataclass(frozen=True)
class Done:
    """What changed, for the writer to read."""

    added: dict[str, int]
    known: int
    drafts: tuple[Path, ...]
    ignored: int


def accept(decisions: Sequence[Decision], places: Places, today: date) -> Done:
    """Refuses the whole file with every problem in it, before anything is written."""
    examples = Examples(places.nlu)
    problems, new, known = _sorted_out(decisions, examples)
    problems += _problems_of_articles(decisions, places)
    journal.decided(places.folder)  # Refuses before anything is written.
    if problems:
        raise ProposalProblem(problems)
    for topic, texts in new.items():
        examples.append(topic, texts)
    drafts = tuple(
        draft(places.drafts / f"{one.article}.md", places.template, one, today)
        for one in decisions
        if one.article and not (places.drafts / f"{one.article}.md").exists()
    )
    messages = tuple(key for one in decisions for key in one.messages)
    journal.add(places.folder, journal.Entry(messages, new, {str(path): journal.sum_of(path) for path in drafts}))
    counts = {topic: len(texts) for topic, texts in new.items()}
    return Done(counts, known, drafts, sum(one.ignore for one in decisions))


def _sorted_out(decisions: Sequence[Decision], examples: Examples) -> tuple[list[str], dict[str, list[str]], int]:
    """Problems, new texts by topic, and how many were there already."""
    problems: list[str] = []
    new: dict[str, list[str]] = {}
    homes: dict[str, str] = {}
    known = 0
    for one in decisions:
        where = f"Cluster {one.number}"
        if one.topic is None:
            if one.examples:
                problems.append(f"{where} has examples and no topic: write it after `accept:`.")
            continue
        if one.topic not in examples.intents:
            problems.append(f"{where}: there is no topic {one.topic}. {_meant(one.topic, examples.intents)}")
            continue
        if not one.examples:
            problems.append(f"{where} is accepted without examples: write some in your own words.")
        for text in one.examples:
            problem = _problem_of(text, one)
            home = examples.home_of(text) or homes.get(normalised(text))
            if problem:
                problems.append(f"{where}: {problem}: {text}")
            elif home is None:
                new.setdefault(one.topic, []).append(text)
                homes[normalised(text)] = one.topic
            elif home == one.topic:
                known += 1
            else:
                problems.append(f"{where}: this is an example of {home} already: {text}")
    return problems, new, known


def _meant(topic: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(topic.lower(), known, n=1)
    return f"Did you mean {near[0]}?" if near else "docs/topics.md has them all."


def _problem_of(text: str, decision: Decision) -> str | None:
    """The rules of data/nlu/README.md that can be told from the text alone."""
    if not text.strip() or text != text.strip() or "\n" in text:
        return "an example is one line without blanks around it"
    if text.startswith("/"):
        return "an example does not start with a slash"
    if re.search(r"\]\s*[({]", text):
        return "brackets followed by others would be read as an entity"
    if redact(text) != text or MARK.search(text):
        return "no addresses, names or numbers, and no marks in their place"
    said = normalised(text)
    for heard in map(normalised, decision.heard):
        if said == heard or (len(said.split()) >= _COPY_FROM and f" {said} " in f" {heard} "):
            return "a listener wrote this; say it in your own words"
    return None


def _problems_of_articles(decisions: Sequence[Decision], places: Places) -> list[str]:
    problems = []
    for one in decisions:
        if one.article is None:
            continue
        if not _SLUG.fullmatch(str(one.article)):
            problems.append(f"Cluster {one.number}: an article is called group/some-words, not {one.article}.")
        elif (places.articles / f"{one.article}.md").exists():
            problems.append(f"Cluster {one.number}: there is an article {one.article} already.")
    return problems
