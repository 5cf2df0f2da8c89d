"""The flow tests of tests/flows: all pass, and together they reach every step of every topic."""

from __future__ import annotations

import pytest

from bot.flows import Bundle, Engine
from soundcheck.flows import project
from soundcheck.flows.coverage import coverage, reached
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
