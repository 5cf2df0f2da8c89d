"""The page for writers says what the code does: its examples load, its lists are complete."""

import re
from dataclasses import asdict
from pathlib import Path

import pytest
from flow_talk import problems_of

from bot.flows.problem import CODES
from bot.flows.read_domain import SLOT_IGNORED, SLOT_KEYS, SLOT_TYPES, VARIANT_KEYS
from bot.flows.read_flow import FLOW_KEYS
from bot.flows.read_step import COLLECT_KEYS, COMMON, IGNORED, KINDS
from bot.flows.topics import Thresholds

PAGE = (Path(__file__).parents[3] / "docs/flow-language.md").read_text()
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=[re.findall(r"\w+:", text)[1] for text in EXAMPLES])
def test_every_example_of_the_page_is_right(example: str) -> None:
    assert problems_of(example) == []


def test_the_page_lists_every_problem_in_the_same_words() -> None:
    assert dict(re.findall(r"^\| (F\d+) \| (.*) \|$", PAGE, re.MULTILINE)) == CODES


def test_an_example_shows_every_key() -> None:
    shown = set(re.findall(r"[\w-]+", " ".join(EXAMPLES)))

    assert not {*FLOW_KEYS, *KINDS, *COMMON, *COLLECT_KEYS, *SLOT_KEYS, *VARIANT_KEYS} - shown


def test_the_page_names_what_is_ignored_and_every_type() -> None:
    assert all(f"`{key}`" in PAGE for key in (*IGNORED, *SLOT_IGNORED))
    assert all(name in PAGE for name in SLOT_TYPES)


def test_the_page_says_how_sure_is_sure() -> None:
    said = {name: float(value) for name, value in re.findall(r"^\| `(\w+)` (0\.\d+) \|", PAGE, re.MULTILINE)}

    assert said == asdict(Thresholds())


def test_every_built_in_pattern_is_on_the_page() -> None:
    patterns = (Path(__file__).parents[3] / "bot/flows/defaults/patterns.yml").read_text()

    assert set(re.findall(r"^  (pattern_\w+):", patterns, re.MULTILINE)) == set(
        re.findall(r"^\| `(pattern_\w+)`", PAGE, re.MULTILINE)
    )
