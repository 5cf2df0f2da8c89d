"""The ways through a flow: from step to step, and each button of its questions. Which of them conversations took."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.flows import Bundle
from bot.flows.model import END, Collect, Flow, Link
from soundcheck.flows.conversation import Exchange

#: A flow, one of its steps, and the step that comes after it or the button that is pressed there.
Way = tuple[str, str, str]


def ways_of(bundle: Bundle, flow: Flow) -> set[Way]:
    """Every way that the files write down; not all of them can be gone."""
    found: set[Way] = set()
    for step in flow.steps.values():
        targets = [END] if isinstance(step.deed, Link) else [branch.target for branch in step.next]
        found |= {(flow.id, step.id, target) for target in targets}
        if isinstance(step.deed, Collect) and step.deed.utter in bundle.responses:
            variants = bundle.responses[step.deed.utter].variants
            found |= {(flow.id, step.id, button.payload) for variant in variants for button in variant.buttons}
    return found


def ways_taken(exchanges: Iterable[Exchange]) -> Iterator[Way]:
    """In the order in which they were taken."""
    at: dict[str, str] = {}
    asked: tuple[str, str] | None = None
    for exchange in exchanges:
        if asked is not None and exchange.heard.payload:
            yield (*asked, exchange.heard.payload)
        for passed in exchange.passed:
            flow, before = passed.name, at.get(passed.name)
            if passed.what == "step":
                asked = (flow, passed.value)
                if before not in (None, passed.value):
                    yield flow, str(before), passed.value
                at[flow] = passed.value
            elif passed.what == "completed" and before is not None:
                yield flow, before, END
            if passed.what in ("started", "completed", "cancelled"):
                at.pop(flow, None)
