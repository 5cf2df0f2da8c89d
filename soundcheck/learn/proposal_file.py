"""The file between the collector and the writer: written once and never over a writer's work, read back with care."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

_HEAD = """\
# What listeners wrote and the assistant did not know. Redacted, and still theirs: it stays on this machine.
#
# Decide on each cluster, then run `soundcheck learn accept` with this file. An untouched cluster changes nothing.
#   accept: lyrics          the topic that it belongs to, and under `examples:` new sentences for it
#   examples:               in your own words: find the situation behind `heard`, never copy from it
#     - the words stand still while the song goes on
#   article: content/slug   drafts an article about it
"""


class ProposalProblem(Exception):
    """Why a proposal cannot be read or carried out, a sentence a line."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Decision:
    """What a writer decided on one cluster."""

    number: int
    heard: tuple[str, ...]
    topic: str | None
    examples: tuple[str, ...]
    article: str | None
    likely_topic: str | None
    nearest: tuple[str, ...]


def write(directory: Path, today: date, clusters: list[dict[str, Any]]) -> Path:
    """A new file of today, readable by its owner only."""
    directory.mkdir(parents=True, exist_ok=True)
    yaml = YAML()
    yaml.width = 10_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.representer.add_representer(type(None), lambda one, _: one.represent_scalar("tag:yaml.org,2002:null", ""))
    text = StringIO()
    yaml.dump({"made": today.isoformat(), "clusters": clusters}, text)
    names = (today.isoformat(), *(f"{today.isoformat()}-{count}" for count in range(2, 1000)))
    path = next(path for name in names if not (path := directory / f"{name}.yml").exists())
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(_HEAD + text.getvalue())
    return path


def read(path: Path) -> list[Decision]:
    """The clusters that a writer decided on."""
    try:
        content = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
        clusters = content["clusters"]
        decisions = [_decision(one) for one in clusters]
    except OSError as error:
        raise ProposalProblem([f"{path.name} cannot be read: {error.strerror}."]) from None
    except YAMLError as error:
        raise ProposalProblem([f"{path.name} is no YAML: {' '.join(str(error).split())}"]) from None
    except (KeyError, TypeError, AttributeError):
        raise ProposalProblem([f"{path.name} is no proposal of `soundcheck learn`."]) from None
    return [one for one in decisions if one.topic or one.article or one.examples]


def _decision(cluster: dict[str, Any]) -> Decision:
    return Decision(
        number=cluster["cluster"],
        heard=tuple(cluster["heard"]),
        topic=cluster.get("accept"),
        examples=tuple(str(one) for one in cluster.get("examples") or ()),
        article=cluster.get("article"),
        likely_topic=cluster.get("topic"),
        nearest=tuple(one["slug"] for one in cluster.get("articles") or ()),
    )
