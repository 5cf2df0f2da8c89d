"""Finds what is wrong in flow files before a listener does; each part of the language has a module of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.flows import lint_conditions, lint_names, lint_outcomes, lint_platforms, lint_texts, lint_topics, lint_ways
from bot.flows.model import Bundle
from bot.flows.problem import Problem
from bot.flows.read_bundle import read_bundle
from bot.flows.source import Problems


def check(
    flows_dir: Path,
    brand: Mapping[str, Any],
    articles: Collection[str] | None = None,
    actions: Collection[str] | None = None,
) -> list[Problem]:
    """Every problem of a directory, in the order of files and lines; `str` of one is what a writer wants to read.

    Where `articles` maps each name to the platforms that the article is for, these are checked too.
    """
    problems = Problems()
    bundle = read_bundle(flows_dir, brand, problems)
    return sorted({*problems.found, *problems_of(bundle, articles, actions)})


def problems_of(
    bundle: Bundle, articles: Collection[str] | None = None, actions: Collection[str] | None = None
) -> Iterator[Problem]:
    called = lint_ways.called_flows(bundle)
    for flow in bundle.flows.values():
        yield from lint_ways.check(bundle, flow, called)
        yield from lint_names.check(bundle, flow, actions)
        yield from lint_outcomes.check(bundle, flow, articles)
        yield from lint_platforms.check(bundle, flow, articles, is_called=flow.id in called and not flow.triggers)
    yield from lint_names.check_triggers(bundle)
    yield from lint_conditions.check(bundle)
    yield from lint_texts.check(bundle)
    yield from lint_topics.check(bundle)
