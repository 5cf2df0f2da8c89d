"""The schema for editors: the checked-in copy is fresh, knows every key, takes every flow file and no unknown key."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from flow_project import FLOW
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from typer.testing import CliRunner

from bot.flows.read_bundle import BLOCKS, DEFAULTS
from bot.flows.read_domain import SLOT_IGNORED, SLOT_KEYS, VARIANT_KEYS
from bot.flows.read_flow import FLOW_KEYS
from bot.flows.read_step import COLLECT_KEYS, COMMON, IGNORED, KINDS
from soundcheck.flows import project
from soundcheck.flows.command import app
from soundcheck.flows.schema import as_text, schema

COPY = project.ROOT / "docs" / "flow.schema.json"
PAGE = (project.ROOT / "docs" / "flow-language.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
FILES = sorted([*project.FLOWS.rglob("*.yml"), *DEFAULTS.rglob("*.yml")])
VALIDATOR = Draft202012Validator(schema())


def faults(text: str) -> list[str]:
    try:
        values = YAML(typ="safe").load(text)
    except MarkedYAMLError:
        # As in the readers: the fast parser refuses a few texts that YAML 1.2 allows.
        values = YAML(typ="safe", pure=True).load(text)
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(values)]


def keys(part: Any) -> dict[str, list[str]]:
    """Every key of the schema with its descriptions."""
    found: dict[str, list[str]] = {}
    if isinstance(part, dict):
        for name, value in part.get("properties", {}).items():
            # A lone constant tells alternatives apart; editors show the key's other entry.
            if value.keys() != {"const"}:
                found.setdefault(name, []).append(str(value.get("description", "")))
    for child in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        for name, descriptions in keys(child).items():
            found.setdefault(name, []).extend(descriptions)
    return found


def test_the_copy_beside_the_page_is_fresh() -> None:
    assert COPY.read_text(encoding="utf-8") == as_text(), "run: soundcheck flows schema -o docs/flow.schema.json"


def test_it_is_a_schema_itself() -> None:
    Draft202012Validator.check_schema(json.loads(COPY.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_every_flow_file_is_as_the_schema_says(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("example", EXAMPLES, ids=[text.split()[1] for text in EXAMPLES])
def test_every_example_of_the_page_is_as_the_schema_says(example: str) -> None:
    assert faults(example) == []


UNKNOWN = [
    ("flows:", "flow: {}\nflows:"),
    ("    name: missing", "    titel: x\n    name: missing"),
    ("- intent: lyrics", "- intent: lyrics\n        intend: x"),
    ("        collect: update_helped", "        collect: update_helped\n        uter: utter_lyrics_back"),
    ("        collect: update_helped", "        collect: update_helped\n        exit_if: [x]"),
    ("        noop: true", "        noop: true\n        utter: utter_lyrics_back"),
    ("link: pattern_human_handoff", "link: pattern_human_handoff\n        next: END"),
    ("then: hand_over", "than: hand_over"),
    ("cause: The", "couse: x\n            cause: The"),
    ("    - text: Good", "    - txt: x\n      text: Good"),
    ("{title: Missing,", "{titel: x, title: Missing,"),
    ("update_helped: {type: bool}", "update_helped: {type: bool, lable: x}"),
]


@pytest.mark.parametrize(("old", "new"), UNKNOWN)
def test_an_unknown_key_is_refused(old: str, new: str) -> None:
    assert old in FLOW

    assert faults(FLOW) == []
    assert faults(FLOW.replace(old, new, 1)) != []


WRONG = [
    ("    description: Finds out why lyrics do not show.\n", ""),
    ("result: resolved", "result: resolvd"),
    ("[missing, wrong]", "[missing]"),
    ("values: [missing, wrong]", "label: Kind"),
    ("type: bool", "type: boolean"),
    ("payload: /SetSlots(lyrics_kind=wrong)", "payload: SetSlots(lyrics_kind=wrong)"),
    ("    - text: Good, sing along.", "    - buttons: []"),
    ("  utter_lyrics_back:", "  lyrics_back:"),
]


@pytest.mark.parametrize(("old", "new"), WRONG)
def test_a_missing_or_malformed_value_is_refused(old: str, new: str) -> None:
    assert old in FLOW

    assert faults(FLOW.replace(old, new, 1)) != []


def test_it_knows_every_key_that_the_readers_know_and_says_what_each_is() -> None:
    described = keys(schema())
    readers = {*BLOCKS, *FLOW_KEYS, *KINDS, *COMMON, *COLLECT_KEYS, *SLOT_KEYS, *VARIANT_KEYS, *SLOT_IGNORED, *IGNORED}

    assert readers <= set(described)
    assert [name for name, descriptions in described.items() if not all(descriptions)] == []


def test_a_key_is_explained_as_on_the_page() -> None:
    described = keys(schema())
    page = re.findall(r"^ *-? *(\w+):[^#\n]*#  ?(.*)$", "\n".join(EXAMPLES), re.MULTILINE)
    comments = [(key, comment) for key, comment in page if key in (*FLOW_KEYS, *COLLECT_KEYS, *SLOT_KEYS)]

    assert len(comments) > 10
    for key, comment in comments:
        assert any(comment.casefold().rstrip(".") in said.casefold() for said in described[key]), f"{key}: {comment}"


def test_the_command_writes_it(tmp_path: Path) -> None:
    shown = CliRunner().invoke(app, ["schema"])
    written = CliRunner().invoke(app, ["schema", "-o", str(tmp_path / "flow.json")])

    assert (shown.exit_code, shown.output) == (0, as_text())
    assert written.exit_code == 0
    assert (tmp_path / "flow.json").read_text(encoding="utf-8") == as_text()
