"""Reads a YAML file so that every value knows its line and column; what the values mean is left to the readers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError

from bot.flows.problem import Problem, Where, did_you_mean


class Problems:
    """Collects what is wrong, so that a writer sees everything at once."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, where: Where, code: str, message: str, remedy: str = "") -> None:
        self.found.append(Problem(where, code, message, remedy))


class Node:
    """A value of a YAML file, with its place; asking for the wrong kind notes a problem and goes on."""

    def __init__(self, value: Any, where: Where, problems: Problems) -> None:
        self.value, self.where, self.problems = value, where, problems

    def problem(self, code: str, message: str, remedy: str = "") -> None:
        self.problems.add(self.where, code, message, remedy)

    @property
    def is_map(self) -> bool:
        return isinstance(self.value, Mapping)

    @property
    def is_list(self) -> bool:
        return isinstance(self.value, Sequence) and not isinstance(self.value, str)

    def __contains__(self, key: str) -> bool:
        return self.is_map and key in self.value

    def get(self, key: str) -> Node | None:
        return self._child(key) if key in self else None

    def key(self, key: str) -> Node:
        """The key itself, for problems that are about its name."""
        line, column = self.value.lc.key(key) if hasattr(self.value, "lc") else (0, 0)
        return Node(key, Where(self.where.file, line + 1, column + 1), self.problems)

    def pairs(self) -> Iterator[tuple[Node, Node]]:
        if not self.is_map:
            return self.problem("F008", "a mapping `key: value` belongs here")
        for key in self.value:
            yield self.key(key), self._child(key)

    def items(self) -> Iterator[Node]:
        if not self.is_list:
            return self.problem("F008", "a list belongs here", "start each line with `- `")
        for index in range(len(self.value)):
            yield self._child(index)

    def text(self) -> str:
        if isinstance(self.value, str):
            return str(self.value)
        self.problem("F008", f"a text belongs here, not {_plain_name(self.value)}", "put it in quotation marks")
        return ""

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            self.problem("F008", "true or false belongs here")
        return self.value is True

    def only(self, *known: str, ignored: Sequence[str] = ()) -> None:
        """Notes every key that is neither known nor knowingly ignored."""
        for key, _ in self.pairs():
            if key.value not in known and key.value not in ignored:
                key.problem("F001", f"unknown key `{key.value}`", did_you_mean(str(key.value), known, _among(known)))

    def plain(self) -> Any:
        """The value without ruamel's own classes."""
        return _plain(self.value)

    def _child(self, key: str | int) -> Node:
        place = self.value.lc.value(key) if isinstance(key, str) else self.value.lc.item(key)
        line, column = place if place else (0, 0)
        value = self.value[key]
        # For an alias ruamel reports the alias; a nested block reports its own first key, which is what we want.
        return Node(value, Where(self.where.file, line + 1, column + 1), self.problems)


def read_source(path: Path, name: str, problems: Problems) -> Node | None:
    """The file's top mapping; null when there is nothing to read, which is a problem unless the file is empty."""
    try:
        value = _parse(path, name, problems)
    except (MarkedYAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = Where(name, mark.line + 1, mark.column + 1) if mark else Where(name)
        said = getattr(error, "problem", None) or "not UTF-8"
        problems.add(where, "F000", f"not readable as YAML: {said}", "look at the indentation, colons and quotes")
        return None
    if value is None:
        return None
    node = Node(value, Where(name), problems)
    if not node.is_map:
        node.problem("F008", "a flow file starts with `flows:`, `responses:` or `slots:`")
        return None
    return node


def _parse(path: Path, name: str, problems: Problems) -> Any:
    text = path.read_text(encoding="utf-8")
    try:
        return _yaml().load(text)
    except DuplicateKeyError as error:
        mark = error.problem_mark
        said = str(error.problem).split("with value")[0].replace("found duplicate key", "").strip(' "')
        problems.add(Where(name, mark.line + 1, mark.column + 1), "F002", f"`{said}` is here twice", "rename one")
        forgiving = _yaml()
        forgiving.allow_duplicate_keys = True
        return forgiving.load(text)


def _yaml() -> Any:
    yaml: Any = YAML()
    # Whether a condition stands in quotation marks decides in which column its problems are.
    yaml.preserve_quotes = True
    return yaml


def _among(known: Sequence[str]) -> str:
    return "use one of " + ", ".join(known) if len(known) <= 8 else ""


def _plain_name(value: Any) -> str:
    if value is None:
        return "nothing"
    return "a mapping" if isinstance(value, Mapping) else "a list" if isinstance(value, list) else f"`{value}`"


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool) or value is None:
        return value
    return float(value) if isinstance(value, float) else int(value) if isinstance(value, int) else str(value)
