"""A small flow, and the commands on it, for the tests of the writer's tools."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from soundcheck.flows.command import app

FLOW = """\
flows:
  lyrics:
    name: missing lyrics
    description: Finds out why lyrics do not show.
    nlu_trigger:
      - intent: lyrics
    steps:
      - action: action_read_diagnostics
      - id: look
        noop: true
        next:
          - if: slots.finding_app_outdated = true
            then: ask_update_helped
          - else: ask_kind
      - id: ask_update_helped
        collect: update_helped
        metadata: {remedy: Updated the app}
        next:
          - if: slots.update_helped = true
            then: solved
          - else: hand_over
      - id: ask_kind
        collect: lyrics_kind
        next:
          - if: slots.lyrics_kind = "wrong"
            then: hand_over
          - else: solved
      - id: hand_over
        link: pattern_human_handoff
      - id: solved
        action: utter_lyrics_back
        metadata:
          outcome:
            result: resolved
            cause: The app was too old.
            prevention: Let your app store update apps by itself.
            article: content/lyrics
        next: END

responses:
  utter_ask_update_helped:
    - text: Please update the app. Do you see the lyrics now?
      buttons:
        - {title: "Yes, I do", payload: /SetSlots(update_helped=true)}
        - {title: "No", payload: /SetSlots(update_helped=false)}
  utter_ask_lyrics_kind:
    - text: Are the lyrics missing or wrong?
      buttons:
        - {title: Missing, payload: /SetSlots(lyrics_kind=missing)}
        - {title: Wrong, payload: /SetSlots(lyrics_kind=wrong)}
  utter_lyrics_back:
    - text: Good, sing along.

slots:
  update_helped: {type: bool}
  lyrics_kind: {type: categorical, values: [missing, wrong]}
  finding_app_outdated: {type: bool}
"""

STUBS = """\
stub_custom_actions:
  action_read_diagnostics: {events: []}
  action_request_handoff: {events: []}
"""


@dataclass(frozen=True)
class Project:
    flows: Path
    tests: Path

    def write(self, name: str, text: str) -> Path:
        path = self.tests / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
        return path

    def case(self, steps: str, more: str = "") -> Path:
        """A file with one test of these steps."""
        body = textwrap.indent(textwrap.dedent(steps).strip(), "      ")
        return self.write("one.yml", f"{more}test_cases:\n  - test_case: One conversation\n    steps:\n{body}\n")

    def run(self, command: str, *arguments: object, **options: str) -> tuple[int, str]:
        """The exit code, and everything that was said."""
        words = [command, *map(str, arguments), "--flows", str(self.flows)]
        result = CliRunner().invoke(app, words, input=options.get("input"))
        return result.exit_code, result.output

    def test(self, *arguments: object) -> tuple[int, str]:
        return self.run("test", self.tests, *arguments)
