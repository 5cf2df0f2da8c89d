"""Writes tests for ways of a flow that no test goes yet, as a draft to be read and renamed. Never overwrites."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.flows import Bundle
from bot.flows.model import Flow
from soundcheck.flows.conversation import SURE, Conversation, Exchange
from soundcheck.flows.explore import Found

#: Texts that YAML reads as they stand; all others are put in quotation marks.
PLAIN = re.compile(r"(?!true$|false$|null$|yes$|no$|on$|off$)[A-Za-z][\w ,.'’/()€£-]*", re.IGNORECASE)
NUMBER = re.compile(r"[\d.]+")


def free_path(folder: Path, flow_id: str) -> Path:
    """Where a draft goes: `<flow>.yml`, beside what is there already."""
    candidates = [folder / f"{flow_id}.yml", folder / f"{flow_id}.draft.yml"]
    candidates += [folder / f"{flow_id}.draft-{number}.yml" for number in range(2, 1000)]
    return next(path for path in candidates if not path.exists())


def draft(bundle: Bundle, flow: Flow, found: Sequence[Found], new: Mapping[str, Mapping[str, Any]]) -> str:
    """The text of a test file; `new` are the fixtures that are defined nowhere yet."""
    names = _names(found)
    lines = [f"# The ways through {flow.name}.", ""]
    used = dict.fromkeys(name for each in found for name in each.fixtures if name in new)
    if used:
        lines.append("fixtures:")
        for name in used:
            lines += [f"  - {name}:", *(f"      - {slot}: {scalar(value)}" for slot, value in new[name].items())]
        lines.append("")
    lines.append("test_cases:")
    for each, name in zip(found, names, strict=True):
        lines += _case(flow, each, name)
    return "\n".join(lines) + "\n"


def scalar(value: Any) -> str:
    if isinstance(value, str):
        plain = PLAIN.fullmatch(value) and not value.endswith((" ", ","))
        return value if plain else json.dumps(value, ensure_ascii=False)
    return json.dumps(value)


def _case(flow: Flow, found: Found, name: str) -> Iterator[str]:
    yield f"  - test_case: {scalar(name)}"
    if found.fixtures:
        yield f"    fixtures: [{', '.join(found.fixtures)}]"
    yield "    steps:"
    yield from steps_of(found.conversation, flow.id)
    yield ""


def steps_of(conversation: Conversation, flow_id: str | None = None) -> Iterator[str]:
    """The turns of a conversation as steps of a test; where the flow ends, that is what is asserted."""
    for exchange in conversation.exchanges:
        heard = exchange.heard
        yield f"      - user: {scalar(heard.text)}"
        if heard.intent and not heard.payload:
            yield f"        intent: {heard.intent}"
            if heard.confidence != SURE:
                yield f"        confidence: {heard.confidence}"
        if heard.entities:
            given = ", ".join(f"{entity.name}: {scalar(entity.value)}" for entity in heard.entities)
            yield f"        entities: {{{given}}}"
        ended = _last_step(exchange, flow_id) if flow_id else None
        if ended is None:
            yield from (f"      - utter: {response}" for response in exchange.responses)
            continue
        yield "        assertions:"
        yield f"          - flow_completed: {{flow_id: {flow_id}, flow_step_id: {ended}}}"
        if "action_request_handoff" in exchange.actions:
            yield "          - action_executed: action_request_handoff"
        yield from (f"          - bot_uttered: {{utter_name: {response}}}" for response in exchange.responses)


def _last_step(exchange: Exchange, flow_id: str | None) -> str | None:
    """The step at which the flow ended in this turn; null while it goes on."""
    last = None
    for passed in exchange.passed:
        if passed.what == "step" and passed.name == flow_id:
            last = passed.value
        elif passed.what == "completed" and passed.name == flow_id:
            return str(last)
    return None


def _names(found: Sequence[Found]) -> list[str]:
    """A sentence for each: what was known, the last answers, and what came of it; longer where it has to be."""
    names: list[str] = []
    openings = Counter(each.conversation.exchanges[0].heard.text for each in found)
    usual = max(openings, key=lambda text: openings[text], default="")
    for each in found:
        # The first message is nearly always the same one, so it comes last.
        answers = [exchange.heard.text for exchange in each.conversation.exchanges]
        shown = min(2, len(answers) - 1)
        written = "" if answers[0] == usual else answers[0]
        while _name(each, answers, shown, written) in names and shown < len(answers):
            shown += 1
        name, number = _name(each, answers, shown, written), 2
        while name in names:
            name = f"{_name(each, answers, shown, written)} ({number})"
            number += 1
        names.append(name)
    return names


def _name(found: Found, answers: Sequence[str], shown: int, written: str) -> str:
    said = _joined([f"“{answer}”" for answer in answers[len(answers) - shown :]], " and then ")
    known = _joined([name.replace("_", " ") for name in found.fixtures])
    sentence = (f"with {known}, " if known else "") + _end(found.conversation) + (f" after {said}" if said else "")
    sentence = f"“{written}”: {sentence}" if written else sentence
    return sentence[0].upper() + sentence[1:]


def _end(conversation: Conversation) -> str:
    last = conversation.exchanges[-1]
    if "action_request_handoff" in last.actions:
        return "a person takes over"
    result = last.outcome.result if last.outcome else None
    return {"resolved": "it is solved", "informed": "the listener is told why"}.get(result or "", "it ends")


def _joined(parts: Sequence[str], last: str = " and ") -> str:
    return last.join(filter(None, [", ".join(parts[:-1]), parts[-1]])) if parts else ""
