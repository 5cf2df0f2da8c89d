"""What all tests share: the order of the slow ones, and the real desk, started once for those that ask for it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk import Desk, running_desk

#: From quick to slow, so that a plain mistake is told first. The desk starts when the first test needs it.
SLOW = ("rasa", "faults", "browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(
        key=lambda item: max((SLOW.index(mark) + 1 for mark in SLOW if item.get_closest_marker(mark)), default=0)
    )


@pytest.fixture(scope="session")
def event_loop_policy() -> asyncio.AbstractEventLoopPolicy:
    """The loop that the gateway runs on; Rasa's web server would put another one in its place."""
    return asyncio.DefaultEventLoopPolicy()


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A whole desk with the trained bot: gateway, Rasa, actions, demo."""
    directory: Path = tmp_path_factory.mktemp("desk")
    with running_desk(directory) as running:
        yield running
