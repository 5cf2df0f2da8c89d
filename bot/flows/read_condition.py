"""Reads a condition out of a flow file and puts its problems at the right column of the file."""

from __future__ import annotations

from dataclasses import replace

from bot.flows.condition import Condition
from bot.flows.condition_parser import ConditionError, parse_condition
from bot.flows.problem import Where
from bot.flows.source import Node


def read_condition(node: Node) -> Condition | None:
    """The condition written at `node`; `true` and `false` are conditions too."""
    text = str(node.value).lower() if isinstance(node.value, bool) else node.text()
    start = node.where.column + node.is_quoted
    try:
        parsed = parse_condition(text) if text else None
    except ConditionError as error:
        where = Where(node.where.file, node.where.line, start + error.column - 1)
        node.problems.add(where, "F012", f"{error.message} (in `{text}`)", error.remedy)
        return None
    return replace(parsed, where=Where(node.where.file, node.where.line, start)) if parsed else None
