"""Walks the topmost flow until something has to be said, run or heard. What the listener meant is decided before."""

from __future__ import annotations

from typing import Any

from bot.flows.effects import MAX_EFFECTS, Effect, Listen, Outcome, Passed, Run, Say
from bot.flows.ending import end_flow, link_flow
from bot.flows.model import END, Action, Call, Collect, Link, SetSlots, Step
from bot.flows.offers import options_of
from bot.flows.render import fill, placeholders, variant_number
from bot.flows.stack import CALLED, PATTERN, USER, Frame
from bot.flows.turn import MAX_MISSES_AT_QUESTION, Turn
from bot.flows.waiting import take_up, tell

# Steps without an effect that one decision may take; more is a loop that the linter would have refused.
MAX_SILENT_STEPS = 300
# Effects kept back so that the apology for an endless turn, and Listen, still fit.
RESERVE = 5
BUILT_IN_ACTIONS = frozenset({"action_cancel_interrupted_flows", "action_clean_stack"})


def next_effect(turn: Turn) -> Effect:
    dialogue = turn.dialogue
    for _ in range(MAX_SILENT_STEPS):
        if dialogue.effects >= MAX_EFFECTS - 1:
            dialogue.frames.clear()
            return Listen()
        if dialogue.effects >= MAX_EFFECTS - RESERVE and not _is_apologising(turn):
            internal_error(turn, "endless_turn")
        effect = _step(turn)
        if effect is not None:
            return effect
    if _is_apologising(turn):
        dialogue.frames.clear()
        return Listen()
    internal_error(turn, "endless_loop")
    return next_effect(turn)


def internal_error(turn: Turn, error_type: str) -> None:
    turn.note(f"Gave up on this turn: {error_type}.")
    for frame in turn.dialogue.frames:
        turn.finish(frame)
    turn.dialogue.frames.clear()
    turn.push("pattern_internal_error", context={"error_type": error_type})


def _is_apologising(turn: Turn) -> bool:
    return any(frame.flow == "pattern_internal_error" for frame in turn.dialogue.frames)


def _step(turn: Turn) -> Effect | None:
    frame = turn.dialogue.top
    if frame is None:
        if turn.dialogue.spoke:
            return Listen()
        # Nobody who writes to us is left without a word; "anything else?" needs something that was before.
        if turn.dialogue.last_flow is None:
            turn.push("pattern_chitchat", context={"act": "affirm"})
        else:
            turn.push("pattern_completed")
        return None
    flow = turn.bundle.flows.get(frame.flow)
    if flow is None:
        turn.note(f"{frame.flow} is no longer in the flow files.")
        turn.dialogue.frames.pop()
        return None
    if frame.waiting:
        take_up(turn, frame)
        return None
    if frame.step != END and frame.step not in flow.steps:
        turn.note(f"Step {frame.step} is no longer in {flow.name}; began it again.")
        _restart(turn, frame, flow.first)
    if frame.left:
        _move_on(turn, frame, flow.steps[frame.step])
    if frame.step == END:
        end_flow(turn, frame)
        return None
    return _do(turn, frame, flow.steps[frame.step])


def _restart(turn: Turn, frame: Frame, first: str) -> None:
    ledger = turn.ledger(frame)
    ledger.spent = [*ledger.done]
    frame.step, frame.open, frame.left, frame.path = first, None, False, []


def _move_on(turn: Turn, frame: Frame, step: Step) -> None:
    frame.left, frame.open, frame.misses = False, None, 0
    for branch in step.next:
        if branch.condition is None or branch.condition.holds(turn.slots, frame.context):
            if branch.condition is not None:
                turn.note(f"{step.id}: {branch.condition.text}, so {branch.target}.")
            frame.step = branch.target
            return
    frame.step = END


def _do(turn: Turn, frame: Frame, step: Step) -> Effect | None:
    turn.passed.append(Passed("step", frame.flow, step.id))
    if frame.path[-1:] != [step.id]:
        frame.path = [*(passed for passed in frame.path if passed != step.id), step.id]
    deed = step.deed
    if isinstance(deed, Collect):
        return _collect(turn, frame, step, deed)
    if isinstance(deed, Action):
        return _say(turn, frame, step, deed) if deed.is_response else _run(turn, frame, step, deed)
    if isinstance(deed, Link):
        link_flow(turn, frame, deed.flow)
        return None
    frame.left = True
    if isinstance(deed, SetSlots):
        for name, value in deed.values.items():
            turn.set(name, value)
    elif isinstance(deed, Call):
        turn.push(deed.flow, CALLED)
    return None


