"""A conversation that a writer has with a flow: lines in, lines out. Reading the keyboard is the command's part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.flows import Bundle, Engine, Heard, Run
from bot.flows.payload import typed
from bot.flows.problem import did_you_mean
from bot.flows.stack import Dialogue
from soundcheck.flows.conversation import SURE, Conversation, Exchange, Stub, Stubs
from soundcheck.flows.keep import CannotKeep, keep
from soundcheck.flows.openings import openings

HELP = """\
Write what a listener would, or the number of a button.
:stack   where the conversation is          :slots            what is known
:why     why the last answer came           :back             take the last message back
:jump STEP   go on at a step of the flow    :set slot=value   null empties it
:save NAME   keep this as a flow test       :quit"""


class Session:
    """`hear` says what a text means; stubs stand for the actions."""

    def __init__(self, engine: Engine, stubs: Stubs, hear: Callable[[str], Heard], folder: Path) -> None:
        self._hear, self._folder, self._stubs = hear, folder, stubs
        self._answers: dict[str, Stub] = {}
        self._conversation = Conversation(engine, self._run)
        self._before: list[tuple[Conversation, bool]] = []
        self._given: dict[str, Any] = {}
        self._is_replayable = True

    def begin(self, flow_id: str) -> Iterator[str]:
        """Starts a flow as a listener with its topic would."""
        flow = self._bundle.flows[flow_id]
        if not flow.triggers:
            return self._say(Heard(f"/{flow_id}", payload=f"/{flow_id}"))
        intent = flow.triggers[0].intent
        return self._say(Heard(openings(self._bundle, flow)[0], intent, SURE, ((intent, SURE),)))

    def enter(self, line: str) -> Iterator[str]:
        """What a line of the writer brings; `:quit` is not for here."""
        name, _, rest = line.strip().partition(" ")
        if not name.startswith(":"):
            return self._listener(line.strip())
        commands: Mapping[str, Callable[[str], Iterator[str]]] = {
            ":stack": self._stack,
            ":slots": self._slots,
            ":why": self._why,
            ":back": self._back,
            ":jump": self._jump,
            ":set": self._set,
            ":save": self._save,
            ":help": lambda _: iter(HELP.splitlines()),
        }
        if name in commands:
            return commands[name](rest.strip())
        return iter([f"There is no {name}; {did_you_mean(name, commands, ':help lists all')}"])

    @property
    def _bundle(self) -> Bundle:
        return self._conversation.engine.bundle

    def _listener(self, text: str) -> Iterator[str]:
        buttons = self._conversation.buttons
        if text.isdecimal() and 1 <= int(text) <= len(buttons):
            button = buttons[int(text) - 1]
            return self._say(Heard(button["title"], payload=button["payload"]))
        if text.startswith("/"):
            return self._say(Heard(text, payload=text))
        return self._say(self._hear(text)) if text else iter(())

    def _say(self, heard: Heard) -> Iterator[str]:
        self._remember()
        exchange = self._conversation.hear(heard)
        yield f"Listener: {heard.text}"
        if heard.intent:
            known = ", ".join(f"{entity.name} {entity.value}" for entity in heard.entities)
            yield f"  ({heard.intent}, {heard.confidence:.2f}{'; ' + known if known else ''})"
        yield from self._shown(exchange)

    def _shown(self, exchange: Exchange) -> Iterator[str]:
        yield from (f"  ({action})" for action in exchange.actions)
        for said in exchange.said:
            yield f"Bot: {said.text}"
            if said.outcome:
                parts = (said.outcome.cause, said.outcome.prevention, said.outcome.article)
                yield f"  [{said.outcome.result}] " + " · ".join(part for part in parts if part)
        yield from (f"  {number}  {button['title']}" for number, button in enumerate(exchange.buttons, start=1))

    def _remember(self) -> None:
        self._before.append((self._conversation.fork(), self._is_replayable))

    def _run(self, run: Run, slots: Mapping[str, Any]) -> Stub:
        stub = self._stubs(run, slots) or Stub(fails=True)
        if run.action not in self._actions_run():
            self._answers[run.action] = stub
        return stub

    def _actions_run(self) -> set[str]:
        return {action for exchange in self._conversation.exchanges for action in exchange.actions}

    def _stack(self, _: str) -> Iterator[str]:
        frames = Dialogue.from_json(self._conversation.state).frames
        if not frames:
            yield "No flow is open."
        for frame in reversed(frames):
            step = self._bundle.flows[frame.flow].steps.get(frame.step)
            yield f"{frame.flow} · {frame.step} ({frame.kind})" + (f"  {step.where}" if step else "")

    def _slots(self, _: str) -> Iterator[str]:
        hidden = ("dialogue_stack", "flow_call_result")
        known = {name: value for name, value in self._conversation.slots.items() if value is not None}
        yield from (f"{name} = {value}" for name, value in known.items() if name not in hidden)

    def _why(self, _: str) -> Iterator[str]:
        exchanges = self._conversation.exchanges
        yield from exchanges[-1].trace if exchanges else ("Nothing has been said yet.",)

    def _back(self, _: str) -> Iterator[str]:
        if not self._before:
            yield "This is the beginning."
            return
        self._conversation, self._is_replayable = self._before.pop()
        yield "Took it back."
        if self._conversation.exchanges:
            yield from self._shown(self._conversation.exchanges[-1])

    def _jump(self, step: str) -> Iterator[str]:
        dialogue = Dialogue.from_json(self._conversation.state)
        dialogue.drop_patterns()
        frame = dialogue.top
        if frame is None:
            yield "No flow is open; begin one first."
            return
        steps = self._bundle.flows[frame.flow].steps
        if step not in steps:
            yield f"{frame.flow} has no step `{step}`; {did_you_mean(step, steps, ', '.join(steps))}"
            return
        self._remember()
        self._is_replayable = False
        frame.step, frame.open, frame.left, frame.asked, dialogue.effects = step, None, False, False, 0
        self._conversation.state = dialogue.to_json()
        yield from self._shown(self._conversation.go_on(Heard(f":jump {step}")))

    def _set(self, text: str) -> Iterator[str]:
        name, _, value = (part.strip() for part in text.partition("="))
        slot = self._bundle.slots.get(name)
        if slot is None:
            yield f"There is no slot `{name}`; {did_you_mean(name, self._bundle.slots, 'write :set slot=value')}"
            return
        meant = None if value in ("", "null") else typed(slot, value)
        if meant is None and value not in ("", "null"):
            yield f"`{value}` is no value of {name}; it takes {', '.join(slot.values) or slot.type}"
            return
        self._remember()
        if self._conversation.exchanges:
            self._is_replayable = False
        else:
            self._given[name] = meant
        self._conversation.slots[name] = meant
        yield f"{name} = {meant}"

    def _save(self, name: str) -> Iterator[str]:
        try:
            if not self._is_replayable:
                raise CannotKeep("a test cannot :jump or :set in the middle; take that back first")
            answers = {action: stub for action, stub in self._answers.items() if action in self._actions_run()}
            path = keep(name, self._conversation, self._given, answers, self._folder)
        except CannotKeep as reason:
            yield f"Not saved: {reason}."
        else:
            yield f"Saved as {path}; it passes."
