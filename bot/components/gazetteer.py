"""Finds devices, plans, countries, amounts … in a message by the lists in `data/gazetteers/`; knows nothing of Rasa.

One file per entity: `values` with what people say for each, `patterns` with a template for the value, and under `not`
what holds such words and means something else ("Fleetwood Mac", "phone number").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.components.plain_signs import plain
from bot.components.ruled_out import Verdict, verdicts

_PLACE = re.compile(r"\{(\d)\}")
# Where it works on one of these, another of them is the one that is meant: "fine on my laptop, not on iOS".
_WHERE = frozenset({"device", "os", "platform"})


class GazetteerProblem(ValueError):
    """A file of `data/gazetteers/` cannot be used; says which and why."""


@dataclass(frozen=True)
class Match:
    """`text[start:end]` means `value` of `entity`. An implied match has the words of the one that implied it."""

    entity: str
    value: str
    start: int
    end: int
    implied: bool = False


@dataclass(frozen=True)
class _Rule:
    """One pattern and the value that its matches stand for; an empty template stands for nothing at all."""

    entity: str
    regex: re.Pattern[str]
    template: str
    words: dict[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    implies: dict[str, str] = field(default_factory=dict)
    # Only the kind, which says nothing beside a device of that kind: "S7, android".
    kind: bool = False
    # A text without any of these, in lower case, is not searched: finding that out takes a tenth of the time.
    marks: tuple[str, ...] = ()

    @property
    def entities(self) -> set[str]:
        return {self.entity, *self.implies}

    def value_of(self, found: re.Match[str]) -> str:
        def part(place: re.Match[str]) -> str:
            text = found.group(int(place.group(1))) or ""
            return self.words.get(text.lower().strip(), text)

        return " ".join(_PLACE.sub(part, self.template).split())


def _phrase(words: str) -> str:
    return r"[\s\-]*".join(re.escape(word) for word in words.split())


def _any_of(phrases: list[str]) -> str:
    # Longest first, because an alternation takes the first that fits.
    return "|".join(_phrase(words) for words in sorted(phrases, key=len, reverse=True))


def _marks(phrases: list[str]) -> tuple[str, ...]:
    return tuple({max(words.lower().split(), key=len) for words in phrases})


def _bounded(pattern: str, *, open_start: bool = False, plural: bool = False) -> re.Pattern[str]:
    start = "" if open_start else r"(?<![\w])"
    end = r"(?:'?s)?(?![\w])" if plural else r"(?![\w])"
    return re.compile(f"{start}(?:{pattern}){end}", re.IGNORECASE)


def _rules_of(content: dict[str, Any]) -> Iterator[_Rule]:
    entity = content["entity"]
    # Before the rest: of two matches of one length the first wins.
    if phrases := content.get("not"):
        yield _Rule(entity, _bounded(_any_of(phrases), plural=True), "", marks=_marks(phrases))
    for row in content.get("values", ()):
        says = row["says"]
        yield _Rule(
            entity,
            _bounded(_any_of(says), plural=True),
            row["value"],
            implies=row.get("implies", {}),
            kind=row.get("kind", False),
            marks=_marks(says),
        )
    for row in content.get("patterns", ()):
        yield _Rule(
            entity,
            _bounded(row["regex"], open_start=row.get("open", False)),
            row["value"],
            words=row.get("words", {}),
            needs=tuple(row.get("needs", ())),
            implies=row.get("implies", {}),
            marks=tuple(mark.lower() for mark in row.get("marks", ())),
        )


class Gazetteer:
    """All lists of a folder. `find` gives at most one match per entity and place, the longest."""

    def __init__(self, folder: Path) -> None:
        self._rules: list[_Rule] = []
        files = sorted(folder.glob("*.yml"))
        for file in files:
            try:
                self._rules += _rules_of(YAML(typ="safe").load(file))
            except (KeyError, TypeError, AttributeError, re.error) as error:
                raise GazetteerProblem(f"{file}: {type(error).__name__}: {error}") from error
        self.entities = sorted({rule.entity for rule in self._rules})
        # The other way round each mark is looked for once, and most rules cost nothing.
        self._by_mark: dict[str, list[int]] = {}
        for place, rule in enumerate(self._rules):
            for mark in rule.marks or ("",):
                self._by_mark.setdefault(mark, []).append(place)

    def find(self, text: str) -> list[Match]:
        text = plain(text)
        said = _exact(_meant(text, _longest(self._said(text))))
        implied = [
            Match(entity, value, match.start, match.end, implied=True)
            for match, rule in said
            for entity, value in rule.implies.items()
        ]
        # What the listener says outright ("android 13") stands over what a word implies ("android").
        spoken = {match.entity for match, _ in said}
        matches = [match for match, _ in said] + [match for match in _unique(implied) if match.entity not in spoken]
        return sorted(matches, key=lambda match: (match.start, match.entity))

    def _said(self, text: str) -> Iterator[tuple[Match, _Rule]]:
        lower = text.lower()
        places = {place for mark, several in self._by_mark.items() if mark in lower for place in several}
        for rule in (self._rules[place] for place in sorted(places)):
            for found in rule.regex.finditer(text):
                words = found.group().lower()
                if rule.needs and not any(need in words for need in rule.needs):
                    continue
                yield Match(rule.entity, rule.value_of(found), found.start(), found.end()), rule


def _longest(said: Iterator[tuple[Match, _Rule]]) -> list[tuple[Match, _Rule]]:
    """Drop what lies inside a longer match, also of another entity: "android auto" is no Android phone."""
    kept: list[tuple[Match, _Rule]] = []
    for match, rule in sorted(said, key=lambda pair: pair[0].start - pair[0].end):
        inside = [other for other, _ in kept if other.start < match.end and match.start < other.end]
        longer = any(other.end - other.start > match.end - match.start for other in inside)
        if not longer and not any(other.entity == match.entity for other in inside):
            kept.append((match, rule))
    return [(match, rule) for match, rule in kept if match.value]


def _meant(text: str, said: list[tuple[Match, _Rule]]) -> list[tuple[Match, _Rule]]:
    """Drops what the listener rules out; what is fine only beside something of its kind that is not."""
    said = sorted(said, key=lambda pair: pair[0].start)
    judged = list(zip(said, verdicts(text, [(match.start, match.end) for match, _ in said]), strict=True))
    meant = [pair for pair, verdict in judged if verdict is Verdict.MEANT]
    taken = {entity for _, rule in meant for entity in rule.entities}
    taken |= set() if taken.isdisjoint(_WHERE) else _WHERE
    return [
        pair
        for pair, verdict in judged
        if verdict is Verdict.MEANT or (verdict is Verdict.WELL and not taken & pair[1].entities)
    ]


def _exact(said: list[tuple[Match, _Rule]]) -> list[tuple[Match, _Rule]]:
    """Drops what is named more exactly elsewhere in the message: "an iPhone … iPhone 7"."""

    def is_exacter(other: tuple[Match, _Rule], than: tuple[Match, _Rule]) -> bool:
        (match, rule), (vague, vague_rule) = other, than
        if match.entity != vague.entity or match.value == vague.value or rule.implies != vague_rule.implies:
            return False
        return vague_rule.kind or match.value.startswith(f"{vague.value} ")

    return [pair for pair in said if not any(is_exacter(other, pair) for other in said)]


def _unique(matches: list[Match]) -> Iterator[Match]:
    seen: set[tuple[str, str]] = set()
    for match in matches:
        if (match.entity, match.value) not in seen:
            seen.add((match.entity, match.value))
            yield match
