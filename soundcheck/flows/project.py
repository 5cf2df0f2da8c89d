"""Loads the flows of a project with everything that their names refer to; what is wrong is said by `bot.flows`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.flows import Bundle, load_bundle
from soundcheck.settings import ROOT

FLOWS = ROOT / "data" / "flows"
ARTICLES = ROOT / "kb_articles"
TESTS = ROOT / "tests" / "flows"
PLATFORMS = re.compile(r"^platforms: *\[(?P<names>[a-z, ]+)\] *$", re.MULTILINE)


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
def articles() -> Mapping[str, tuple[str, ...]]:
    """The platforms that each article is for."""
    return {
        path.relative_to(ARTICLES).with_suffix("").as_posix(): _platforms(path)
        for path in sorted(ARTICLES.rglob("*.md"))
    }


def _platforms(path: Path) -> tuple[str, ...]:
    # Reading all articles in full takes many times as long as linting; what is wrong in them their own linter says.
    found = PLATFORMS.search(path.read_text(encoding="utf-8", errors="replace"))
    return tuple(name.strip() for name in found["names"].split(",")) if found else ("all",)


def bundle(directory: Path = FLOWS) -> Bundle:
    """The flows of a directory; raises FlowProblems."""
    return load_bundle(directory, brand(), articles(), actions())


def shown(path: Path) -> str:
    """The path as a writer names it: from the project's folder where it lies in it."""
    resolved = path.resolve()
    return resolved.relative_to(ROOT).as_posix() if resolved.is_relative_to(ROOT) else str(path)
