"""Reads a YAML file so that every value knows its line and column; what the values mean is left to the readers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode
from ruamel.yaml.resolver import VersionedResolver

from bot.flows.problem import Problem, Where, did_you_mean
from bot.flows.unreadable import explain

TAG = "tag:yaml.org,2002:"


class Problems:
    """Collects what is wrong, so that a writer sees everything at once."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(self, where: Where, code: str, message: str, remedy: str = "") -> None:
        self.found.append(Problem(where, code, message, remedy))


class Node:
    """A value of a YAML file, with its place; asking for the wrong kind notes a problem and goes on."""

    def __init__(self, composed: Any, file: str, problems: Problems) -> None:
        self._composed, self._file, self.problems = composed, file, problems
        self.where = Where(file, composed.start_mark.line + 1, composed.start_mark.column + 1)

    def problem(self, code: str, message: str, remedy: str = "") -> None:
        self.problems.add(self.where, code, message, remedy)

    @cached_property
    def value(self) -> Any:
        """A text, number, bool or null; nodes by key for a mapping; nodes for a list."""
        if isinstance(self._composed, MappingNode):
            return {key: value for key, (_, value) in self._children.items()}
        if isinstance(self._composed, SequenceNode):
            return [Node(item, self._file, self.problems) for item in self._composed.value]
        return _scalar(self._composed)

    @cached_property
    def _children(self) -> dict[str, tuple[Node, Node]]:
        children: dict[str, tuple[Node, Node]] = {}
        for key_node, value_node in self._composed.value:
            key = Node(key_node, self._file, self.problems)
            name = str(key_node.value) if isinstance(key_node, ScalarNode) else "?"
            if name in children:
                key.problem("F002", f"`{name}` is here twice", "rename or remove one")
            else:
                children[name] = key, Node(value_node, self._file, self.problems)
        return children

    @property
    def is_map(self) -> bool:
        return isinstance(self._composed, MappingNode)

    @property
    def is_list(self) -> bool:
        return isinstance(self._composed, SequenceNode)

    @property
    def is_quoted(self) -> bool:
        return isinstance(self._composed, ScalarNode) and self._composed.style in ("'", '"')

    def __contains__(self, key: str) -> bool:
        return self.is_map and key in self._children

    def get(self, key: str) -> Node | None:
        return self._children[key][1] if key in self else None

    def pairs(self) -> Iterator[tuple[str, Node, Node]]:
        """Each key as a name and as a node, for problems that are about it, and its value."""
        if not self.is_map:
            return self.problem("F008", "lines `key: value` belong here", "write them below, two spaces further in")
        for name, (key, value) in self._children.items():
            yield name, key, value

    def items(self) -> Iterator[Node]:
        if not self.is_list:
            return self.problem("F008", "a list belongs here", "start each line with `- `")
        yield from self.value

    def text(self) -> str:
        if isinstance(self.value, str):
            return self.value
        self.problem("F008", f"a text belongs here, not {self._plain_name()}", "put it in quotation marks")
        return ""

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            self.problem("F008", "true or false belongs here")
        return self.value is True

    def only(self, *known: str, ignored: Sequence[str] = ()) -> None:
        """Notes every key that is neither known nor knowingly ignored."""
        for name, key, _ in self.pairs():
            if name not in known and name not in ignored:
                key.problem("F001", f"unknown key `{name}`", did_you_mean(name, known, _among(known)))

    def plain(self) -> Any:
        """The value as it is without places."""
        if isinstance(self.value, Mapping):
            return {key: child.plain() for key, child in self.value.items()}
        return [child.plain() for child in self.value] if isinstance(self.value, list) else self.value

    def _plain_name(self) -> str:
        if self.value is None:
            return "nothing"
        return "a mapping" if self.is_map else "a list" if self.is_list else f"`{self._composed.value}`"


def read_source(path: Path, name: str, problems: Problems) -> Node | None:
    """The file's top mapping; null when there is nothing to read, which is a problem unless the file is empty."""
    try:
        text = path.read_text(encoding="utf-8")
        composed = _compose(text)
    except UnicodeDecodeError:
        problems.add(
            Where(name), "F000", "not readable: the text is not UTF-8", "save it again with the encoding UTF-8"
        )
        return None
    except YAMLError as error:
        slip = explain(error, text)
        where = Where(name, slip.line, slip.column)
        problems.add(where, "F000", f"not readable as YAML: {slip.message}", slip.remedy)
        return None
    if composed is None:
        return None
    node = Node(composed, name, problems)
    if not node.is_map:
        node.problem("F008", "a flow file starts with `flows:`, `responses:` or `slots:`")
        return None
    return node


class _Resolver(VersionedResolver):
    """Looks up what plain values are once a file; the general one does so twice for every value."""

    @cached_property
    def versioned_resolver(self) -> Any:
        return super().versioned_resolver


def _compose(text: str) -> Any:
    # Composing without constructing is a fraction of the work, and keeps every place.
    try:
        yaml = YAML(typ="safe")
        yaml.Resolver = _Resolver
        return yaml.compose(text)
    except MarkedYAMLError:
        # The fast parser refuses a few texts that YAML 1.2 allows, such as a question mark before a bracket.
        return YAML(typ="safe", pure=True).compose(text)


def _scalar(composed: ScalarNode) -> Any:
    """A plain value in YAML 1.2's sense: yes, no, on and dates are texts."""
    text, tag = composed.value, str(composed.tag).removeprefix(TAG)
    if tag == "null":
        return None
    if tag == "bool":
        return text.lower() == "true"
    try:
        return int(text) if tag == "int" else float(text) if tag == "float" else text
    except ValueError:
        return text


def _among(known: Sequence[str]) -> str:
    return "use one of " + ", ".join(known) if len(known) <= 8 else ""
