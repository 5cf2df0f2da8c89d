"""Carries a command out on the stack; what is said about it are patterns, which `walk` then plays."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from bot.flows import asked_meanwhile, correction
from bot.flows.answers import YES
from bot.flows.asking_back import (
    MAX_MISSES_OUTSIDE,
    cannot_handle,
    clarify,
    is_it_the_last,
    is_patient,
    last_topic,
    try_again,
)
from bot.flows.commands import (
    Answer,
    CancelFlow,
    CannotHandle,
    Chat,
    Clarify,
    Command,
    Correct,
    HumanHandoff,
    Meanwhile,
    NoneOfThese,
    OfferPerson,
    Repeat,
    Retell,
    Search,
    StartFlow,
)
from bot.flows.effects import Passed
from bot.flows.ending import go_back
from bot.flows.heard import Heard
from bot.flows.offers import options_of
from bot.flows.payload import normal, typed
from bot.flows.stack import PATTERN, USER
from bot.flows.topics import option_title
from bot.flows.turn import HANDOFF, MAX_MISSES_AT_QUESTION, SEARCH, Turn


def carry_out(turn: Turn, command: Command, heard: Heard) -> None:
    _carry_out(command, turn, heard)


@singledispatch
def _carry_out(command: Any, turn: Turn, heard: Heard) -> None:
    raise TypeError(f"no such command: {command!r}")


@_carry_out.register
def _answer(command: Answer, turn: Turn, heard: Heard) -> None:
    frame = turn.open_question_for(command.values)
    if frame is not None:
        turn.bring_up(frame)
    for name, value in command.values.items():
        turn.set(name, value)
        turn.note(f"{name} was answered.")
    if frame is not None:
        turn.ledger(frame).collected = True
    prefill(turn, heard)
    turn.dialogue.misses = 0


@_carry_out.register
def _correct(command: Correct, turn: Turn, heard: Heard) -> None:
    correction.go_back(turn, command.values)
    turn.dialogue.misses = 0
    said = [turn.spoken(name, value) for name, value in command.values.items() if value is not None]
    labels = [turn.bundle.slots[name].label or "" for name in command.values if name in turn.bundle.slots]
    context = {"is_reset_only": not said, "values": ", ".join(said), "names": ", ".join(filter(None, labels))}
    turn.push("pattern_correction", context=context)


@_carry_out.register
def _start(command: StartFlow, turn: Turn, heard: Heard) -> None:
    flow = turn.bundle.flows[command.flow]
    group = turn.dialogue.group()
    words = _question_behind(turn, heard)
    turn.dialogue.misses = 0
    if group and group[0].flow == command.flow:
        turn.dialogue.drop_patterns()
        turn.note(f"{flow.name} is what we are at already.")
    else:
        frame = turn.start(command.flow)
        turn.set("topic", flow.topic)
        turn.dialogue.handed_over = []
        frame.words = words or ""
        turn.set("problem", words)
        asked_meanwhile.answer_at_the_beginning(turn, frame, heard.text)
    prefill(turn, heard)


@_carry_out.register
def _retell(command: Retell, turn: Turn, heard: Heard) -> None:
    correction.retell(turn, command.words)
    prefill(turn, heard)
    turn.dialogue.misses = 0


@_carry_out.register
def _search(command: Search, turn: Turn, heard: Heard) -> None:
    words = _question_behind(turn, heard)
    turn.dialogue.drop_patterns()
    top = turn.dialogue.active
    if top is not None and top.flow == SEARCH:
        # Another question is another search; the old one is not worth going back to.
        turn.finish(top)
        turn.dialogue.frames.remove(top)
    turn.dialogue.misses = 0
    turn.set("topic", command.topic)
    turn.set("question", words)
    name = option_title(turn, command.topic)
    frame = turn.start(SEARCH, {"topic": command.topic, "topic_name": name})
    turn.dialogue.handed_over = []
    frame.words = words or ""
    turn.set("problem", words)
    prefill(turn, heard)


def _question_behind(turn: Turn, heard: Heard) -> str | None:
    """The listener's words: of this message, or of the one that a pressed button was to clarify, else the last told."""
    asked = next((frame.context.get("words") for frame in reversed(turn.dialogue.frames)), None)
    if asked and (heard.payload or len(heard.text.split()) <= len(str(asked).split())):
        # "Refund" says more of it, where no button was pressed; "yes" does not.
        is_bare = heard.payload or heard.intent == "affirm" or normal(heard.text) in YES
        return str(asked) if is_bare else f"{asked} {heard.text.strip()}"
    pressed = "" if heard.payload else heard.text.strip()
    return pressed or turn.slots.get("problem")


@_carry_out.register
def _cancel(command: CancelFlow, turn: Turn, heard: Heard) -> None:
    turn.dialogue.drop_patterns()
    group = turn.dialogue.group()
    name = turn.name(group[0]) if group else None
    for frame in group:
        turn.passed.append(Passed("cancelled", frame.flow))
        turn.finish(frame)
        turn.dialogue.frames.remove(frame)
    turn.dialogue.misses = 0
    if turn.dialogue.active:
        go_back(turn, collected=True)
    turn.push("pattern_cancel_flow", context={"canceled_name": name} if name else {})


@_carry_out.register
def _hand_off(command: HumanHandoff, turn: Turn, heard: Heard) -> None:
    turn.dialogue.drop_patterns()
    turn.set("handoff_reason", command.reason)
    turn.push(HANDOFF)


