"""A flow test as it was read: plain values with their places in the file. Reading and running are others' parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.flows.heard import Entity
from bot.flows.problem import Where
from soundcheck.flows.conversation import Stub


@dataclass(frozen=True)
class Expectation:
    """`kind` is a step of the format or one of its assertions, `spec` what stands behind it."""

    kind: str
    spec: Any
    where: Where


@dataclass(frozen=True)
class Turn:
    """What the listener says, and what has to come of it; `also` is the intent of a second sentence."""

    user: str
    where: Where
    intent: str | None = None
    confidence: float | None = None
    entities: Sequence[Entity] = ()
    also: str | None = None
    expected: Sequence[Expectation] = ()


@dataclass(frozen=True)
class Case:
    name: str
    where: Where
    fixtures: Sequence[tuple[str, Where]]
    turns: Sequence[Turn]


@dataclass(frozen=True)
class Shared:
    """What several tests start from: slots by the name of their fixture, stubs by `action` or `test::action`."""

    fixtures: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    stubs: Mapping[str, Stub] = field(default_factory=dict)

    def over(self, outer: Shared) -> Shared:
        """The nearer definition stands."""
        return Shared({**outer.fixtures, **self.fixtures}, {**outer.stubs, **self.stubs})

    def stub(self, case: str, action: str) -> Stub | None:
        return self.stubs.get(f"{case}::{action}") or self.stubs.get(action)


@dataclass(frozen=True)
class CaseFile:
    path: Path
    shared: Shared
    cases: Sequence[Case]
