"""What a condition means: its tree and its truth under given slots. Reading the text is `condition_parser`'s part."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.flows.problem import NOWHERE, Where

Scope = Mapping[str, Mapping[str, Any]]

# The third answer to "did that help?": the listener could not try. It is not a yes, so it does not hold by itself.
CANNOT = "cannot"

ORDERINGS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True)
class Literal:
    value: Any
    column: int = 1


@dataclass(frozen=True)
class Empty:
    column: int = 1


@dataclass(frozen=True)
class Name:
    """`slots.x` or `context.x`."""

    namespace: str
    key: str
    column: int = 1


@dataclass(frozen=True)
class Choice:
    """`{'a' 'b'}`"""

    values: tuple[Any, ...]
    column: int = 1


@dataclass(frozen=True)
class Compare:
    operator: str
    left: Node
    right: Node
    pattern: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Not:
    operand: Node


@dataclass(frozen=True)
class Both:
    left: Node
    right: Node


@dataclass(frozen=True)
class Either:
    left: Node
    right: Node


Node = Literal | Empty | Name | Choice | Compare | Not | Both | Either


@dataclass(frozen=True)
class Condition:
    """A condition of the flow language; asking whether it holds never raises."""

    text: str
    tree: Node = field(compare=False)
    where: Where = field(default=NOWHERE, compare=False)

    def holds(self, slots: Mapping[str, Any], context: Mapping[str, Any] | None = None) -> bool:
        return _holds(self.tree, {"slots": slots, "context": context or {}})

    def slots(self) -> frozenset[str]:
        return frozenset(name.key for name in self.names() if name.namespace == "slots")

    def names(self) -> Iterator[Name]:
        return (node for node in walk(self.tree) if isinstance(node, Name))

    def comparisons(self) -> Iterator[Compare]:
        return (node for node in walk(self.tree) if isinstance(node, Compare))


def walk(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, (Compare, Both, Either)):
        yield from walk(node.left)
        yield from walk(node.right)
    elif isinstance(node, Not):
        yield from walk(node.operand)


def _holds(node: Node, scope: Scope) -> bool:
    if isinstance(node, Not):
        return not _holds(node.operand, scope)
    if isinstance(node, Both):
        return _holds(node.left, scope) and _holds(node.right, scope)
    if isinstance(node, Either):
        return _holds(node.left, scope) or _holds(node.right, scope)
    if isinstance(node, Compare):
        return _compare(node, scope)
    if isinstance(node, Empty):
        return False
    value = _value(node, scope)
    return bool(value) and value != CANNOT


def _value(node: Node, scope: Scope) -> Any:
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, Choice):
        return list(node.values)
    if isinstance(node, Name):
        return scope[node.namespace].get(node.key)
    return _holds(node, scope)


def _compare(node: Compare, scope: Scope) -> bool:
    left = _value(node.left, scope)
    if isinstance(node.right, Empty):
        is_empty = left is None or left == "" or left == []
        return is_empty if node.operator == "=" else not is_empty and node.operator == "!="
    right = _value(node.right, scope)
    if node.operator == "=":
        return _equal(left, right)
    if node.operator == "!=":
        return not _equal(left, right)
    if node.operator == "contains":
        return _contains(left, right)
    if node.operator == "matches":
        return isinstance(left, str) and node.pattern is not None and node.pattern.search(left) is not None
    comparable = (_is_number(left) and _is_number(right)) or (isinstance(left, str) and isinstance(right, str))
    return comparable and ORDERINGS[node.operator](left, right)


def _equal(left: Any, right: Any) -> bool:
    # In Python 1 equals true, in a flow the number one is not a yes.
    return isinstance(left, bool) == isinstance(right, bool) and bool(left == right)


def _contains(left: Any, right: Any) -> bool:
    if isinstance(left, str):
        return isinstance(right, str) and right in left
    return isinstance(left, (list, tuple)) and any(_equal(item, right) for item in left)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
