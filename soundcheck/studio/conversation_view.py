"""A played conversation as the page shows it: what was said, why, the way through the flows, and what is known."""

from __future__ import annotations

from typing import Any

from bot.flows import Bundle
from bot.flows.effects import Passed
from bot.flows.render import spoken
from bot.flows.stack import Dialogue
from soundcheck.flows.conversation import Exchange, Said
from soundcheck.flows.ways import ways_taken
from soundcheck.flows.words import slot_words
from soundcheck.studio.play import Played

#: Only for machines.
INTERNAL = frozenset({"flow_call_result", "dialogue_stack", "findings"})


def conversation_view(bundle: Bundle, played: Played) -> dict[str, Any]:
    conversation = played.conversation
    exchanges = conversation.exchanges
    passed = [each for exchange in exchanges for each in exchange.passed]
    frames = Dialogue.from_json(conversation.state).frames
    return {
        "exchanges": [_exchange(bundle, exchange) for exchange in exchanges],
        "known": [
            {"slot": name, "words": slot_words(bundle, name), "value": spoken(value)}
            for name, value in sorted(conversation.slots.items())
            if value is not None and name not in INTERNAL
        ],
        "visited": _unique([each.name, each.value] for each in passed if each.what == "step"),
        "ways": _unique(list(way) for way in ways_taken(exchanges) if not way[2].startswith("/")),
        "started": _unique([each.name] for each in passed if each.what == "started"),
        "current": [[frame.flow, frame.open or frame.step] for frame in frames],
        "isOver": bool(exchanges) and not frames,
        "dropped": played.dropped,
        "stopped": played.stopped,
    }


def _exchange(bundle: Bundle, exchange: Exchange) -> dict[str, Any]:
    heard = exchange.heard
    return {
        "listener": heard.text,
        "pressed": heard.payload is not None,
        "intent": heard.intent,
        "confidence": heard.confidence,
        "said": [_said(bundle, said) for said in exchange.said],
        "actions": [name.removeprefix("action_").replace("_", " ") for name in exchange.actions],
        "why": list(exchange.trace),
        "steps": [[each.name, each.value] for each in exchange.passed if each.what == "step"],
        "set": [_change(bundle, each) for each in exchange.passed if each.what == "set" and each.name not in INTERNAL],
    }


def _change(bundle: Bundle, change: Passed) -> dict[str, str]:
    value = "forgotten" if change.value is None else spoken(change.value)
    return {"slot": change.name, "words": slot_words(bundle, change.name), "value": value}


def _said(bundle: Bundle, said: Said) -> dict[str, Any]:
    response = bundle.responses.get(said.response or "")
    return {
        "text": said.text,
        "response": said.response,
        "file": response.where.file if response else None,
        "line": response.where.line if response else None,
        "buttons": [dict(button) for button in said.buttons],
        "outcome": vars(said.outcome) if said.outcome else None,
    }


def _unique(items: Any) -> list[list[Any]]:
    return [list(item) for item in dict.fromkeys(map(tuple, items))]
