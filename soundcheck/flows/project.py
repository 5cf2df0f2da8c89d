"""Loads the flows of a project with everything that their names refer to; what is wrong is said by `bot.flows`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.flows import Bundle, load_bundle
from soundcheck.settings import ROOT

FLOWS = ROOT / "data" / "flows"
ARTICLES = ROOT / "kb_articles"
TESTS = ROOT / "tests" / "flows"


@cache
def brand() -> dict[str, Any]:
    """The facts of the service that flows and articles speak of."""
    facts: dict[str, Any] = YAML(typ="safe").load(ROOT / "data" / "brand.yml")
    return facts


@cache
def actions() -> frozenset[str]:
    """The actions that the action server knows."""
    return frozenset(YAML(typ="safe").load(ROOT / "domain.yml")["actions"])


@cache
def articles() -> frozenset[str]:
    return frozenset(path.relative_to(ARTICLES).with_suffix("").as_posix() for path in ARTICLES.rglob("*.md"))


def bundle(directory: Path = FLOWS) -> Bundle:
    """The flows of a directory; raises FlowProblems."""
    return load_bundle(directory, brand(), articles(), actions())


def shown(path: Path) -> str:
    """The path as a writer names it: from the project's folder where it lies in it."""
    resolved = path.resolve()
    return resolved.relative_to(ROOT).as_posix() if resolved.is_relative_to(ROOT) else str(path)
