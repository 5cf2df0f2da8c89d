"""The listeners' wordings of data/nlu by intent, and the details that texts name; training on them is Rasa's part."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from bot.components.gazetteer import Gazetteer
from soundcheck.settings import ROOT

NLU = ROOT / "data" / "nlu"
MARKED = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


@cache
def examples(folder: Path = NLU) -> dict[str, list[str]]:
    """Intents with their examples, entity marks taken away."""
    found: dict[str, list[str]] = {}
    for file in sorted(folder.glob("*.yml")):
        for entry in (YAML(typ="safe", pure=False).load(file) or {}).get("nlu", ()):
            if "intent" in entry:
                lines = (line.strip().removeprefix("- ").strip() for line in entry["examples"].splitlines())
                found.setdefault(entry["intent"], []).extend(MARKED.sub(r"\1", line) for line in lines if line)
    return found


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer(ROOT / "data" / "gazetteers")
