"""Working memory of one decision: the dialogue and the slots as they become, and why. Nothing given is changed."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.flows.effects import Passed
from bot.flows.model import Bundle, Call, Collect, Flow, Slot, Step
from bot.flows.render import spoken
from bot.flows.stack import CALLED, PATTERN, USER, Dialogue, Frame

HANDOFF, SEARCH = "pattern_human_handoff", "pattern_search"
# Nobody keeps six open problems in mind; the oldest is dropped.
MAX_USER_FRAMES = 5
# At one question: a hint, then all options, then the offer of a person; who is still not understood gets one.
MAX_MISSES_AT_QUESTION = 3


@dataclass(frozen=True)
class Question:
    """The open collect of the topmost flow."""

    frame: Frame
    step: Step
    collect: Collect
    slot: Slot

    @property
    def remedy(self) -> str | None:
        return self.step.metadata.get("remedy")


class Turn:
    def __init__(self, bundle: Bundle, state: Mapping[str, Any], slots: Mapping[str, Any]) -> None:
        self.bundle = bundle
        self.dialogue = Dialogue.from_json(state)
        self.slots: dict[str, Any] = {**dict.fromkeys(bundle.slots), **slots}
        self.changes: dict[str, Any] = {}
        self.trace: list[str] = []
        self.passed: list[Passed] = []

    def copy(self) -> Turn:
        """For trying out; what happens to it is forgotten."""
        return Turn(self.bundle, self.dialogue.to_json(), self.slots)

    def set(self, slot: str, value: Any) -> None:
        before = self.slots.get(slot)
        if before != value or isinstance(before, bool) != isinstance(value, bool):
            self.slots[slot] = self.changes[slot] = value
            self.passed.append(Passed("set", slot, value))

    def note(self, sentence: str) -> None:
        self.trace.append(sentence)

    def question(self) -> Question | None:
        frame = self.dialogue.top
        flow = self.bundle.flows.get(frame.flow) if frame else None
        step = flow.steps.get(frame.open) if flow and frame and frame.open else None
        if frame is None or step is None or not isinstance(step.deed, Collect) or frame.left:
            return None
        slot = self.bundle.slots.get(step.deed.slot)
        return Question(frame, step, step.deed, slot) if slot else None

    def name(self, frame: Frame) -> str:
        """What the flow is called towards people."""
        flow = self.bundle.flows.get(frame.flow)
        return str(frame.context.get("topic_name") or (flow.name if flow else frame.flow))

    # Moving the stack

    def start(self, flow_id: str, context: Mapping[str, Any] | None = None) -> Frame:
        """Puts a flow of the listener on top, above all others; one that is already open is raised instead."""
        self.dialogue.drop_patterns()
        frames = self.dialogue.frames
        for frame in frames:
            frame.told = 0  # Back from another flow, nobody has the text before them.
        position = next((i for i, f in enumerate(frames) if f.kind == USER and f.flow == flow_id), None)
        if position is not None:
            return self._raise(position)
        users = [i for i, frame in enumerate(frames) if frame.kind == USER]
        if len(users) >= MAX_USER_FRAMES:
            self.note(f"Dropped {self.name(frames[0])}: {MAX_USER_FRAMES} flows are open.")
            self.finish(frames[0])
            del frames[: users[1]]
        return self.push(flow_id, USER, context)

    def push(self, flow_id: str, kind: str = PATTERN, context: Mapping[str, Any] | None = None) -> Frame:
        flow = self.bundle.flows[flow_id]
        frame = Frame(flow=flow_id, step=flow.first, kind=kind, context=dict(context or {}))
        if kind != CALLED:
            self.keep(frame)
        self.dialogue.frames.append(frame)
        self.passed.append(Passed("started", flow_id))
        self.note(f"Started {self.name(frame)}.")
        return frame

    def keep(self, frame: Frame) -> None:
        """Remembers which values were there before the flow, and outlive it."""
        frame.kept = [slot for slot in self._resettable(self.bundle.flows[frame.flow]) if self._is_filled(slot)]

    def offer_person(self, why: str, reason: str, more: Mapping[str, Any] | None = None) -> None:
        """Asks whether a person should take over; `reason` is the handoff's, should the listener agree."""
        self.set("handoff_reason", reason)
        active = self.dialogue.active
        context = {"reason": why, **(more or {})} | ({"open_flow_name": self.name(active)} if active else {})
        self.push("pattern_cannot_handle", context=context)

    def _raise(self, position: int) -> Frame:
        frames = self.dialogue.frames
        end = next((i for i in range(position + 1, len(frames)) if frames[i].kind != CALLED), len(frames))
        group = frames[position:end]
        if group[0].waiting:
            # Asked for before its turn came.
            group[0].waiting = ""
            self.keep(group[0])
            self.passed.append(Passed("started", group[0].flow))
        frames[position:] = [*frames[end:], *group]
        self.note(f"Went on with {self.name(group[0])}, which was open already.")
        return group[0]

    def open_question_for(self, slots: Container[str]) -> Frame | None:
        """The frame, on top or interrupted, whose open question asks for one of these slots."""
        for frame in reversed(self.dialogue.frames):
            flow = self.bundle.flows.get(frame.flow)
            step = flow.steps.get(frame.open) if flow and frame.open else None
            if step and isinstance(step.deed, Collect) and step.deed.slot in slots:
                return frame
        return None

    def bring_up(self, frame: Frame) -> None:
        """Puts an open flow on top again, with its caller and without the asides above it."""
        if frame.kind != PATTERN:
            self.dialogue.drop_patterns()
            self._raise(self.dialogue.frames.index(self.ledger(frame)))

    def finish(self, frame: Frame) -> None:
        """Forgets what only this flow needed; what the card shows of it is remembered."""
        flow = self.bundle.flows.get(frame.flow)
        if flow is None or frame.kind == CALLED or frame.waiting:
            return
        for name in self._resettable(flow):
            slot = self.bundle.slots.get(name)
            if slot is None or name in frame.kept:
                continue
            if slot.label and self.slots.get(name) is not None:
                self.dialogue.facts[name] = self.slots[name]
            self.set(name, slot.initial_value)

    def _is_filled(self, name: str) -> bool:
        slot = self.bundle.slots.get(name)
        value = self.slots.get(name)
        return value is not None and (slot is None or value != slot.initial_value)

    def _resettable(self, flow: Flow) -> list[str]:
        names: list[str] = []
        for part in self.with_called(flow):
            for name in part.own_slots():
                slot = self.bundle.slots.get(name)
                shared = slot is not None and slot.shared
                if not shared and name not in part.persisted_slots and name not in names:
                    names.append(name)
        return names

    def with_called(self, flow: Flow, seen: frozenset[str] = frozenset()) -> Iterator[Flow]:
        """The flow and every flow that it calls."""
        yield flow
        for step in flow.steps.values():
            child = self.bundle.flows.get(step.deed.flow) if isinstance(step.deed, Call) else None
            if child and child.id not in seen:
                yield from self.with_called(child, seen | {flow.id, child.id})

    def ledger(self, frame: Frame) -> Frame:
        """The frame that keeps account of side effects: the caller's, for called flows."""
        position = self.dialogue.frames.index(frame)
        while position > 0 and self.dialogue.frames[position].kind == CALLED:
            position -= 1
        return self.dialogue.frames[position]

    # For people

    def waiting_names(self) -> list[str]:
        """What the listener brought besides and nobody looked at yet, the next first."""
        return [self.name(frame) for frame in reversed(self.dialogue.frames) if frame.waiting]

    def spoken(self, slot: str, value: Any) -> str:
        return spoken(value).replace("_", " ")
