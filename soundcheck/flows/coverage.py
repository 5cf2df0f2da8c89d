"""Which steps of the flow files the tests reach: a share and the lines that were never reached, per file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.flows import Bundle
from bot.flows.model import Flow
from soundcheck.flows.conversation import Exchange

#: The built-in patterns have tests of their own.
BUILT_IN = "defaults/"


@dataclass(frozen=True)
class Coverage:
    """One flow file."""

    file: str
    steps: int
    reached: int
    missing_lines: tuple[int, ...]

    @property
    def percent(self) -> float:
        return 100.0 * self.reached / self.steps if self.steps else 100.0


def reached(exchanges: Iterable[Exchange]) -> set[tuple[str, str]]:
    """The steps, as flow and step, that these turns came by."""
    return {
        (passed.name, passed.value) for exchange in exchanges for passed in exchange.passed if passed.what == "step"
    }


def coverage(bundle: Bundle, steps: set[tuple[str, str]]) -> list[Coverage]:
    """In the order of the files; those without flows are left out."""
    files = sorted({flow.where.file for flow in own_flows(bundle)})
    return [_of_file(file, [flow for flow in own_flows(bundle) if flow.where.file == file], steps) for file in files]


def own_flows(bundle: Bundle) -> Iterator[Flow]:
    return (flow for flow in bundle.flows.values() if BUILT_IN not in flow.where.file)


def _of_file(file: str, flows: list[Flow], steps: set[tuple[str, str]]) -> Coverage:
    every = {(flow.id, step.id): step.where.line for flow in flows for step in flow.steps.values()}
    missing = sorted(line for key, line in every.items() if key not in steps)
    return Coverage(file, len(every), len(every) - len(missing), tuple(missing))
