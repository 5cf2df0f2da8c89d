"""Brings the parts of a draft together: what the tests go already, what is left, and conversations for that."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.flows import Bundle, Engine, FlowProblems
from bot.flows.source import Problems
from soundcheck.flows.draft import draft, free_path
from soundcheck.flows.explore import Explorer
from soundcheck.flows.read_cases import read_shared
from soundcheck.flows.run import load, run_all
from soundcheck.flows.situations import relevant
from soundcheck.flows.ways import Way, ways_taken


@dataclass(frozen=True)
class Written:
    """`path` is null where nothing was left to write."""

    path: Path | None
    tests: int
    not_found: set[Way]


def write(bundle: Bundle, flow_id: str, folder: Path) -> Written:
    """Writes a new file into the folder; raises FlowProblems when the tests there cannot be read."""
    problems = Problems()
    shared = read_shared(folder, bundle, problems)
    if problems.found:
        raise FlowProblems(problems.found)
    flow = bundle.flows[flow_id]
    fixtures = relevant(bundle, flow, shared.fixtures)
    stubs = {name: stub for name, stub in shared.stubs.items() if "::" not in name}
    found, not_found = Explorer(bundle, flow, fixtures, stubs).explore(_known(bundle, folder))
    if not found:
        return Written(None, 0, not_found)
    path = free_path(folder, flow_id)
    new = {name: slots for name, slots in fixtures.items() if name not in shared.fixtures}
    path.write_text(draft(bundle, flow, found, new), encoding="utf-8")
    return Written(path, len(found), not_found)


def _known(bundle: Bundle, folder: Path) -> set[Way]:
    results = run_all(load([folder], bundle), Engine(bundle)) if folder.is_dir() else ()
    return {way for result in results for way in ways_taken(result.exchanges)}
