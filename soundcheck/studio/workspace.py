"""What is on disk, as far as it can be used: where a file has problems, its last good version stands in."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from bot.flows import Bundle
from bot.flows.lint import problems_of
from bot.flows.model import Flow, Response, Slot
from bot.flows.problem import Problem, Where
from bot.flows.read_bundle import read_bundle
from bot.flows.source import Problems, read_source
from soundcheck.flows import project
from soundcheck.settings import ROOT

BRAND = ROOT / "data" / "brand.yml"

logger = logging.getLogger(__name__)

Placed = TypeVar("Placed", Flow, Slot, Response)


@dataclass(frozen=True)
class Snapshot:
    """The files at one moment. `number` grows with every change that was seen."""

    number: int
    #: What can be drawn and played.
    bundle: Bundle
    problems: Sequence[Problem]
    #: The files in whose place an earlier version stands.
    kept: frozenset[str]
    #: Every flow file's text, by the name that problems call it by.
    sources: Mapping[str, str]
    #: The texts that `bundle` was read from: those of earlier versions where they stand in.
    read_from: Mapping[str, str]

    def problems_in(self, file: str) -> list[Problem]:
        return [problem for problem in self.problems if problem.where.file == file]


class Workspace:
    """Two folders: the flows and their tests."""

    def __init__(self, flows: Path = project.FLOWS, tests: Path = project.TESTS, brand: Path = BRAND) -> None:
        self.flows, self.tests = flows, tests
        self._brand_file = brand
        self._brand: Mapping[str, Any] = {}
        self._marks = self._look()
        self.snapshot = self._read(None)

    def refresh(self) -> bool:
        """Read again if a file has changed; whether one has."""
        marks = self._look()
        if marks == self._marks:
            return False
        changed = [path for path in marks if marks[path] != self._marks.get(path)]
        self._marks = marks
        try:
            self.snapshot = self._read(self.snapshot)
        except OSError:
            # A file vanished while it was read: editors write anew and rename. The next look finds the new one.
            self._marks = {}
            return False
        except Exception:
            # A half-written file that trips the reader itself must not end the studio; the next save is read anew.
            logger.exception("The files could not be read.")
            self.snapshot = self._unreadable(self.snapshot, {self._name(Path(path)) for path in changed})
        return True

    def _unreadable(self, last: Snapshot, files: set[str]) -> Snapshot:
        said = "this file cannot be read at all", "look at what you changed last"
        problems = {Problem(Where(file), "F000", *said) for file in files}
        kept = last.kept | {file for file in files if file in last.read_from}
        sources = self._sources()
        return replace(
            last, number=last.number + 1, problems=sorted({*last.problems, *problems}), kept=kept, sources=sources
        )

    def _look(self) -> dict[str, tuple[int, int]]:
        """Time and size of every file that matters. One may vanish while we look: editors write anew and rename."""
        found = {}
        for path in (*self.flows.rglob("*.yml"), *self.tests.rglob("*.yml"), self._brand_file):
            try:
                status = path.stat()
            except OSError:
                continue
            found[str(path)] = (status.st_mtime_ns, status.st_size)
        return found

    def _read(self, last: Snapshot | None) -> Snapshot:
        project.articles.cache_clear()
        problems = Problems()
        brand = read_source(self._brand_file, project.shown(self._brand_file), problems)
        self._brand = brand.plain() if brand else self._brand
        bundle = read_bundle(self.flows, self._brand, problems)
        found = {*problems.found, *problems_of(bundle, project.articles(), project.actions())}
        broken = frozenset(problem.where.file for problem in found if not problem.is_warning)
        sources = self._sources()
        if last is None:
            return Snapshot(1, bundle, sorted(found), frozenset(), sources, sources)
        kept = broken & {flow.where.file for flow in last.bundle.flows.values()}
        return Snapshot(
            number=last.number + 1,
            bundle=_with_last_good(bundle, last.bundle, broken),
            problems=sorted(found),
            kept=kept,
            sources=sources,
            read_from={**sources, **{file: last.read_from.get(file, "") for file in kept}},
        )

    def _sources(self) -> dict[str, str]:
        return {
            self._name(path): path.read_text(encoding="utf-8", errors="replace")
            for path in sorted(self.flows.rglob("*.yml"))
        }

    @staticmethod
    def _name(path: Path) -> str:
        """As problems call it: from the working directory where that contains it."""
        resolved = path.resolve()
        return str(resolved.relative_to(Path.cwd())) if resolved.is_relative_to(Path.cwd()) else str(path)


def _with_last_good(new: Bundle, last: Bundle, broken: frozenset[str]) -> Bundle:
    return replace(
        new,
        flows=_mixed(new.flows, last.flows, broken),
        slots=_mixed(new.slots, last.slots, broken),
        responses=_mixed(new.responses, last.responses, broken),
    )


def _mixed(new: Mapping[str, Placed], last: Mapping[str, Placed], broken: frozenset[str]) -> dict[str, Placed]:
    """A file that has been broken since the studio began has no earlier version; what can be read of it counts."""
    earlier = {name: item for name, item in last.items() if item.where.file in broken}
    has_earlier = {item.where.file for item in earlier.values()}
    return {**{name: item for name, item in new.items() if item.where.file not in has_earlier}, **earlier}
