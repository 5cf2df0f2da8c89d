"""The problems of flow files in the forms that programs and editors read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path

from bot.flows import Bundle, Problem, lint_topics
from bot.flows.lint import problems_of
from bot.flows.read_bundle import read_bundle
from bot.flows.source import Problems
from soundcheck.flows import project

WORD = re.compile(r"\w+")


class Form(str, Enum):
    text = "text"
    json = "json"
    editor = "editor"


def look(directory: Path, tests: Path = project.TESTS) -> tuple[Bundle, Sequence[Problem]]:
    """The flows as far as they can be read, and their errors and warnings, in the order of files and lines."""
    problems = Problems()
    bundle = read_bundle(directory, project.brand(), problems)
    linted = problems_of(bundle, project.articles(), project.actions())
    # A draft in a folder of its own has no flow for all the other topics.
    forgotten = lint_topics.forgotten(bundle) if directory.resolve() == project.FLOWS.resolve() else ()
    return bundle, sorted({*problems.found, *linted, *forgotten, *_untested(bundle, tests)})


def _untested(bundle: Bundle, tests: Path) -> Iterator[Problem]:
    """A word's presence is a rough measure, and needs no test to be read; `--coverage` is the exact one."""
    if not tests.is_dir():
        return
    named = {word for path in tests.rglob("*.yml") for word in WORD.findall(path.read_text(encoding="utf-8"))}
    for flow in bundle.flows.values():
        if flow.triggers and not flow.is_pattern and not {flow.id, flow.topic} & named:
            remedy = f"soundcheck flows draft-tests {flow.id} writes some"
            yield Problem(flow.where, "F026", f"no flow test names {flow.id}", remedy)


def as_json(found: Sequence[Problem]) -> str:
    rows = [
        {
            "file": problem.where.file,
            "line": problem.where.line,
            "column": problem.where.column,
            "severity": "warning" if problem.is_warning else "error",
            "code": problem.code,
            "message": problem.message,
            "remedy": problem.remedy,
        }
        for problem in found
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def for_editors(found: Sequence[Problem]) -> str:
    """As compilers write it, `file:line:column: code message`, which editors know how to jump to."""
    return "".join(f"{problem.where}: {_line(problem)}\n" for problem in found)


def _line(problem: Problem) -> str:
    # A message may quote what a writer wrote over several lines.
    remedy = f"; {problem.remedy}" if problem.remedy else ""
    kind = "warning: " if problem.is_warning else ""
    return kind + " ".join(f"{problem.code} {problem.message}{remedy}".split())
