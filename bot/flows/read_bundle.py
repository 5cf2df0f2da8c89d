"""Reads all flow files into one bundle: the built-in patterns first, a project's own files over them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from bot.flows.cut_off import cut_off
from bot.flows.model import Bundle, Flow, Response, Slot
from bot.flows.problem import NOWHERE, Where
from bot.flows.read_domain import read_responses, read_slots, read_topics
from bot.flows.read_flow import read_flows
from bot.flows.source import Node, Problems, read_source

DEFAULTS = Path(__file__).parent / "defaults"
BLOCKS = ("flows", "responses", "slots", "topics", "without_flow")

Named = TypeVar("Named", Flow, Slot, Response)


@dataclass(frozen=True)
class _Parts:
    """What one set of files defines, by name."""

    flows: dict[str, Flow]
    slots: dict[str, Slot]
    responses: dict[str, Response]
    topics: dict[str, tuple[str, Where]]
    without_flow: dict[str, Where]


def read_bundle(flows_dir: Path, brand: Mapping[str, Any], problems: Problems) -> Bundle:
    """The bundle as far as it can be read, with its problems of form noted."""
    built_in = _built_in()
    files = list(_files(flows_dir))
    if not files:
        problems.add(Where(str(flows_dir)), "F000", "no flow files here", "flow files end in .yml")
    own = _read(files, problems, shared=False)
    slots = {name: replace(slot, shared=name in built_in.slots) for name, slot in own.slots.items()}
    topics = {**built_in.topics, **own.topics}
    return Bundle(
        flows={**built_in.flows, **own.flows},
        slots={**built_in.slots, **slots},
        responses={**built_in.responses, **own.responses},
        topics={name: title for name, (title, _) in topics.items()},
        topic_places={name: where for name, (_, where) in topics.items()},
        without_flow=own.without_flow,
        brand=brand,
        fingerprint=_fingerprint([*_files(DEFAULTS), *files], brand),
    )


def fingerprint_of(flows_dir: Path, brand: Mapping[str, Any]) -> str:
    """That of the bundle of these files, without reading what they mean."""
    return _fingerprint([*_files(DEFAULTS), *_files(flows_dir)], brand)


@cache
def _built_in() -> _Parts:
    """The package's own files; they do not change while it runs, and its tests see to it that they are right."""
    return _read(_files(DEFAULTS), Problems(), shared=True)


def _files(directory: Path) -> Iterator[tuple[Path, str]]:
    """The files with the names that problems call them by: from the working directory where that contains them."""
    for path in sorted(directory.rglob("*.yml")):
        inside = path.resolve().is_relative_to(Path.cwd())
        yield path, str(path.resolve().relative_to(Path.cwd())) if inside else str(path)


def _read(files: Iterator[tuple[Path, str]] | Sequence[tuple[Path, str]], problems: Problems, shared: bool) -> _Parts:
    parts = _Parts({}, {}, {}, {}, {})
    for path, name in files:
        source = read_source(path, name, problems)
        if source is None:
            continue
        source.only(*BLOCKS, ignored=("version",))
        problems.found.extend(cut_off(path.read_text(encoding="utf-8"), name))
        _gather(parts.flows, source.get("flows"), read_flows, problems)
        _gather(parts.responses, source.get("responses"), read_responses, problems)
        _gather(parts.slots, source.get("slots"), lambda block: read_slots(block, shared), problems)
        topics, without = source.get("topics"), source.get("without_flow")
        parts.topics.update(read_topics(topics) if topics else ())
        parts.without_flow.update((topic.text(), topic.where) for topic in (without.items() if without else ()))
    return parts


def _gather(
    known: dict[str, Named], block: Node | None, read: Callable[[Node], Iterator[Named]], problems: Problems
) -> None:
    for item in read(block) if block else ():
        name = item.id if isinstance(item, Flow) else item.name
        if name in known and not _same_slot(known[name], item):
            problems.add(item.where, "F002", f"`{name}` is also in {known[name].where}", "rename or remove one of them")
        known.setdefault(name, item)


def _same_slot(first: Flow | Slot | Response, second: Flow | Slot | Response) -> bool:
    """Two topics may share a slot, as long as they mean the same by it."""
    if not isinstance(first, Slot) or not isinstance(second, Slot):
        return False
    return replace(first, where=NOWHERE) == replace(second, where=NOWHERE)


def _fingerprint(files: Sequence[tuple[Path, str]], brand: Mapping[str, Any]) -> str:
    digest = hashlib.sha256(json.dumps(brand, sort_keys=True, default=str).encode())
    for path, _ in files:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
