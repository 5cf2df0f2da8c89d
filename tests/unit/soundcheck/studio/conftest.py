"""A studio over two small flow files and no tests yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from soundcheck.studio.workspace import Workspace

LYRICS = """\
flows:
  lyrics:
    name: missing lyrics
    description: Finds out why lyrics do not show.
    nlu_trigger:
      - intent: lyrics
    steps:
      - action: action_read_diagnostics
      - id: ask_update_helped
        collect: update_helped
        metadata:
          remedy: Updated the app
        next:
          - if: slots.update_helped = true
            then: solved
          - else: hand_over

      # The last "no" goes to a person.
      - id: hand_over
        link: pattern_human_handoff
      - id: solved
        action: utter_lyrics_back
        metadata:
          outcome:
            result: resolved
            cause: Your version of the app was too old for lyrics.
            prevention: Let your app store update apps by itself.
            article: content/lyrics
        next: END

responses:
  utter_ask_update_helped:
    - text: Please update the app. Do you see the lyrics now?
      buttons:
        - {title: "Yes, I do", payload: /SetSlots(update_helped=true)}
        - {title: "No", payload: /SetSlots(update_helped=false)}
  utter_lyrics_back:
    - text: Good, sing along!

slots:
  update_helped: {type: bool}
  finding_battery_saver_on: {type: bool}
"""
WEB = """\
flows:
  web_player:
    name: the web player
    description: Greets.
    nlu_trigger:
      - intent: web_player
    steps:
      - action: utter_web
        next: END

responses:
  utter_web:
    - text: Reload the page.
"""


@pytest.fixture
def flows(tmp_path: Path) -> Path:
    folder = tmp_path / "flows"
    folder.mkdir()
    (folder / "lyrics.yml").write_text(LYRICS)
    (folder / "web_player.yml").write_text(WEB)
    return folder


@pytest.fixture
def workspace(flows: Path, tmp_path: Path) -> Workspace:
    return Workspace(flows, tmp_path / "tests")
