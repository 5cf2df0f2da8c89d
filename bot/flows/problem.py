"""What is wrong in a flow file, where, and how to mend it; finding it is the work of the readers and the linter."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

CODES = {
    "F000": "file that is not readable as YAML",
    "F001": "unknown key",
    "F002": "the same id, key or name twice",
    "F003": "`next` names no step",
    "F004": "step that nothing leads to",
    "F005": "loop without a question",
    "F006": "too many steps in a row without a question",
    "F007": "unknown slot, response, action, article or flow",
    "F008": "missing or malformed value",
    "F009": "persisted slot that this flow does not set",
    "F010": "`link` or `call` where it is not allowed",
    "F011": "flows that call each other in a circle",
    "F012": "condition that cannot be read",
    "F013": "condition that can never be right",
    "F014": "branch that leads nowhere",
    "F015": "value that the slot does not have",
    "F016": "outcome without cause, prevention or article",
    "F017": "trigger that cannot start this flow",
    "F018": "button that does nothing",
    "F019": "unknown placeholder",
    "F020": "text that is too long",
    "F021": "part of the format that is not supported",
    "F022": "text with a hole where a slot may be null",
    "F023": "article that is not for the platform of the branch",
    "F024": "step offered to a platform that cannot do it",
    "F025": "topic without a flow",
    "F026": "flow without a test",
    "F027": "text that is cut off at a `#`",
}
#: What is worth a look and stops nobody from publishing.
WARNINGS = frozenset({"F025", "F026", "F027"})


@dataclass(frozen=True, order=True)
class Where:
    """A place in a file; lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Where("")


@dataclass(frozen=True, order=True)
class Problem:
    where: Where
    code: str
    message: str
    remedy: str = ""

    @property
    def is_warning(self) -> bool:
        return self.code in WARNINGS

    def __str__(self) -> str:
        kind = "warning: " if self.is_warning else ""
        return f"{self.where} {self.code} {kind}{self.message}" + (f"; {self.remedy}" if self.remedy else "")


class FlowProblems(Exception):
    """The flow files cannot be used; `problems` holds everything that is wrong with them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def missing(word: str, known: Iterable[str], how: str) -> str:
    """A remedy for a name that may be misspelt, or that nobody has written yet; `how` says how to add it."""
    near = did_you_mean(word, known)
    return f"{near} If not, {how}" if near else how


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A remedy that names the nearest known word, or `otherwise` where none is near."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else otherwise
