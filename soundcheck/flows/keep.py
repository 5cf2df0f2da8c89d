"""Writes a conversation that was tried as a flow test, and plays it once more so that it is sure to pass."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.flows import FlowProblems
from soundcheck.flows.conversation import Conversation, Stub
from soundcheck.flows.draft import scalar, steps_of
from soundcheck.flows.run import load, run_all


class CannotKeep(Exception):
    """The conversation would be no good as a test; says why."""


def keep(
    name: str, conversation: Conversation, slots: Mapping[str, Any], stubs: Mapping[str, Stub], folder: Path
) -> Path:
    """A new file of the folder, named after the test; raises CannotKeep and leaves nothing behind."""
    if not name:
        raise CannotKeep("a test needs a name, :save A listener changes their mind")
    if not conversation.exchanges:
        raise CannotKeep("nothing has been said yet")
    path = folder / f"{re.sub(r'[^a-z0-9]+', '_', name.lower()).strip('_')}.yml"
    if path.exists():
        raise CannotKeep(f"{path} is there already, choose another name")
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(_lines(name, conversation, slots, stubs)) + "\n", encoding="utf-8")
    try:
        results = list(run_all(load([path], conversation.engine.bundle), conversation.engine))
        failures = [str(failure) for result in results for failure in result.failures]
    except FlowProblems as problems:
        failures = [str(problem) for problem in problems.problems]
    if failures:
        path.unlink()
        raise CannotKeep(f"played again it goes another way: {failures[0]}")
    return path


def _lines(name: str, conversation: Conversation, slots: Mapping[str, Any], stubs: Mapping[str, Stub]) -> Iterator[str]:
    if slots:
        yield "fixtures:"
        yield "  - known_before:"
        yield from (f"      - {slot}: {scalar(value)}" for slot, value in slots.items())
        yield ""
    if stubs:
        yield "stub_custom_actions:"
        for action, stub in stubs.items():
            # An action may set more than the flows know of; a test names only what is theirs.
            known = {slot: value for slot, value in stub.slots.items() if slot in conversation.engine.bundle.slots}
            yield from _stub(f"{name}::{action}", replace(stub, slots=known))
        yield ""
    yield "test_cases:"
    yield f"  - test_case: {scalar(name)}"
    if slots:
        yield "    fixtures: [known_before]"
    yield "    steps:"
    yield from steps_of(conversation)


def _stub(name: str, stub: Stub) -> Iterator[str]:
    yield f"  {scalar(name)}:"
    if stub.fails:
        yield "    fails: true"
        return
    yield "    events:" + ("" if stub.slots else " []")
    for slot, value in stub.slots.items():
        yield f"      - {{event: slot, name: {slot}, value: {scalar(value)}}}"