@_carry_out.register
def _repeat(command: Repeat, turn: Turn, heard: Heard) -> None:
    question = turn.question()
    if question is None:
        return _chat(Chat("repeat_question"), turn, heard)
    question.frame.told = 0


@_carry_out.register
def _chat(command: Chat, turn: Turn, heard: Heard) -> None:
    prefill(turn, heard)
    if command.act in ("inform_details", "out_of_scope", "deny_not_fixed") and not is_patient(turn):
        return _cannot_handle(CannotHandle(), turn, heard)
    active = turn.dialogue.active
    last = last_topic(turn)
    if command.act == "inform_details" and active is None and last:
        return is_it_the_last(turn, last, heard)
    context = {"act": command.act} | ({"open_flow_name": turn.name(active)} if active else {})
    question = turn.question()
    no_remedy = question is not None and (question.frame.kind == PATTERN or question.slot.type == "categorical")
    if question and (command.act == "goodbye" or (command.act == "thanks_praise_resolved" and no_remedy)):
        # Nobody is called back at the door; the question stays open for who returns by themselves.
        question.frame.asked = True
    if question and command.act == "greeting":
        question.frame.told = 0  # Most often someone who has been away.
    turn.push("pattern_chitchat", context=context)


@_carry_out.register
def _meanwhile(command: Meanwhile, turn: Turn, heard: Heard) -> None:
    prefill(turn, heard)
    if command.utter in (None, asked_meanwhile.STEP_DIFFERS) and not is_patient(turn):
        return turn.offer_person("when" if command.utter is None else "person", "asked_for_person")
    asked_meanwhile.answer(turn, command.utter, heard.text)


@_carry_out.register
def _offer_person(command: OfferPerson, turn: Turn, heard: Heard) -> None:
    turn.dialogue.drop_patterns()
    if command.why == "frustrated":
        turn.dialogue.complaints += 1
    turn.offer_person(command.why, command.reason, try_again(turn) if command.why == "not_fixed" else None)


@_carry_out.register
def _clarify(command: Clarify, turn: Turn, heard: Heard) -> None:
    prefill(turn, heard)
    question = turn.question()
    if question is not None:
        question.frame.misses += 1
        if question.frame.misses > MAX_MISSES_AT_QUESTION:
            return _hand_off(HumanHandoff("not_understood"), turn, heard)
    else:
        turn.dialogue.misses += 1
        if turn.dialogue.misses >= MAX_MISSES_OUTSIDE:
            return _hand_off(HumanHandoff("not_understood"), turn, heard)
    clarify(turn, command.options, heard)


@_carry_out.register
def _none_of_these(command: NoneOfThese, turn: Turn, heard: Heard) -> None:
    question = turn.question()
    turn.dialogue.drop_patterns()
    if turn.dialogue.active is not None:
        if question is not None and question.frame.kind != PATTERN:
            turn.offer_person("none_fits", "not_understood")
        return
    turn.dialogue.misses += 1
    if turn.dialogue.misses >= MAX_MISSES_OUTSIDE:
        return _hand_off(HumanHandoff("not_understood"), turn, heard)
    cannot_handle(turn, "rephrase")


@_carry_out.register
def _cannot_handle(command: CannotHandle, turn: Turn, heard: Heard) -> None:
    prefill(turn, heard)
    question = turn.question()
    if question is None:
        turn.dialogue.misses += 1
        if turn.dialogue.misses >= MAX_MISSES_OUTSIDE:
            _hand_off(HumanHandoff("not_understood"), turn, heard)
        elif turn.dialogue.misses == 1 and (last := last_topic(turn)):
            is_it_the_last(turn, last, heard)
        elif turn.dialogue.misses > 1 and command.likeliest:
            clarify(turn, command.likeliest, heard)
        else:
            cannot_handle(turn, "rephrase")
        return
    frame = question.frame
    frame.misses += command.weight
    if frame.misses > MAX_MISSES_AT_QUESTION + command.weight - 1:
        _hand_off(HumanHandoff("not_understood"), turn, heard)
    elif frame.misses >= MAX_MISSES_AT_QUESTION:
        turn.offer_person("person", "not_understood")
    else:
        options = options_of(turn.bundle, question.collect, question.step)
        hint = question.step.metadata.get("hint")
        titles = ", ".join(option["title"] for option in options)
        context = {"question_type": question.slot.type, "options": titles, **({"hint": hint} if hint else {})}
        if command.weight > 1:
            context["is_denied"] = True
        if question.remedy:
            context["is_remedy"] = True
        cannot_handle(turn, "hint" if frame.misses == 1 else "options", context)


def prefill(turn: Turn, heard: Heard) -> None:
    """Keeps what the listener mentioned in passing, in slots that are empty, so that nobody asks for it again."""
    if not heard.entities:
        return
    group = turn.dialogue.group()
    asked = {
        name
        for frame in group[:1]
        if frame.kind == USER and frame.flow in turn.bundle.flows
        for part in turn.with_called(turn.bundle.flows[frame.flow])
        for name in part.own_slots()
    }
    for entity in heard.entities:
        fitting = [
            slot
            for slot in turn.bundle.slots.values()
            if slot.entity == entity.name and (slot.name in asked or slot.shared)
        ]
        # An entity that could mean several slots says nothing about any of them.
        if len(fitting) == 1 and turn.slots.get(fitting[0].name) is None:
            value = typed(fitting[0], str(entity.value))
            if value is not None:
                turn.set(fitting[0].name, value)
                turn.note(f"{fitting[0].name} was mentioned.")
