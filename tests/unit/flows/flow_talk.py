"""A listener, a fake action server and short flow files, for the tests of the engine."""

from __future__ import annotations

import json
import tempfile
import textwrap
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.flows import MAX_EFFECTS, Bundle, Engine, Entity, Heard, Listen, Run, Say, load_bundle, render
from bot.flows.lint import check

BRAND = {"name": "Tonada", "limits": {"songs": 10000}}

# Two topics with flows, one that only reads, and a text question; enough for every way of talking past each other.
FLOWS = """
flows:
  playback_interrupted:
    name: music that stops
    description: Finds out why music stops.
    nlu_trigger: [{intent: playback_interrupted}]
    steps:
      - action: action_read_diagnostics
      - id: ask_platform
        collect: platform
      - id: ask_when
        collect: when
        next:
          - if: slots.when = "offline"
            then: ask_sync
          - else: ask_network
      - id: ask_sync
        collect: sync_fixed
        metadata: {remedy: Let downloads use mobile data}
        next: open_ticket
      - id: ask_network
        collect: network_fixed
        metadata: {remedy: Tried another network}
        next: open_ticket
      - id: open_ticket
        action: action_open_ticket
      - id: ask_again
        collect: works_now
        next:
          - if: slots.works_now
            then: solved
          - else: give_up
      - id: solved
        action: utter_solved
        metadata:
          outcome: {result: resolved, cause: "Because of {when}.", prevention: Sync before., article: playback/skips}
        next: END
      - id: give_up
        link: pattern_human_handoff
  lyrics:
    name: lyrics
    description: Says where lyrics come from.
    nlu_trigger: [{intent: lyrics}]
    steps:
      - action: utter_lyrics
  plan_student:
    name: the student plan
    description: Asks for the school.
    nlu_trigger: [{intent: plan_student}]
    steps:
      - id: ask_school
        collect: school
      - id: ask_years
        collect: years
        rejections:
          - if: slots.years > 6
            utter: utter_too_many_years
      - action: utter_student
  feature_request_feedback:
    name: your opinion
    description: Takes an opinion in the listener's own words.
    nlu_trigger: [{intent: feature_request_feedback}]
    steps:
      - collect: opinion
        force_slot_filling: true
responses:
  utter_ask_when:
    - text: When does it happen?
      buttons:
        - {title: "Offline, with downloads", payload: /SetSlots(when=offline)}
        - {title: While streaming, payload: /SetSlots(when=streaming)}
  utter_ask_platform: [{text: Where do you listen?}]
  utter_ask_sync_fixed:
    - text: Turn it on. Did that help?
      buttons:
        - {title: "Yes, it plays", payload: /SetSlots(sync_fixed=true)}
        - {title: "No", payload: /SetSlots(sync_fixed=false)}
  utter_ask_network_fixed: [{text: Did another network help?}]
  utter_ask_works_now: [{text: Does it work now?}]
  utter_solved: [{text: Good.}]
  utter_lyrics: [{text: Lyrics come from a partner.}]
  utter_ask_school: [{text: Which school?}]
  utter_ask_years: [{text: How many years are left?}]
  utter_too_many_years: [{text: That is long.}]
  utter_student: [{text: Noted.}]
  utter_ask_opinion: [{text: What do you think?}]
slots:
  when: {type: categorical, values: [offline, streaming], label: When}
  sync_fixed: {type: bool}
  network_fixed: {type: bool}
  works_now: {type: bool}
  school: {type: text}
  years: {type: float}
  opinion: {type: text}
"""


@lru_cache(maxsize=64)
def bundle_of(text: str) -> Bundle:
    with tempfile.TemporaryDirectory() as directory:
        (Path(directory) / "topic.yml").write_text(textwrap.dedent(text))
        return load_bundle(Path(directory), BRAND)


def problems_of(text: str, **names: Any) -> list[str]:
    """The linter's sentences, with the file's own name only."""
    with tempfile.TemporaryDirectory() as directory:
        (Path(directory) / "topic.yml").write_text(textwrap.dedent(text))
        found = check(Path(directory), BRAND, **names)
        return [str(problem).replace(f"{directory}/", "") for problem in found]


class Talk:
    """One conversation; `said` and `ran` are what the last message led to."""

    def __init__(self, text: str = FLOWS, failing: tuple[str, ...] = (), sets: Mapping[str, Any] | None = None) -> None:
        self.bundle = bundle_of(text)
        self.engine = Engine(self.bundle)
        self.state: dict[str, Any] = {}
        self.slots: dict[str, Any] = {name: slot.initial_value for name, slot in self.bundle.slots.items()}
        self.failing, self.sets = failing, dict(sets or {})
        self.messages = 0
        self.says: list[Say] = []
        self.runs: list[Run] = []
        self.all_runs: list[Run] = []
        self.effects = 0
        self.reason: str | None = None

    @property
    def said(self) -> list[str]:
        return [say.response for say in self.says]

    @property
    def ran(self) -> list[str]:
        return [run.action for run in self.runs]

    @property
    def buttons(self) -> list[str]:
        return [button["title"] for button in render(self.bundle, self.says[-1], self.slots).buttons]

    @property
    def texts(self) -> list[str]:
        return [render(self.bundle, say, self.slots).text for say in self.says]

    def hear(self, text: str = "", intent: str | None = None, confidence: float = 0.95, **more: Any) -> Talk:
        self.messages += 1
        entities = [Entity(name, value, str(value)) for name, value in more.pop("entities", {}).items()]
        heard = Heard(
            text, intent, confidence if intent else 0.0, entities=entities, message_id=f"c:{self.messages}", **more
        )
        self.says, self.runs = [], []
        before = json.dumps(self.state)
        decision = self.engine.start_turn(self.state, self.slots, heard)
        assert json.dumps(self.state) == before, "the state that was handed over was changed"
        for self.effects in range(1, MAX_EFFECTS + 1):
            self.state, self.slots = decision.state, {**self.slots, **decision.slots}
            if isinstance(decision.effect, Listen):
                assert self.says, "a turn ended without a word"
                return self
            self._carry_out(decision.effect)
            decision = self.engine.go_on(self.state, self.slots)
        raise AssertionError(f"no Listen within {MAX_EFFECTS} effects: {self.said}")

    def press(self, payload: str) -> Talk:
        return self.hear("the title", payload=payload)

    def _carry_out(self, effect: Say | Run) -> None:
        if isinstance(effect, Say):
            assert effect.response in self.bundle.responses
            return self.says.append(effect)
        assert self.state["pending"]["call_id"] == effect.call_id
        self.runs.append(effect)
        self.all_runs.append(effect)
        ok = effect.action not in self.failing
        if effect.action == "action_request_handoff":
            self.reason = self.slots["handoff_reason"]
        if ok:
            self.slots.update(self.sets.get(effect.action, {}))
        self.slots["flow_call_result"] = {"call_id": effect.call_id, "ok": ok}

    @property
    def flows(self) -> list[str]:
        return [frame["flow"] for frame in self.state["frames"]]

    def at(self, step: str) -> Talk:
        """Takes a fresh listener of playback_interrupted to one of its questions."""
        self.hear("my music stops", "playback_interrupted")
        answers = {"ask_platform": "phone", "ask_when": "offline", "ask_sync": "yes", "ask_again": ""}
        for question, answer in answers.items():
            if question == step:
                return self
            self.hear(answer)
        raise AssertionError(step)
