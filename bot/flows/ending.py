"""What happens when a flow is over: its slots go, and whatever lies beneath it comes back."""

from __future__ import annotations

from bot.flows.effects import Passed
from bot.flows.model import Action
from bot.flows.stack import CALLED, PATTERN, USER, Frame
from bot.flows.turn import HANDOFF, Turn


def end_flow(turn: Turn, frame: Frame) -> None:
    turn.dialogue.frames.pop()
    turn.passed.append(Passed("completed", frame.flow))
    if frame.kind == CALLED:
        return
    turn.note(f"{turn.name(frame)} is over.")
    turn.finish(frame)
    if frame.flow == HANDOFF:
        _after_handoff(turn, frame)
    elif frame.kind == USER:
        turn.dialogue.last_flow = frame.flow
        below = turn.dialogue.active
        # What waited is what the listener asked for; nobody need confirm it.
        go_back(turn, frame.collected and not below.waiting) if below else _complete(turn, frame)


def _after_handoff(turn: Turn, frame: Frame) -> None:
    turn.set("handoff_reason", None)
    if not any(key.startswith("action_request_handoff") for key in frame.done):
        return
    # A person has the conversation now. Should they hand it back, it begins anew.
    group = turn.dialogue.group()
    turn.dialogue.last_flow = group[0].flow if group else turn.dialogue.last_flow
    turn.dialogue.handed_over = turn.waiting_names()
    for other in turn.dialogue.frames:
        turn.finish(other)
    turn.dialogue.frames.clear()
    turn.dialogue.misses = turn.dialogue.complaints = 0


def go_back(turn: Turn, collected: bool) -> None:
    """Returns to the interrupted flow: in silence after a short aside, by a question after a longer one."""
    resumed = turn.dialogue.active
    if resumed is None:
        return
    root = turn.ledger(resumed)
    if root.words and not root.waiting:
        turn.set("problem", root.words)
    if collected:
        waits = {"waits": True} if root.waiting else {}
        turn.push("pattern_continue_interrupted", context={"previous_flow_name": turn.name(root), **waits})
    elif not root.waiting:
        turn.note(f"Went back to {turn.name(root)}.")


def _complete(turn: Turn, frame: Frame) -> None:
    flow = turn.bundle.flows[frame.flow]
    if flow.run_pattern_completed and not turn.dialogue.resolved:
        turn.push("pattern_completed", context={"previous_flow_name": turn.name(frame)})


def link_flow(turn: Turn, frame: Frame, target: str) -> None:
    """Ends a flow and starts another in its place; a flow that gives up hands over for that reason."""
    turn.passed.append(Passed("completed", frame.flow))
    turn.finish(frame)
    turn.dialogue.frames.pop()
    if frame.kind == USER:
        turn.dialogue.last_flow = frame.flow
    if target == HANDOFF and turn.slots.get("handoff_reason") is None:
        turn.set("handoff_reason", "steps_exhausted")
    is_pattern = target.startswith("pattern_")
    turn.push(target, PATTERN if is_pattern else USER)


def settle(turn: Turn) -> bool:
    """Books the action that was pending; whether it succeeded, or none was."""
    pending, frame = turn.dialogue.pending, turn.dialogue.top
    turn.dialogue.pending = None
    if pending is None or frame is None:
        return True
    frame.left = True
    result = turn.slots.get("flow_call_result")
    ok = isinstance(result, dict) and result.get("call_id") == pending["call_id"] and result.get("ok") is True
    flow = turn.bundle.flows.get(frame.flow)
    step = flow.steps.get(frame.step) if flow else None
    if step is None or not isinstance(step.deed, Action):
        frame.left = False
    elif ok and not step.deed.is_repeatable:
        ledger = turn.ledger(frame)
        ledger.done = [*ledger.done, step.key]
    turn.note(f"{pending['action']} {'answered' if ok else 'failed'}.")
    return ok
