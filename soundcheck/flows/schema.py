"""The JSON Schema of flow files, so that editors complete keys and explain them; names are checked by the linter."""

from __future__ import annotations

import json
from typing import Any

from bot.flows.lint_names import ID
from bot.flows.lint_outcomes import RESULTS
from bot.flows.lint_texts import MAX_TEXT
from bot.flows.read_domain import SLOT_IGNORED, SLOT_TYPES
from bot.flows.read_step import IGNORED

Schema = dict[str, Any]

NO_MEANING = "Part of the Rasa flows format; accepted and ignored."


def schema() -> Schema:
    blocks: Schema = {
        "flows": _map("What the bot does about a topic: flows by their id.", _ref("flow"), f"^{ID.pattern}$"),
        "responses": _map("What the bot says: a list of variants by name.", _ref("response"), "^utter_"),
        "slots": _map("What a flow asks for or remembers, by name.", _ref("slot")),
        "topics": _map("Titles of topics, for clarifying questions.", _text("What a clarifying question calls it.")),
        "without_flow": {
            "description": "Topics that an article or a person answers on purpose, without a flow.",
            "type": "array",
            "items": {"type": "string"},
        },
        "version": {"description": NO_MEANING},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A flow file of Soundcheck",
        "description": "Everything of one topic: its flows, its texts, its slots.",
        **_keys(blocks),
        "$defs": {
            "flow": _flow(),
            "trigger": _trigger(),
            "step": _step(),
            "steps": {"type": "array", "items": _ref("step")},
            "next": _next(),
            "metadata": _metadata(),
            "response": {"type": "array", "minItems": 1, "items": _variant()},
            "slot": _slot(),
        },
    }


def as_text() -> str:
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _flow() -> Schema:
    keys = {
        "name": _text('For people: "All right, we stop here with music in the car."'),
        "description": _text("What the flow does; required, for colleagues and reports."),
        "topic": _text("The topic of docs/topics.md that it serves; the id where left out."),
        "if": _condition("A guard: while it does not hold, no message starts this flow. `false` makes a fragment."),
        "nlu_trigger": {
            "description": "The intents that start it, any one is enough.",
            "type": "array",
            "items": _ref("trigger"),
        },
        "persisted_slots": {
            "description": "Slots of this flow that keep their value when it is over.",
            "type": "array",
            "items": {"type": "string"},
        },
        "asked_meanwhile": {
            "description": "Questions in between: the first that holds is answered, then the open one comes again.",
            "type": "array",
            "items": _reply(),
        },
        "run_pattern_completed": _flag('false: without "Is there anything else?" at the end.'),
        "steps": _ref("steps", "What the bot does, one step after the other."),
        "always_include_in_prompt": {"description": NO_MEANING},
    }
    return _keys(keys, "description", "steps")


def _trigger() -> Schema:
    threshold = {
        "description": "Asks for more certainty than usual.",
        "type": "number",
        "minimum": 0,
        "maximum": 1,
    }
    detailed = _keys({"name": _text("The intent."), "confidence_threshold": threshold}, "name")
    intent = {"description": "An intent that starts the flow.", "anyOf": [{"type": "string"}, detailed]}
    return _keys({"intent": intent}, "intent")


def _step() -> Schema:
    """One kind in each alternative, so that an editor offers only what goes together with it."""
    common = {
        "id": _text("The name that `next` calls this step by."),
        "next": _ref("next", "Where it goes on; the following step where left out, after the last one the end."),
        "metadata": _ref("metadata", "What the desk has to know about this step."),
        "description": _text("What the step is for, for colleagues."),
        **{key: {"description": NO_MEANING} for key in IGNORED},
    }
    collect = {
        "collect": _text("The slot to fill; skipped while it has a value."),
        "utter": _text("The question; utter_ask_<slot> where left out."),
        "ask_before_filling": _flag("Forget what is known and ask anew, also when a loop returns here."),
        "force_slot_filling": _flag("Whatever comes is the answer, but for buttons and a clear wish for a person."),
        "rejections": {
            "description": "The first that holds empties the slot, says why, and asks again.",
            "type": "array",
            "items": _reply(),
        },
    }
    action = _text("utter_… is a text below `responses:`; action_… is code, see docs/bot-contract.md.")
    return {
        "anyOf": [
            _keys({**collect, **common}, "collect"),
            _keys({"action": {**action, "pattern": "^(utter|action)_"}, **common}, "action"),
            _keys({"set_slots": _set_slots(), **common}, "set_slots"),
            _keys({"noop": {"description": "Only branches.", "const": True}, **common}, "noop", "next"),
            _keys({"link": _text("Ends this flow and starts the other."), "id": common["id"]}, "link"),
            _keys({"call": _text("Runs the other flow as if its steps stood here."), **common}, "call"),
        ]
    }


