"""Finds in a message the answer to the open question: surely, probably, or only because any text would do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.flows import signs
from bot.flows.commands import Answer, Command, NoneOfThese
from bot.flows.condition import CANNOT
from bot.flows.heard import Heard
from bot.flows.model import Slot
from bot.flows.offers import Button, offered, text_of, titles
from bot.flows.options import EMPTY, meant
from bot.flows.payload import IntentPayload, SlotsPayload, normal, parse_payload, typed
from bot.flows.stack import PATTERN
from bot.flows.topics import active_topic, command_for, topic_of
from bot.flows.turn import Question, Turn
from bot.flows.what_came_of_it import (
    confirms,
    has_failed,
    has_worked,
    is_declined,
    is_given_up,
    is_only_done,
    is_yes_to_something_else,
    reports,
    tells_how_it_went,
    was_done_before,
)

YES = frozenset(["yes", "y", "yep", "yeah", "yup", "sure", "ok", "okay", "correct", "right"])
NO = frozenset(["no", "n", "nope", "nah"])
NONE_OF_THEM = re.compile(
    r"^none\b|\bnone of\b|\bneither\b|^(?:its |it is )?something else\b|\bnot (?:listed|on the list)\b"
)
# "Ok, that sucks but fine", after the end: taken as it is.
RESIGNED = re.compile(
    r"(?:ok|okay|alright|fine|oh well|i see)\b(?!.*\b(?:but (?!fine|ok)|how|wh\w+|can|could|do|does|still|again)\b)"
)
NOTHING_ELSE = re.compile(
    r"(?:no|nah|nope) (?:thanks?|thank you|thx|ty|thats (?:all|it)|im good|all good)\b|nothing else\b"
)
OTHER = "other"
CANNOT_WORDS = re.compile(r"^(?:sorry )?(?:i )?(?:can(?: ?no)?t|couldnt|could not|a?m not able|not possible)\b")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
ORDINAL = re.compile(
    r"(?:the )?(?:(?:number|option|answer) )?(\w+)(?: (?:one|option|answer))?"
    r"(?: (?:but|i think|i guess|i suppose|maybe|please)\b.*)?"
)
# "Can you log in?" "cant get in"; "are you the one who pays?" "i'm not the manager".
_DENIES = re.compile(
    r"(?:no )?(?:i )?(?:(?:can(?: ?no)?t|couldnt)(?! (?:say|tell|remember))|(?:am|im) not(?! (?:sure|certain)))"
    r"(?: \w+){0,4}$"
)
# "Linked it again" sounds a little like a no, and says nothing of what came of it.
_SURE_NO = 0.8
# More than this after a yes or no may be about anything.
_SHORT = 3
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


def exact(turn: Turn, question: Question, heard: Heard, elsewhere: bool) -> Mapping[str, Any] | str | None:
    """Slot values, or the payload of an offered button, that the text can only mean.

    `elsewhere` says that the message is surely about another topic; then a value in passing is no answer.
    """
    said = normal(heard.text)
    buttons = offered(turn, question)
    button = _named(buttons, said)
    if button is not None:
        return _pressed(turn, button["payload"])
    value = _value(question.slot, heard.text)
    if value is not None:
        return {question.slot.name: value}
    position = _position(said, len(buttons))
    if position is not None and question.slot.type != "float":
        return _pressed(turn, buttons[position]["payload"])
    for entity in () if elsewhere else heard.entities:
        if question.slot.entity is not None and entity.name == question.slot.entity:
            value = typed(question.slot, str(entity.value))
            if value is not None:
                return {question.slot.name: value}
    return None


def _named(buttons: Sequence[Button], said: str) -> Button | None:
    """The button of that title, or the only one that begins so: "try again" is "No, try again with me"."""
    named = [button for button in buttons if said and normal(button["title"]) == said]
    words = said.split()
    if not named and len(words) > 1:
        beginnings = ((button, _without_yes_or_no(button["title"])) for button in buttons)
        named = [button for button, title in beginnings if title[: len(words)] == words]
        named = named if len(named) == 1 else []
    return named[0] if named else None


def _without_yes_or_no(title: str) -> list[str]:
    words = normal(title).split()
    return words[1:] if words[:1] and words[0] in ("yes", "no") else words


def _pressed(turn: Turn, payload: str) -> Mapping[str, Any] | str:
    parsed = parse_payload(payload)
    return slot_values(turn, parsed) if isinstance(parsed, SlotsPayload) else payload


def slot_values(turn: Turn, payload: SlotsPayload) -> dict[str, Any]:
    """The values of a payload in the slots' own types; what no slot can hold is left out."""
    values = {}
    for name, text in payload.values.items():
        slot = turn.bundle.slots.get(name)
        value = typed(slot, text) if slot else None
        if value is not None:
            values[name] = value
    return values


