"""The problems of flow files in the forms that programs and editors read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from bot.flows import FlowProblems, Problem
from soundcheck.flows import project


class Form(str, Enum):
    text = "text"
    json = "json"
    editor = "editor"


def problems(directory: Path) -> Sequence[Problem]:
    try:
        project.bundle(directory)
    except FlowProblems as found:
        return found.problems
    return ()


def as_json(found: Sequence[Problem]) -> str:
    rows = [
        {
            "file": problem.where.file,
            "line": problem.where.line,
            "column": problem.where.column,
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
    return " ".join(f"{problem.code} {problem.message}{remedy}".split())
