"""Loads a directory of flow files, or refuses it with everything that is wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from bot.flows.lint import problems_of
from bot.flows.model import Bundle
from bot.flows.problem import FlowProblems
from bot.flows.read_bundle import read_bundle
from bot.flows.source import Problems


def load_bundle(
    flows_dir: Path,
    brand: Mapping[str, Any],
    articles: Collection[str] | None = None,
    actions: Collection[str] | None = None,
) -> Bundle:
    """The bundle of a directory; raises FlowProblems, of which warnings are none.

    Articles and actions are checked where their names are given.
    """
    problems = Problems()
    bundle = read_bundle(flows_dir, brand, problems)
    found = [*problems.found, *problems_of(bundle, articles, actions)]
    errors = [problem for problem in found if not problem.is_warning]
    if errors:
        raise FlowProblems(errors)
    return bundle