def _value(slot: Slot, text: str) -> Any:
    said = normal(text)
    if slot.type == "bool":
        if signs.are_all(text):
            return signs.yes_or_no(text)
        return True if said in YES else False if said in NO else None
    if slot.type == "categorical":
        return typed(slot, text)
    return typed(slot, text) if slot.type == "float" and NUMBER.fullmatch(text.strip()) else None


def _position(said: str, count: int) -> int | None:
    """ "the second one", "2", "last": the index of the button that is meant."""
    found = ORDINAL.fullmatch(said)
    word = found.group(1) if found else ""
    if word == "last" and count:
        return count - 1
    number = ORDINALS.index(word) + 1 if word in ORDINALS else int(word) if word.isdecimal() else 0
    return number - 1 if 1 <= number <= count else None


def strong(turn: Turn, question: Question, heard: Heard, sure: bool, elsewhere: bool) -> Command | None:
    """What a dialogue act or a single telling word answers; `sure` says whether the intent can be relied on."""
    slot, said = question.slot, normal(heard.text)
    value: Any
    if slot.type == "bool":
        value = _bool(turn, question, heard, sure, elsewhere)
    elif slot.type == "categorical":
        named = set() if elsewhere else named_values(turn, question, said)
        value = next(iter(named), None) or meant(turn, question, said, elsewhere)
        value = None if len(named) > 1 else value or _yes_or_no_of(slot, heard, sure)
    elif slot.type == "float" and elsewhere:
        return None
    elif slot.type == "float":
        numbers = NUMBER.findall(heard.text)
        value = typed(slot, numbers[0]) if len(numbers) == 1 else None
    elif slot.type == "any" and sure and heard.intent == "deny_not_fixed":
        return NoneOfThese()
    elif slot.type == "any" and ((sure and heard.intent == "affirm") or said in YES):
        return _the_only_option(turn, question)
    else:
        return None
    return None if value is None else Answer({slot.name: value})


def _the_only_option(turn: Turn, question: Question) -> Command | None:
    """What a yes to "is it this?" means; to one of several it means nothing."""
    parsed = [parse_payload(button["payload"]) for button in offered(turn, question)]
    intents = [each.intent for each in parsed if isinstance(each, IntentPayload) and each.intent != "none_of_these"]
    return command_for(turn, intents[0]) if len(intents) == 1 else None