def _reply() -> Schema:
    keys = {"if": _condition("When it is said."), "utter": _text("What is said then.")}
    return _keys(keys, "if", "utter")


def _set_slots() -> Schema:
    values = {"type": "object", "additionalProperties": True}
    return {
        "description": "Fills slots; null forgets a value, so that it is asked again.",
        "type": "array",
        "items": values,
    }


def _next() -> Schema:
    place = {
        "description": "The id of a step, END, or steps in place; the last one says where it leads.",
        "anyOf": [{"type": "string"}, _ref("steps")],
    }
    branch = _keys({"if": _condition("When this way is gone."), "then": place}, "if", "then")
    otherwise = _keys({"else": {**place, "description": "Required: no case stays open."}}, "else")
    branches = {"type": "array", "items": {"anyOf": [branch, otherwise]}}
    return {"anyOf": [{"type": "string"}, branches, _ref("steps")]}


def _metadata() -> Schema:
    article = _text("Where to read on: folder and name of an article.")
    outcome = {
        "result": {
            "description": "resolved, informed or handed_off; resolved ends the conversation and asks for the rating.",
            "enum": list(RESULTS),
        },
        "cause": _text("Why it happened."),
        "prevention": _text("How to avoid it."),
        "article": article,
    }
    keys = {
        "remedy": _text("What was tried; on a question of a bool slot whether it helped."),
        "platforms": {
            "description": "Who can do it, as values of the slot platform; lint tells where others come.",
            "type": "array",
            "items": {"type": "string"},
        },
        "outcome": {"description": "How the flow ended; on the closing words.", **_keys(outcome, "result")},
        "article": {**article, "description": "Which article action_show_article shows."},
        "hint": _text("Said after the first answer that was not understood."),
    }
    # Keys that only other programs read are allowed here, as in the Rasa flows format.
    return {**_keys(keys), "additionalProperties": True}


def _variant() -> Schema:
    button = {
        "title": _text("What stands on the button."),
        "payload": {
            **_text("/SetSlots(slot=value), /flow_id or /topic, also /talk_to_human and /cancel_flow."),
            "pattern": "^/",
        },
    }
    keys = {
        "text": {
            **_text("{slot} and {brand.key.key} are filled in; may use Markdown."),
            "minLength": 1,
            "maxLength": MAX_TEXT,
        },
        "if": _condition("When this variant is used; one variant has no `if`."),
        "buttons": {
            "description": "Answers to press.",
            "type": "array",
            "items": _keys(button, "title", "payload"),
        },
        "metadata": {"description": NO_MEANING},
    }
    return _keys(keys, "text")


def _slot() -> Schema:
    kinds = "text, bool, categorical, float, list (filled by actions only), any (buttons and actions only)"
    keys = {
        "type": {"description": f"{kinds}.", "enum": list(SLOT_TYPES)},
        "values": {"description": "Of a categorical slot.", "type": "array", "minItems": 2},
        "initial_value": {"description": "null where left out."},
        "label": _text("The name on the agent's card; slots without one are not shown."),
        "entity": _text("The entity that fills it while it is asked, and corrects it later."),
        **{key: {"description": NO_MEANING} for key in SLOT_IGNORED},
    }
    categorical = {"properties": {"type": {"const": "categorical"}}}
    return {**_keys(keys, "type"), "if": categorical, "then": {"required": ["values"]}}


def _keys(properties: Schema, *required: str) -> Schema:
    made: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**made, "required": list(required)} if required else made


def _map(description: str, values: Schema, names: str = "") -> Schema:
    made = {"description": description, "type": "object", "additionalProperties": values}
    return {**made, "propertyNames": {"pattern": names}} if names else made


def _ref(name: str, description: str = "") -> Schema:
    reference = {"$ref": f"#/$defs/{name}"}
    return {"description": description, **reference} if description else reference


def _text(description: str) -> Schema:
    return {"description": description, "type": "string"}


def _flag(description: str) -> Schema:
    return {"description": description, "type": "boolean"}


def _condition(description: str) -> Schema:
    return {"description": description, "type": ["string", "boolean"]}