def _collect(turn: Turn, frame: Frame, step: Step, collect: Collect) -> Effect | None:
    if frame.open != step.id:
        frame.open, frame.misses, frame.asked, frame.told = step.id, 0, False, 0
        if collect.ask_before_filling and step.id not in frame.replay.get("passed", ()):
            turn.set(collect.slot, None)
    value = turn.slots.get(collect.slot)
    if value is None:
        return _ask(turn, frame, step, collect)
    for rejection in collect.rejections:
        if rejection.condition.holds(turn.slots, frame.context):
            turn.note(f"{step.id}: the answer was refused because {rejection.condition.text}.")
            turn.set(collect.slot, None)
            frame.misses, frame.asked = frame.misses + 1, False
            if frame.misses >= MAX_MISSES_AT_QUESTION:
                turn.offer_person("person", "not_understood")
            return Say(rejection.utter, frame.flow, step.id, {**frame.context, "value": value})
    _remember_remedy(turn, step, value)
    frame.left = True
    return None


def _ask(turn: Turn, frame: Frame, step: Step, collect: Collect) -> Effect | None:
    if frame.asked:
        return Listen()
    if frame.kind != PATTERN and tell(turn):
        return None
    frame.asked, frame.replay = True, {}
    context = dict(frame.context)
    if frame.misses >= 2:
        context["buttons"] = [*context.get("buttons", ()), *options_of(turn.bundle, collect, step)]
    variant = variant_number(turn.bundle, collect.utter, turn.slots, context)
    if frame.told == variant:
        context["is_again"] = True
    frame.told = variant
    turn.note(f"{step.id}: {collect.slot} is not known yet.")
    return Say(collect.utter, frame.flow, step.id, context, step.metadata)


def _remember_remedy(turn: Turn, step: Step, value: Any) -> None:
    remedy = step.metadata.get("remedy")
    if not remedy:
        return
    result = "worked" if value is True else "did_not_help" if value is False else "not_possible"
    others = [tried for tried in turn.dialogue.tried if tried["remedy"] != remedy]
    turn.dialogue.tried = [*others, {"remedy": remedy, "result": result}]


def _say(turn: Turn, frame: Frame, step: Step, action: Action) -> Effect | None:
    frame.left = True
    if step.id in frame.replay.get("passed", ()) and not _tells(turn, action.name, frame.replay["slots"]):
        turn.note(f"{step.id} was said before.")
        return None
    # A question in between is answered in the words of the flow that knows.
    response = str(frame.context.get("reply") or action.name)
    return Say(response, frame.flow, step.id, frame.context, step.metadata, _outcome(turn, frame, step))


def _tells(turn: Turn, response_name: str, slots: list[str]) -> bool:
    """Whether the text depends on one of these slots."""
    response = turn.bundle.responses.get(response_name)
    for variant in response.variants if response else ():
        named = set(placeholders(variant.text)) | (variant.condition.slots() if variant.condition else frozenset())
        if named & set(slots):
            return True
    return False


def _outcome(turn: Turn, frame: Frame, step: Step) -> Outcome | None:
    given = step.metadata.get("outcome")
    if not isinstance(given, dict):
        return None
    texts = {
        key: fill(turn.bundle, str(given[key]), turn.slots, frame.context)
        for key in ("cause", "prevention", "article")
        if given.get(key)
    }
    result = str(given.get("result", "informed"))
    others = [f for f in turn.dialogue.frames if f.kind == USER and f is not turn.ledger(frame)]
    if result == "resolved" and others:
        # Resolving ends the conversation, but an earlier problem of this listener is still open.
        turn.note(f"Solved, but {turn.name(others[-1])} is still open.")
        result = "informed"
    if result == "resolved" and turn.dialogue.asks:
        turn.note("Solved, but the same message asks something.")
        result = "informed"
    turn.dialogue.resolved = result == "resolved"
    turn.dialogue.ended = result
    return Outcome(result, **texts)


def _run(turn: Turn, frame: Frame, step: Step, action: Action) -> Effect | None:
    if action.name in BUILT_IN_ACTIONS:
        frame.left = True
        _run_built_in(turn, action.name)
        return None
    if step.key in turn.ledger(frame).spent:
        frame.left = True
        turn.note(f"{action.name} was done before and is not done again.")
        return None
    call_id = f"{turn.dialogue.message_id}#{turn.dialogue.effects + 1}"
    metadata = dict(step.metadata)
    turn.dialogue.pending = {"action": action.name, "call_id": call_id, "metadata": metadata}
    return Run(action.name, call_id, metadata)


def _run_built_in(turn: Turn, name: str) -> None:
    frames = turn.dialogue.frames
    own = frames[-1]
    below = frames[:-1]
    if name == "action_cancel_interrupted_flows":
        turn.note("Let go of the flows that had been interrupted.")
    for frame in below:
        turn.passed.append(Passed("cancelled", frame.flow))
        turn.finish(frame)
    turn.dialogue.frames = [own]
