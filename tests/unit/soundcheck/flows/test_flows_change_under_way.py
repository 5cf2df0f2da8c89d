"""Flows that change under a conversation, whose version was lost: in every test of the project, after every turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.flows import Bundle, Engine, Heard
from bot.flows.model import END, Flow
from soundcheck.flows import project
from soundcheck.flows.conversation import Conversation, Exchange, Stub
from soundcheck.flows.run import Unclear, heard_of, load

#: Longer than the longest flow; who is asked more often goes round in circles.
PATIENCE = 40
A_PERSON = Heard("let me talk to a person", "talk_to_human", 0.95, (("talk_to_human", 0.95),))


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return project.bundle()


def renamed(flow: Flow) -> Flow:
    """The same flow; not one step is called as before."""
    names = {name: f"{name}_renamed" for name in flow.steps} | {END: END}
    steps = {
        names[name]: replace(
            step, id=names[name], next=[replace(way, target=names.get(way.target, way.target)) for way in step.next]
        )
        for name, step in flow.steps.items()
    }
    return replace(flow, steps=steps)


def conversations(bundle: Bundle) -> Iterator[tuple[Conversation, Heard]]:
    """Every conversation of the flow tests after each of its turns, and what the listener says next."""
    engine = Engine(bundle)
    for file in load([project.TESTS], bundle):
        for case in file.cases:
            slots = {slot: value for name, _ in case.fixtures for slot, value in file.shared.fixtures[name].items()}
            conversation = Conversation(
                engine,
                lambda run, _, name=case.name, shared=file.shared: shared.stub(name, run.action) or Stub(),
                slots,
            )
            for turn in case.turns:
                try:
                    heard = heard_of(turn, conversation)
                except Unclear:
                    break  # A test that does not pass is told by the tests of the project.
                if conversation.exchanges:
                    yield conversation.fork(), heard
                conversation.hear(heard)


def goes_on(conversation: Conversation, heard: Heard) -> None:
    """There are words after every message, and an end that the listener reaches by answering."""
    exchange = spoken(conversation.hear(heard))
    for _ in range(PATIENCE):
        if exchange.outcome or not conversation.state.get("frames"):
            break
        buttons = exchange.buttons
        answer = Heard(buttons[0]["title"], payload=buttons[0]["payload"]) if buttons else A_PERSON
        exchange = spoken(conversation.hear(answer))
    else:
        pytest.fail(f"{conversation.state['frames']} never came to an end")


def spoken(exchange: Exchange) -> Exchange:
    assert any(said.text.strip() for said in exchange.said) or exchange.actions, exchange.trace
    return exchange


def test_renaming_every_step_strands_nobody_and_hides_no_person(bundle: Bundle) -> None:
    changed = Engine(replace(bundle, flows={name: renamed(flow) for name, flow in bundle.flows.items()}))
    count = 0
    for conversation, heard in conversations(bundle):
        conversation.engine = changed
        if conversation.state.get("frames") and not conversation.exchanges[-1].outcome:
            assert "action_request_handoff" in conversation.fork().hear(A_PERSON).actions
        goes_on(conversation, heard)
        count += 1

    assert count > 500


def test_a_flow_that_is_deleted_strands_nobody(bundle: Bundle) -> None:
    engines: dict[str, Engine] = {}
    for conversation, heard in conversations(bundle):
        frames = conversation.state.get("frames", ())
        for name in {frame["flow"] for frame in frames if frame["flow"] in bundle.flows}:
            if name.startswith("pattern_"):
                continue  # Those that come with the engine cannot be deleted.
            if name not in engines:
                rest = {other: flow for other, flow in bundle.flows.items() if other != name}
                engines[name] = Engine(replace(bundle, flows=rest))
            other = conversation.fork()
            other.engine = engines[name]
            goes_on(other, heard)
