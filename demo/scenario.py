"""The situations that the demo can play: a listener's account, and what their app reports about itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

SCENARIOS = Path(__file__).parent / "scenarios"


@dataclass(frozen=True)
class Scenario:
    """One file of `scenarios/`; its name without the number is the id, the number its place on the page."""

    scenario_id: str
    title: str
    #: What happened, in a sentence.
    story: str
    #: What the listener might write.
    try_saying: str
    #: Null for an anonymous listener.
    account_id: str | None
    diagnostics: dict[str, Any]


def load_scenarios(directory: Path = SCENARIOS) -> dict[str, Scenario]:
    scenarios = {}
    for path in sorted(directory.glob("*.yml")):
        scenario_id = path.stem.split("-", 1)[1]
        content = YAML(typ="safe").load(path)
        scenarios[scenario_id] = Scenario(
            scenario_id,
            content["title"],
            content["story"],
            content["try_saying"],
            content["account"],
            content["diagnostics"],
        )
    return scenarios
