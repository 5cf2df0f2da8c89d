"""Finds conversations that together go every way of a flow: each button, under each situation, within bounds."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.flows import Bundle, Engine, Heard, Run
from bot.flows.model import Flow
from bot.flows.turn import Turn
from soundcheck.flows.conversation import SURE, Conversation, Stub
from soundcheck.flows.openings import openings
from soundcheck.flows.situations import Fixtures, combined, with_called
from soundcheck.flows.ways import Way, ways_of, ways_taken

#: Nobody answers more questions than this.
MAX_TURNS = 14
#: How often one question is gone on from under one situation: what was answered before may matter behind it.
MAX_VISITS = 6
#: All turns of one exploration. Thousands take seconds, and what is not found by then is not found.
MAX_PLAYED = 20_000


@dataclass(frozen=True)
class Found:
    """A conversation from the first message to the end of the flow, under the fixtures that it needs."""

    fixtures: Sequence[str]
    conversation: Conversation
    ways: frozenset[Way]

    def worth(self, open_ways: set[Way]) -> tuple[int, int]:
        """More ways that are still open are better, then fewer turns."""
        return len(self.ways & open_ways), -len(self.conversation.exchanges)

    def order(self) -> tuple[Sequence[str], list[str]]:
        """What is alike stands together."""
        return self.fixtures, [exchange.heard.text for exchange in self.conversation.exchanges]


class Explorer:
    def __init__(self, bundle: Bundle, flow: Flow, fixtures: Fixtures, stubs: Mapping[str, Stub]) -> None:
        self.bundle, self.flow, self.fixtures = bundle, flow, fixtures
        self.engine, self._stubs = Engine(bundle), stubs
        self.played = 0

    def explore(self, known: Collection[Way]) -> tuple[list[Found], set[Way]]:
        """Few conversations that go every way which is not known yet, and the ways that none was found for."""
        wanted = {way for part in with_called(self.bundle, self.flow) for way in ways_of(self.bundle, part)}
        open_ways = wanted - set(known)
        chosen: list[Found] = []
        for names, words in self._beginnings():
            if not open_ways or self.played > MAX_PLAYED:
                break
            if len(names) > 1 and not self._matters(names, open_ways):
                continue
            ends = list(self._ends(names, words, open_ways))
            while True:
                best = max(ends, key=lambda end: end.worth(open_ways), default=None)
                if best is None or not best.ways & open_ways:
                    break
                chosen.append(best)
                open_ways -= best.ways
        return sorted(chosen, key=Found.order), open_ways

    def _beginnings(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """Each of the listener's openings when nothing is known, then the neutral one with all that may be known."""
        neutral, *others = openings(self.bundle, self.flow)
        yield (), neutral
        yield from (((), words) for words in others)
        yield from ((names, neutral) for names in combined(self.fixtures) if names)
        yield from (((name,), words) for words in others for name in self.fixtures)

    def _matters(self, names: tuple[str, ...], open_ways: set[Way]) -> bool:
        """Whether one of these fixtures can turn a step that still has an open way."""
        flows = self.bundle.flows
        branches = (branch for flow, step, _ in open_ways for branch in flows[flow].steps[step].next)
        asked = {slot for branch in branches if branch.condition for slot in branch.condition.slots()}
        return any(asked & set(self.fixtures[name]) for name in names)

    def _ends(self, names: tuple[str, ...], words: str, open_ways: set[Way]) -> Iterator[Found]:
        visits: Counter[str] = Counter()
        ended: set[Way] = set()
        waiting = deque([self._begin(names, words)])
        while waiting and self.played <= MAX_PLAYED:
            conversation = waiting.popleft()
            ways = frozenset(ways_taken(conversation.exchanges))
            if _is_over(conversation):
                ended |= ways
                yield Found(names, conversation, ways)
                continue
            question = _place(conversation)
            visits[question] += 1
            if visits[question] <= MAX_VISITS and len(conversation.exchanges) < MAX_TURNS:
                waiting.extend(self._answer(conversation, move) for move in self._moves(conversation))
            elif ways & open_ways - ended:
                # Not worth following into every corner, but its end is worth having.
                waiting.append(self._to_the_end(conversation))

    def _begin(self, names: Sequence[str], words: str) -> Conversation:
        slots = {slot: value for name in names for slot, value in self.fixtures[name].items()}
        conversation = Conversation(self.engine, self._stub, slots)
        intent = self.flow.triggers[0].intent if self.flow.triggers else None
        if intent is None:
            return self._answer(conversation, Heard(f"/{self.flow.id}", payload=f"/{self.flow.id}"))
        return self._answer(conversation, Heard(words, intent, SURE, ((intent, SURE),)))

    def _answer(self, conversation: Conversation, heard: Heard) -> Conversation:
        self.played += 1
        other = conversation.fork()
        other.hear(heard)
        return other

    def _to_the_end(self, conversation: Conversation) -> Conversation:
        for _ in range(MAX_TURNS):
            moves = self._moves(conversation)
            if _is_over(conversation) or not moves:
                break
            conversation = self._answer(conversation, moves[0])
        return conversation

    def _moves(self, conversation: Conversation) -> list[Heard]:
        """Every button; where a question has none, every value or any text."""
        pressed = [Heard(button["title"], payload=button["payload"]) for button in conversation.buttons]
        question = Turn(self.bundle, conversation.state, conversation.slots).question()
        if pressed or question is None:
            return pressed
        texts = {"bool": ("yes", "no"), "float": ("3",), "text": ("Something",)}
        return [Heard(text) for text in (*question.slot.values, *texts.get(question.slot.type, ()))]

    def _stub(self, run: Run, slots: Mapping[str, Any]) -> Stub:
        return self._stubs.get(run.action) or Stub()


def _is_over(conversation: Conversation) -> bool:
    return not conversation.state.get("frames")


def _place(conversation: Conversation) -> str:
    return " ".join(f"{frame['flow']}/{frame['step']}" for frame in conversation.state["frames"])