def _bool(turn: Turn, question: Question, heard: Heard, sure: bool, elsewhere: bool) -> Any:
    """Yes, no, cannot, or null where the words leave it open."""
    said, is_ours = normal(heard.text), question.frame.kind == PATTERN
    if not is_ours and is_given_up(heard.text):
        return None  # It neither solves a problem nor ends a plan; an offer of ours may be taken like that.
    if said.split()[-1:] and said.split()[-1] in NO and not has_worked(heard.text):
        return False  # "Logged out and in, nope."
    if question.remedy and has_worked(heard.text):
        return True
    if question.remedy and was_done_before(heard.text):
        return False
    if question.remedy and not elsewhere and _first_word(said) is not True and has_failed(heard.text):
        return False
    value = _yes_or_no(turn, question, heard, sure)
    if value is None and question.remedy and confirms(heard.text, titles(turn, question).get("true", "")):
        return True
    is_unsure = value in (True, None) or heard.confidence < _SURE_NO
    if is_unsure and _is_about_something_else(turn, question, heard.text):
        return None
    if value is True and _first_word(said) is False and not tells_how_it_went(said):
        return False  # "no lets go on" sounds eager, and is a no.
    if value is not None:
        return value
    if not is_ours and not question.remedy and _DENIES.match(said):
        return False
    # "No download" is an answer, whatever it sounds like.
    if (not elsewhere or (len(said.split()) <= _SHORT and not is_ours)) and _first_word(said) is not None:
        return _first_word(said)
    # All words of the button, as "same wifi" is not "still the same".
    return {"false": False, CANNOT: CANNOT}.get(meant(turn, question, said, elsewhere=True) or "")


def _yes_or_no(turn: Turn, question: Question, heard: Heard, sure: bool) -> Any:
    if question.remedy and (CANNOT_WORDS.match(normal(heard.text)) or is_declined(heard.text)):
        return CANNOT
    # A smile or a heart may follow whatever came of the remedy.
    if not sure or signs.are_all(heard.text):
        return None
    if heard.intent == "affirm" or (question.remedy and heard.intent == "thanks_praise_resolved"):
        return True
    if heard.intent == "deny_not_fixed":
        return False
    # Who tells the same problem again, asked whether the remedy helped, says that it did not.
    restated = question.remedy and heard.intent is not None and active_topic(turn) == topic_of(heard.intent)
    restated = restated and not _only_names(heard) and not reports(heard.text)
    return False if restated and _first_word(normal(heard.text)) is not True else None


def _yes_or_no_of(slot: Slot, heard: Heard, sure: bool) -> str | None:
    """For choices among which are "yes" and "no"."""
    by_intent = {"affirm": True, "deny_not_fixed": False}.get(heard.intent or "") if sure else None
    first = _first_word(normal(heard.text))
    found = by_intent if first is None else first
    value = None if found is None else "yes" if found else "no"
    return value if value in slot.values else None


def _only_names(heard: Heard) -> bool:
    """ "Echo dot" is a detail and tells no problem."""
    named = {word for entity in heard.entities for word in normal(entity.text).split()}
    return bool(named) and set(normal(heard.text).split()) - EMPTY - {"app"} <= named


def _is_about_something_else(turn: Turn, question: Question, text: str) -> bool:
    """Whether a yes to a remedy does not say what came of it."""
    if not question.remedy:
        return False
    is_deed = is_only_done(text) and not _asks_whether_done(turn, question)
    return is_deed or is_yes_to_something_else(text, _asked(turn, question))


def _asked(turn: Turn, question: Question) -> str:
    """What the button for yes says, and the sentence that asks."""
    last = re.split(r"[.:!]\s", text_of(turn, question))[-1]
    return f"{titles(turn, question).get('true', '')} {last}"


def _asks_whether_done(turn: Turn, question: Question) -> bool:
    return "done" in normal(titles(turn, question).get("true", "")).split()


def _first_word(said: str) -> bool | None:
    """ "No, it still skips": the first word is the answer, whatever the rest sounds like."""
    word = said.split(" ")[0]
    return True if word in ("yes", "yep", "yeah") else False if word in ("no", "nope", "nah") else None


def named_values(turn: Turn, question: Question, said: str) -> set[str]:
    """The values that the text names, by themselves or by the titles of their buttons."""
    names = titles(turn, question)
    return {
        value
        for value in question.slot.values
        for name in (value, names.get(value, value))
        if re.search(rf"(?<!\bnot )\b{re.escape(normal(name))}\b", said)
    }
