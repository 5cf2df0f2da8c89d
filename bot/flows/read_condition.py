"""Reads a condition out of a flow file and puts its problems at the right column of the file."""

from __future__ import annotations

from typing import Any

from bot.flows.condition import Condition
from bot.flows.condition_parser import ConditionError, parse_condition
from bot.flows.problem import Where
from bot.flows.source import Node


def read_condition(node: Node) -> Condition | None:
    """The condition written at `node`; `true` and `false` are conditions too."""
    text = str(node.value).lower() if isinstance(node.value, bool) else node.text()
    try:
        return parse_condition(text) if text else None
    except ConditionError as error:
        column = node.where.column + error.column - 1 + (1 if _is_quoted(node.value) else 0)
        where = Where(node.where.file, node.where.line, column)
        node.problems.add(where, "F012", f"{error.message} (in `{text}`)", error.remedy)
        return None


def _is_quoted(value: Any) -> bool:
    return type(value).__name__ in ("DoubleQuotedScalarString", "SingleQuotedScalarString")
