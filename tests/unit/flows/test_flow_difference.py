"""What writers read before they publish: the difference, and who uses a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.flows import Bundle, load_bundle
from bot.flows.difference import difference
from bot.flows.uses import kinds, uses

FLOWS = """
flows:
  lyrics:
    name: lyrics
    description: Tries one thing.
    nlu_trigger: [{intent: lyrics}]
    steps:
      - call: small_talk
      - id: ask_updated
        collect: updated
        metadata: {remedy: Updated the app}
        next:
          - if: slots.updated = true
            then: solved
          - else: hand_over
      - id: hand_over
        link: pattern_human_handoff
      - id: solved
        action: utter_solved
        metadata:
          outcome: {result: resolved, cause: It was old., prevention: Update it., article: lyrics/missing}
        next: END
  small_talk:
    description: A fragment.
    if: false
    steps: [{action: utter_moment}]
responses:
  utter_moment: [{text: One moment.}]
  utter_ask_updated:
    - text: Does it work after an update?
      buttons:
        - {title: "Yes", payload: /SetSlots(updated=true)}
        - {title: "No", payload: /SetSlots(updated=false)}
  utter_solved: [{text: Good.}]
slots:
  updated: {type: bool}
"""

A_BRANCH = """\
        next:
          - if: slots.updated = false
            then: hand_over
          - else: ask_updated"""


def bundle(tmp_path: Path, *replaced: tuple[str, str]) -> Bundle:
    text = FLOWS
    for before, after in replaced:
        assert before in text
        text = text.replace(before, after)
    folder = tmp_path / str(len(list(tmp_path.iterdir())))
    folder.mkdir()
    (folder / "lyrics.yml").write_text(text, encoding="utf-8")
    return load_bundle(folder, {"name": "Tonada"})


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([], []),
        (
            [("text: Good.", "text: Great!")],
            [("text utter_solved: says something else", "Good.", "Great!")],
        ),
        (
            [("ask_updated\n", "ask_update_helped\n")],
            [("flow lyrics: step ask_updated is now called ask_update_helped", "", "")],
        ),
        (
            [("id: solved", "id: fixed"), ("then: solved", "then: fixed")],
            [("flow lyrics: step solved is now called fixed", "", "")],
        ),
        (
            [("- else: hand_over", "- else: solved"), ("- call: small_talk", f"- call: small_talk\n{A_BRANCH}")],
            [
                (
                    "flow lyrics, step 1_small_talk: leads elsewhere",
                    "ask_updated",
                    "if slots.updated = false: hand_over; ask_updated",
                ),
                (
                    "flow lyrics, step ask_updated: leads elsewhere",
                    "if slots.updated = true: solved; hand_over",
                    "if slots.updated = true: solved; solved",
                ),
            ],
        ),
        (
            [("cause: It was old.", "cause: It was too old.")],
            [("flow lyrics, step solved: outcome.cause", "It was old.", "It was too old.")],
        ),
        (
            [('title: "No"', "title: Not yet")],
            [
                (
                    "text utter_ask_updated: says something else",
                    "[No] /SetSlots(updated=false)",
                    "[Not yet] /SetSlots(updated=false)",
                )
            ],
        ),
        (
            [("updated: {type: bool}", "updated: {type: bool, label: Updated}\n  browser: {type: text}")],
            [("slot updated: has another label", "nothing", "Updated"), ("slot browser: added, text", "", "")],
        ),
    ],
)
def test_a_difference_is_told(
    tmp_path: Path, edits: list[tuple[str, str]], expected: list[tuple[str, str, str]]
) -> None:
    changes = difference(bundle(tmp_path), bundle(tmp_path, *edits))

    assert [(str(change), change.before, change.after) for change in changes] == expected


def test_flows_that_come_and_go_are_told(tmp_path: Path) -> None:
    old, new = bundle(tmp_path), bundle(tmp_path, ("small_talk", "kind_words"))

    told = [str(change) for change in difference(old, new)]

    assert "flow small_talk: removed" in told
    assert "flow kind_words: added, with 1 step" in told


def test_a_fact_of_the_brand_is_a_difference(tmp_path: Path) -> None:
    old = bundle(tmp_path)
    new = load_bundle(tmp_path / "0", {"name": "Tonada", "downloads": {"devices": 5}})

    assert [(str(c), c.before, c.after) for c in difference(old, new)] == [
        ("brand downloads.devices: added", "nothing", "5")
    ]


@pytest.mark.parametrize(
    ("name", "kind", "sentences"),
    [
        ("small_talk", ["flow"], ["step 1_small_talk of lyrics leads to it"]),
        ("utter_solved", ["response"], ["step solved of lyrics says it"]),
        ("lyrics/missing", ["article"], ["step solved of lyrics shows it"]),
        (
            "updated",
            ["slot"],
            [
                "step ask_updated of lyrics asks for it",
                "step ask_updated of lyrics branches by it",
                "the button “Yes” of utter_ask_updated sets it",
                "the button “No” of utter_ask_updated sets it",
            ],
        ),
        ("lyrics", ["flow", "intent"], ["lyrics is started by it"]),
        ("nobody_knows_it", [], []),
    ],
)
def test_the_users_of_a_name_are_found(tmp_path: Path, name: str, kind: list[str], sentences: list[str]) -> None:
    flows = bundle(tmp_path)

    assert kinds(flows, name) == kind
    found = [use for use in uses(flows, name) if "defaults" not in use.where.file]
    assert [use.sentence for use in found] == sentences
    assert all(use.where.line > 1 for use in found)
