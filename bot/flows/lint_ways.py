"""Checks the ways through a flow: that each leads somewhere, each step is reached, and none goes round for ever."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flows.model import END, Action, Bundle, Call, Collect, Flow, Link, SetSlots, Step
from bot.flows.problem import Problem, did_you_mean
from bot.flows.turn import HANDOFF

# A correction may walk a flow twice within MAX_EFFECTS, and nobody reads ten messages in a row.
MAX_IN_A_ROW = 8


def called_flows(bundle: Bundle) -> frozenset[str]:
    """What some flow calls, and may therefore not link."""
    steps = (step for flow in bundle.flows.values() for step in flow.steps.values())
    return frozenset(step.deed.flow for step in steps if isinstance(step.deed, Call))


def check(bundle: Bundle, flow: Flow, called: frozenset[str]) -> Iterator[Problem]:
    yield from _targets(flow)
    yield from _unreachable(flow)
    yield from _loops(flow)
    yield from _long_ways(flow)
    yield from _links_and_calls(bundle, flow, called)
    yield from _persisted(flow)


def _targets(flow: Flow) -> Iterator[Problem]:
    for step in flow.steps.values():
        for branch in step.next:
            if branch.target != END and branch.target not in flow.steps:
                remedy = did_you_mean(branch.target, [*flow.steps, END], "use the id of a step of this flow, or END")
                yield Problem(branch.where, "F003", f"`{branch.target}` is no step of {flow.id}", remedy)


def _ways_on(flow: Flow, step: Step) -> Iterator[Step]:
    if isinstance(step.deed, Link):
        return
    for branch in step.next:
        if branch.target in flow.steps:
            yield flow.steps[branch.target]


def _unreachable(flow: Flow) -> Iterator[Problem]:
    waiting, reached = [flow.first], set()
    while waiting:
        step = flow.steps.get(waiting.pop())
        if step and step.id not in reached:
            reached.add(step.id)
            waiting.extend(following.id for following in _ways_on(flow, step))
    for step in flow.steps.values():
        if step.id not in reached:
            message = f"nothing leads to step `{step.id}` of {flow.id}"
            yield Problem(step.where, "F004", message, "name it in a `next:`, or remove it")


def _stops_a_loop(step: Step) -> bool:
    """A question stops a loop only when it is asked again, which it is not while its slot is filled."""
    deed = step.deed
    if isinstance(deed, SetSlots):
        return None in deed.values.values()
    return isinstance(deed, Call) or (isinstance(deed, Collect) and deed.ask_before_filling)


def _loops(flow: Flow) -> Iterator[Problem]:
    done: set[str] = set()

    def visit(step: Step, way: tuple[str, ...]) -> Iterator[Problem]:
        if step.id in way:
            circle = [*way[way.index(step.id) :], step.id]
            remedy = "put `ask_before_filling: true` on its question, or empty the slot with `set_slots`"
            yield Problem(step.where, "F005", f"goes round without asking anew: {' → '.join(circle)}", remedy)
        elif step.id not in done and not _stops_a_loop(step):
            for following in _ways_on(flow, step):
                yield from visit(following, (*way, step.id))
            done.add(step.id)

    for step in flow.steps.values():
        yield from visit(step, ())


def _long_ways(flow: Flow) -> Iterator[Problem]:
    longest: dict[str, int] = {}

    def length(step: Step, way: frozenset[str]) -> int:
        if isinstance(step.deed, (Collect, Call)) or step.id in way:
            return 0
        if step.id not in longest:
            after = [length(following, way | {step.id}) for following in _ways_on(flow, step)]
            longest[step.id] = (1 if isinstance(step.deed, Action) else 0) + max(after, default=0)
        return longest[step.id]

    for step in flow.steps.values():
        if length(step, frozenset()) == MAX_IN_A_ROW + 1 and isinstance(step.deed, Action):
            message = f"more than {MAX_IN_A_ROW} messages and actions follow without a question"
            yield Problem(step.where, "F006", message, "say less at once, or ask something in between")


def _links_and_calls(bundle: Bundle, flow: Flow, called: frozenset[str]) -> Iterator[Problem]:
    for step in flow.steps.values():
        deed = step.deed
        if not isinstance(deed, (Link, Call)):
            continue
        where = step.at("link" if isinstance(deed, Link) else "call")
        if deed.flow not in bundle.flows:
            message = f"there is no flow `{deed.flow}`"
            yield Problem(where, "F007", message, did_you_mean(deed.flow, bundle.flows, "define it first"))
        elif isinstance(deed, Call):
            yield from _call(bundle, flow, step, deed)
        elif flow.id in called:
            message = f"{flow.id} is called by another flow and must return to it"
            yield Problem(where, "F010", message, "let the calling flow `link` instead")
        elif deed.flow.startswith("pattern_") and deed.flow != HANDOFF:
            yield Problem(where, "F010", f"`{deed.flow}` starts by itself", f"the pattern to link to is {HANDOFF}")


def _call(bundle: Bundle, flow: Flow, step: Step, deed: Call) -> Iterator[Problem]:
    where = step.at("call")
    if flow.is_pattern or deed.flow.startswith("pattern_"):
        yield Problem(where, "F010", "patterns neither call nor are called", "use `link`, or repeat the steps")
    waiting, seen = [deed.flow], set()
    while waiting:
        child = waiting.pop()
        if child == flow.id:
            message = f"{flow.id} calls {deed.flow}, which leads back to {flow.id}"
            yield Problem(where, "F011", message, "let one of them end without a call")
            return
        if child not in seen and child in bundle.flows:
            seen.add(child)
            steps = bundle.flows[child].steps.values()
            waiting.extend(inner.deed.flow for inner in steps if isinstance(inner.deed, Call))


def _persisted(flow: Flow) -> Iterator[Problem]:
    own = set(flow.own_slots())
    for slot, where in flow.persisted_slots.items():
        if slot not in own:
            message = f"{flow.id} neither asks for nor sets `{slot}`"
            yield Problem(where, "F009", message, did_you_mean(slot, own, "leave it out"))
