"""Decides what one message asks of the dialogue: the first rule of PRECEDENCE that has something to say wins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.flows import answers, asked_meanwhile, correction, expected, signs, what_came_of_it
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
    OfferPerson,
    Repeat,
    Retell,
    StartFlow,
)
from bot.flows.heard import Heard
from bot.flows.listening import Listening
from bot.flows.offers import titles
from bot.flows.payload import IntentPayload, SlotsPayload, normal, parse_payload
from bot.flows.stack import PATTERN
from bot.flows.topics import Thresholds, command_for, likeliest, start_command
from bot.flows.turn import Question, Turn

Reader = Callable[[Listening], Command | None]


def understand(turn: Turn, heard: Heard, thresholds: Thresholds) -> Command:
    """Asides that were not answered are dropped, and the message is held against what lies beneath them."""
    while True:
        if _answers_beneath(turn, heard):
            turn.dialogue.drop_patterns()
        question = turn.question()
        listening = Listening(turn, expected.weigh(turn, question, heard), thresholds, question)
        rule, command = _first(listening)
        top = turn.dialogue.top
        if isinstance(command, (CannotHandle, Clarify)) and top is not None and top.kind == PATTERN:
            turn.dialogue.drop_patterns()
            continue
        turn.note(f"Understood as {type(command).__name__} by the rule for {rule}.")
        return command


def _answers_beneath(turn: Turn, heard: Heard) -> bool:
    """Whether an aside asks "is it this?", and what comes is an answer to the question beneath it."""
    above = turn.question()
    if above is None or above.slot.type != "any" or heard.payload or answers.exact(turn, above, heard, elsewhere=False):
        return False
    without = turn.copy()
    without.dialogue.drop_patterns()
    beneath = without.question()
    return beneath is not None and isinstance(answers.exact(without, beneath, heard, elsewhere=True), dict)


def _first(listening: Listening) -> tuple[str, Command]:
    for rule in PRECEDENCE:
        command = rule.read(listening)
        if command is not None:
            return rule.name, command
    return "nothing", CannotHandle(likeliest(listening.turn, listening.heard))


@dataclass(frozen=True)
class Rule:
    name: str
    read: Reader


def _button(it: Listening) -> Command | None:
    payload = parse_payload(it.heard.payload) if it.heard.payload else None
    if isinstance(payload, IntentPayload):
        return command_for(it.turn, payload.intent)
    return _slots(it, payload) if payload else None


def _slots(it: Listening, payload: SlotsPayload) -> Command | None:
    values = answers.slot_values(it.turn, payload)
    if it.turn.open_question_for(values):
        return Answer(values)
    # A button of a question further up the page changes what was answered there.
    given = {name: value for name, value in values.items() if it.turn.slots.get(name) is not None}
    if not given or it.turn.dialogue.active is None:
        return None
    changed = {name: value for name, value in given.items() if it.turn.slots.get(name) != value}
    return Correct(changed) if changed else Repeat()


def _meanwhile(it: Listening) -> Command | None:
    """What the listener asks in between, where a flow has an answer to it; "how long?" and "where?" always get one."""
    if it.forced:
        return None
    remedy = it.question if it.question is not None and it.question.remedy else None
    if remedy and what_came_of_it.is_under_way(it.heard.text) and not _asks_to_try(it.turn, remedy):
        return Meanwhile("utter_take_your_time")
    if remedy and asked_meanwhile.asks_where(it.turn, remedy, it.heard.text):
        return Meanwhile(asked_meanwhile.STEP_DIFFERS)
    reply = asked_meanwhile.reply_to(it.turn, it.question, it.heard.text)
    if reply is not None:
        return Meanwhile(reply.utter)
    if it.elsewhere or not asked_meanwhile.asks_when(it.heard.text):
        return None
    if it.question is not None:
        return Meanwhile()
    return OfferPerson("when", "asked_for_person") if it.turn.dialogue.last_flow else None


def _asks_to_try(turn: Turn, question: Question) -> bool:
    """Whether the button for yes only promises: "yes, I'll try" answers that."""
    return what_came_of_it.is_under_way(titles(turn, question).get("true", ""))


def _person(it: Listening) -> Command | None:
    least = it.thresholds.person_while_forced if it.forced else it.thresholds.act
    return HumanHandoff("asked_for_person") if it.sure("talk_to_human", least=least) else None


def _forced(it: Listening) -> Command | None:
    if not it.forced or it.question is None:
        return None
    text = it.heard.text.strip()
    if it.question.slot.type == "text" and text:
        return Answer({it.question.slot.name: text})
    return _exact(it) or _strong(it) or CannotHandle()


def _repair(it: Listening) -> Command | None:
    if it.sure("cancel_flow", least=it.thresholds.repair):
        # "No, forget it" after "anything else?": there is nothing left to stop.
        return CancelFlow() if it.turn.dialogue.frames or not it.turn.dialogue.last_flow else Chat("goodbye")
    if it.sure("repeat_question"):
        return Repeat()
    if not it.sure("correct_slot"):
        return None
    values = correction.from_entities(it.turn, it.heard, anywhere=True) or correction.from_words(it.turn, it.heard)
    return Correct(values) if values else None


def _exact(it: Listening) -> Command | None:
    found = answers.exact(it.turn, it.question, it.heard, it.elsewhere) if it.question else None
    if isinstance(found, str):
        payload = parse_payload(found)
        return command_for(it.turn, payload.intent) if isinstance(payload, IntentPayload) else None
    return Answer(found) if found else None


def _strong(it: Listening) -> Command | None:
    sure = it.heard.confidence >= it.thresholds.act
    return answers.strong(it.turn, it.question, it.heard, sure, it.elsewhere) if it.question else None


def _told_more(it: Listening) -> Command | None:
    at_a_choice = it.in_earnest and it.question is not None and it.question.slot.type == "categorical"
    words = it.heard.text.strip()
    return Retell(words) if at_a_choice and not it.elsewhere and correction.tells_more(it.turn, words) else None


def _none_of_them(it: Listening) -> Command | None:
    """None of the choices: the one for all others where there is one, else a person; "no, that's all" ends it."""
    question = it.question
    if not it.in_earnest or question is None or question.slot.type != "categorical" or it.elsewhere:
        return None
    if answers.NOTHING_ELSE.match(normal(it.heard.text)):
        return CancelFlow()
    if not answers.NONE_OF_THEM.search(normal(it.heard.text)):
        return None
    if answers.OTHER in question.slot.values:
        return Answer({question.slot.name: answers.OTHER})
    return OfferPerson("none_fits", "not_understood")


def _start(it: Listening) -> Command | None:
    if it.reports:
        return None
    least = it.thresholds.interrupt if it.in_earnest else it.thresholds.start
    command = start_command(it.turn, it.heard, least, it.thresholds.gap)
    if not isinstance(command, StartFlow) or not it.in_earnest:
        return command
    group = it.turn.dialogue.group()
    # The same problem once more, where it answers nothing: only to ask again would go round in circles.
    return CannotHandle() if group and group[0].flow == command.flow else command


def _correction(it: Listening) -> Command | None:
    values = correction.from_entities(it.turn, it.heard)
    return Correct(values) if values else None


def _complaint(it: Listening) -> Command | None:
    if not it.sure("complaint_frustration"):
        return None
    return HumanHandoff("frustrated") if it.turn.dialogue.complaints else OfferPerson("frustrated", "frustrated")


def _chat(it: Listening) -> Command | None:
    # Free text may well begin with "hi"; then only a sure greeting is one.
    least = it.thresholds.repair if it.question and it.question.slot.type == "text" else it.thresholds.act
    polite = {"greeting", "thanks_praise_resolved", "goodbye"}
    if it.question is not None and it.question.remedy and not signs.are_all(it.heard.text):
        polite.remove("thanks_praise_resolved")  # Were they thanks, they would have answered.
    return Chat(str(it.heard.intent)) if it.sure(*polite, least=least) else None


def _weak(it: Listening) -> Command | None:
    text = it.heard.text.strip()
    fits = it.question is not None and it.question.slot.type == "text" and text and not signs.are_all(text)
    return Answer({it.question.slot.name: text}) if fits and it.question else None


def _aside(it: Listening) -> Command | None:
    # "Music" alone sounds like small talk.
    says_enough = it.question is not None or len(it.heard.text.split()) > 2
    is_outside = says_enough and it.sure("out_of_scope", least=it.thresholds.outside)
    return Chat(str(it.heard.intent)) if is_outside or it.sure("inform_details") else None


def _yes_or_no_to_nothing(it: Listening) -> Command | None:
    said = normal(it.heard.text)
    is_over = it.question is None and bool(it.turn.dialogue.last_flow)
    if is_over and (answers.NOTHING_ELSE.match(said) or answers.RESIGNED.match(said)):
        return Chat("goodbye")
    if it.sure("deny_not_fixed"):
        if it.question is not None:
            return CannotHandle(likeliest(it.turn, it.heard), weight=2)
        if it.turn.dialogue.last_flow is None:
            # Most often someone who was here before, with a problem that we know nothing of.
            return None if it.turn.dialogue.misses else Chat("deny_not_fixed")
        # "No, thanks" to "anything else?" and "no, that did not help" are one intent; the length tells them apart.
        words = normal(it.heard.text).split()
        is_bare = len(words) <= 3 and words[:1] and words[0] in answers.NO
        return Chat("goodbye") if is_bare else OfferPerson("not_fixed", "steps_exhausted")
    return Chat("affirm") if it.question is None and it.sure("affirm") else None


def _perhaps_a_person(it: Listening) -> Command | None:
    """A wish for a person that is not sure enough to act upon, but likelier than all else, is asked about."""
    likely = it.sure("talk_to_human", least=it.thresholds.clarify_in_flow)
    return OfferPerson("perhaps", "asked_for_person") if likely and it.question is None else None


def _clarify(it: Listening) -> Command | None:
    if it.question is not None and it.question.remedy and it.question.frame.misses == 0:
        return None  # Most likely it is about what we asked for, as "invited her again" is.
    floor = it.thresholds.clarify_in_flow if it.in_earnest else it.thresholds.clarify
    options: Sequence[str] = likeliest(it.turn, it.heard, floor, it.thresholds.option)
    return Clarify(options) if options else None


PRECEDENCE: tuple[Rule, ...] = (
    Rule("a pressed button", _button),
    Rule("a question in between", _meanwhile),
    Rule("asking for a person", _person),
    Rule("a question that takes any text", _forced),
    Rule("cancel, repeat and correct", _repair),
    Rule("an exact answer", _exact),
    Rule("a probable answer", _strong),
    Rule("the problem in other words", _told_more),
    Rule("none of the choices", _none_of_them),
    Rule("a new topic", _start),
    Rule("a correction", _correction),
    Rule("a complaint", _complaint),
    Rule("politeness", _chat),
    Rule("free text", _weak),
    Rule("an aside", _aside),
    Rule("yes or no to nothing", _yes_or_no_to_nothing),
    Rule("perhaps a person", _perhaps_a_person),
    Rule("a clarification", _clarify),
)
