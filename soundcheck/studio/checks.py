"""Runs the flow tests for the page: those of one flow, what fails where, and which steps no test reaches."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.flows import Bundle, Engine
from bot.flows.source import Problems
from soundcheck.flows.coverage import reached
from soundcheck.flows.read_cases import find_files, read_file
from soundcheck.flows.run import Result, run_all


def check(bundle: Bundle, folder: Path, flow_id: str) -> dict[str, Any]:
    """A file that cannot be read takes nothing from the others."""
    problems = Problems()
    results: list[Result] = []
    for path in find_files(folder) if folder.is_dir() else ():
        own = Problems()
        file = read_file(path, bundle, own)
        problems.found += own.found
        if not own.found:
            results += run_all([file], Engine(bundle))
    here = [result for result in results if _concerns(result, flow_id)]
    steps = {
        step
        for flow, step in reached(exchange for result in results for exchange in result.exchanges)
        if flow == flow_id
    }
    return {
        "tests": [_result(result) for result in here],
        "problems": [str(problem) for problem in dict.fromkeys(problems.found)],
        "reached": sorted(steps),
        "missing": [step for step in bundle.flows[flow_id].steps if step not in steps],
    }


def _concerns(result: Result, flow_id: str) -> bool:
    """A test that stops early may not have come far enough; then its file's name says what it is about."""
    stem = Path(result.case.where.file).stem
    return stem.split(".")[0] == flow_id or any(flow == flow_id for flow, _ in reached(result.exchanges))


def _result(result: Result) -> dict[str, Any]:
    return {
        "name": result.case.name,
        "file": result.case.where.file,
        "line": result.case.where.line,
        "failures": [
            {"file": each.where.file, "line": each.where.line, "expected": each.expected, "actual": each.actual}
            for each in result.failures
        ],
    }
