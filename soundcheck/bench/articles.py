"""Marks the article search by an exam of ours or real messages, and times it. How that is shown: `articles_report`."""

from __future__ import annotations

import random
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.articles import Article, ArticleIndex
from bot.articles.search import Guess
from soundcheck.bench import real_messages
from soundcheck.bench.figures import milliseconds
from soundcheck.settings import ROOT

EXAM = ROOT / "data" / "exams" / "articles.yml"
#: Which articles a good agent would send to real messages: sha256, slugs between semicolons or `nothing`, set.
REAL = ROOT / "data" / "exams" / "articles_real.csv"
NOTHING = "nothing"
#: Deeper places are as good as not found: nobody looks there.
DEPTH = 10
MANY = 1_000

#: The searches that are compared, by the names they have in the figures. A conversation knows its topic, the help
#: centre guesses it, and without a trained model nobody does.
SEARCHES = {
    ("words", "without_topic"): "words",
    ("words", "with_topic"): "words, topic known",
    ("meaning", "without_topic"): "words and meaning",
    ("guess", "without_topic"): "words and meaning, topic guessed",
    ("meaning", "with_topic"): "words and meaning, topic known",
}


@dataclass(frozen=True)
class Asked:
    """One question of the exam, and every article that would be a right answer; none for what nothing answers."""

    text: str
    find: tuple[str, ...]
    topic: str | None = None
    platform: str | None = None


@dataclass(frozen=True)
class Marked:
    """At which place the first right article came, from 1; None where none did."""

    asked: Asked
    place: int | None
    found: tuple[str, ...]
    score: float


def read_exam(file: Path = EXAM) -> tuple[list[Asked], list[Asked]]:
    """The questions that have an answer, and those that have none."""
    exam = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    asked = [
        Asked(one["ask"], tuple(one["find"]), topic) for topic, listed in exam["questions"].items() for one in listed
    ]
    asked += [Asked(one["ask"], tuple(one["find"]), None, one["platform"]) for one in exam["for_a_listener"]]
    return asked, [Asked(text, ()) for text in exam["nothing"]]


def read_real(files: Iterable[Path], sets: str, topics: Collection[str]) -> tuple[list[Asked], list[Asked]]:
    """The same of real messages: the lines of the files that are in one of the sets of REAL, e.g. "last,fresh".

    Their topic is the one of real_wording.labels.csv, where they have one and it is among `topics`."""
    wanted = real_messages.rows(REAL, sets)
    labels = real_messages.rows(real_messages.LABELS)
    asked = []
    for key, line in real_messages.lines(files).items():
        if key in wanted:
            find = tuple(slug for slug in wanted[key]["articles"].split(";") if slug != NOTHING)
            topic = labels[key]["label"].split("/")[0] if key in labels else None
            asked.append(Asked(line, find, topic if topic in topics else None))
    return [one for one in asked if one.find], [replace(one, topic=None) for one in asked if not one.find]


def mark(index: ArticleIndex, asked: Iterable[Asked], with_topic: bool) -> list[Marked]:
    return [_marked(index, one, one.topic if with_topic else None) for one in asked]


def figures(index: ArticleIndex, answerable: Sequence[Asked], nothing: Sequence[Asked]) -> dict[str, Any]:
    """Everything that is published of one index; with the topic known only where the questions have topics."""
    topics = sorted({one.topic for one in answerable if one.topic})
    unknown = {"without_topic": _shares(mark(index, answerable, False)) | {"nothing_fits": _refused(index, nothing)}}
    if not topics:
        return unknown
    # A conversation keeps its topic while its listener asks about the weather: each such question meets some topic.
    on_some_topic = [replace(one, topic=topics[place % len(topics)]) for place, one in enumerate(nothing)]
    known = _shares(mark(index, answerable, True)) | {"nothing_fits": _refused(index, on_some_topic)}
    return unknown | {"with_topic": known}


def latency(articles: Sequence[Article], encode: Any, guess: Guess, asked: Sequence[Asked]) -> dict[str, Any]:
    """A search among a thousand articles, topic guessed, encoding of the question included; the first only warm up."""
    chance = random.Random(1)

    def encode_quickly(texts: list[str]) -> Any:
        # A product takes its time whatever the numbers are, and four thousand real vectors would take minutes.
        return encode(texts) if len(texts) == 1 else [[chance.gauss(0, 1) for _ in range(width)] for _ in texts]

    width = len(encode(["songs"])[0])
    index = ArticleIndex(many(articles), encode_quickly, guess=guess)
    seconds, at_work = [], []
    for one in [*asked[:10], *asked]:
        started, worked = time.perf_counter(), time.process_time()
        index.search(one.text, None, one.platform)
        seconds.append(time.perf_counter() - started)
        # What the search itself costs, whatever else keeps the machine busy.
        at_work.append(time.process_time() - worked)
    return {"articles": MANY, **milliseconds(seconds[10:]), "processor": milliseconds(at_work[10:])}


def many(articles: Sequence[Article], count: int = MANY) -> list[Article]:
    """As many as are wanted: the real ones, and variants of them that share most of their words."""
    return [
        article if not turn else replace(article, slug=f"{article.slug}-{turn}", title=f"{article.title} ({turn})")
        for turn in range(-(-count // len(articles)))
        for article in articles
    ][:count]


def _marked(index: ArticleIndex, asked: Asked, topic: str | None) -> Marked:
    hits = index.search(asked.text, topic, asked.platform, limit=DEPTH)
    slugs = tuple(hit.article.slug for hit in hits)
    place = next((place for place, slug in enumerate(slugs, 1) if slug in asked.find), None)
    return Marked(asked, place, slugs[:3], hits[0].score if hits else 0.0)


def _shares(marked: Sequence[Marked]) -> dict[str, float]:
    places = [one.place for one in marked]
    return {
        "recall_at_1": _share(place == 1 for place in places),
        "recall_at_3": _share(place is not None and place <= 3 for place in places),
        "mrr": round(sum(1 / place for place in places if place) / len(places), 3),
        "refused": _share(not one.found for one in marked),
    }


def _refused(index: ArticleIndex, asked: Sequence[Asked]) -> float:
    return _share(not index.search(one.text, one.topic) for one in asked)


def _share(right: Iterable[bool]) -> float:
    known = list(right)
    return round(sum(known) / len(known), 3)
