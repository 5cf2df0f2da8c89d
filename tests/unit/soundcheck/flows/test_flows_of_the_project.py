"""The project's flows: their tests pass and reach every step, triggers have examples, descriptions differ."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import combinations

import pytest

from bot.flows import Bundle, Engine
from soundcheck.flows import project
from soundcheck.flows.coverage import coverage, reached
from soundcheck.flows.examples import examples
from soundcheck.flows.run import Result, load, run_all


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return project.bundle()


@pytest.fixture(scope="module")
def results(bundle: Bundle) -> list[Result]:
    return list(run_all(load([project.TESTS], bundle), Engine(bundle)))


def test_every_flow_test_passes(results: list[Result]) -> None:
    assert [str(failure) for result in results for failure in result.failures] == []


def test_every_step_of_every_topic_is_reached(bundle: Bundle, results: list[Result]) -> None:
    """A new flow gets its tests by `soundcheck flows draft-tests <flow>`, to be read and named."""
    steps = reached(exchange for result in results for exchange in result.exchanges)

    assert {file.file: file.missing_lines for file in coverage(bundle, steps) if file.missing_lines} == {}


def test_every_intent_that_starts_a_flow_has_examples(bundle: Bundle) -> None:
    """One that is finer than its topic, `lyrics/limit`, passes the linter, and without examples never starts."""
    triggers = [trigger for flow in bundle.flows.values() for trigger in flow.triggers]

    assert triggers
    assert [f"{trigger.where} {trigger.intent}" for trigger in triggers if trigger.intent not in examples()] == []


def test_no_two_flows_are_described_alike(bundle: Bundle) -> None:
    """Colleagues choose a flow by its description; two alike are mostly a copy that was not finished."""
    pairs = combinations(bundle.flows.values(), 2)
    alike = [(a.id, b.id) for a, b in pairs if SequenceMatcher(None, a.description, b.description).ratio() > 0.9]

    assert alike == []
