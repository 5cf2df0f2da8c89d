"""The file between the collector and the writer: written once and never over a writer's work, read back with care."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq
from ruamel.yaml.error import YAMLError

_HEAD = """\
# What listeners wrote and the assistant did not know. Redacted, and still theirs: it stays on this machine.
#
# Decide on each cluster, then run `soundcheck learn accept` with this file. An untouched cluster changes nothing and
# comes again.
#   accept: lyrics          the topic that it belongs to, and under `examples:` new sentences for it
#   examples:               in your own words: find the situation behind `heard`, never copy from it
#     - the words stand still while the song goes on
#   article: content/slug   drafts an article about it
#   ignore: yes             nothing to learn here: these messages do not come again
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
    ignore: bool
    messages: tuple[str, ...]
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
    yaml.dump({"made": today.isoformat(), "clusters": [_on_one_line(one, "messages") for one in clusters]}, text)
    names = (today.isoformat(), *(f"{today.isoformat()}-{count}" for count in range(2, 1000)))
    path = next(path for name in names if not (path := directory / f"{name}.yml").exists())
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(_HEAD + text.getvalue())
    return path


def _on_one_line(cluster: dict[str, Any], key: str) -> dict[str, Any]:
    """Of hundreds of messages the keys would push the next cluster out of sight."""
    keys = CommentedSeq(cluster.get(key, ()))
    keys.fa.set_flow_style()
    return {**cluster, key: keys}


def read(path: Path) -> list[Decision]:
    """The clusters that a writer decided on."""
    try:
        content = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
        clusters = content["clusters"]
        numbered = [(one["cluster"], one) for one in clusters]
    except OSError as error:
        raise ProposalProblem([f"{path.name} cannot be read: {error.strerror}."]) from None
    except UnicodeDecodeError:
        raise ProposalProblem([f"{path.name} is no text in UTF-8. Save it as UTF-8."]) from None
    except YAMLError as error:
        raise ProposalProblem([f"{path.name} is no YAML: {' '.join(str(error).split())}"]) from None
    except (KeyError, TypeError):
        raise ProposalProblem([f"{path.name} is no proposal of `soundcheck learn`."]) from None
    problems = [problem for number, one in numbered for problem in _mistakes(number, one)]
    if problems:
        raise ProposalProblem(problems)
    try:
        decisions = [_decision(one) for _, one in numbered]
    except (KeyError, TypeError):
        raise ProposalProblem(
            [f"{path.name}: only accept, examples, article and ignore are yours to change."]
        ) from None
    return [one for one in decisions if one.topic or one.article or one.examples or one.ignore]


def _mistakes(number: int, cluster: dict[str, Any]) -> list[str]:
    """What a writer may have mistyped, in their fields only."""
    problems = []
    for key, example in (("accept", "accept: lyrics"), ("article", "article: content/late-lyrics")):
        if not isinstance(cluster.get(key) or "", str):
            problems.append(f"Cluster {number}: write one name after `{key}:`, as in `{example}`.")
    examples = cluster.get("examples") or []
    if not isinstance(examples, list):
        problems.append(f"Cluster {number}: `examples:` is a list; begin a line below it with `- ` for each sentence.")
    else:
        problems += [
            f"Cluster {number}: put this example in quotes, as it is not read as a sentence: {one}"
            for one in examples
            if not isinstance(one, str)
        ]
    if cluster.get("ignore") and (cluster.get("accept") or cluster.get("article") or examples):
        problems.append(f"Cluster {number} is ignored and accepted: take one of them out.")
    return problems


def _decision(cluster: dict[str, Any]) -> Decision:
    return Decision(
        number=cluster["cluster"],
        heard=tuple(cluster.get("heard") or ()),
        topic=cluster.get("accept"),
        examples=tuple(cluster.get("examples") or ()),
        article=cluster.get("article"),
        ignore=cluster.get("ignore") not in (None, False, "no", "No"),
        messages=tuple(cluster.get("messages") or ()),
        likely_topic=cluster.get("topic"),
        nearest=tuple(one["slug"] for one in cluster.get("articles") or ()),
    )
