"""Finds the newest model archive and reads which names the model knows, without importing Rasa."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.flows.vocabulary import Vocabulary

MODELS = Path("models")


def newest_model(folder: Path = MODELS) -> Path | None:
    models = sorted(folder.glob("*.tar.gz"), key=lambda file: file.stat().st_mtime)
    return models[-1] if models else None


def vocabulary_of(archive: Path) -> Vocabulary:
    """The names in the model's domain; nothing at all where the archive cannot be read."""
    try:
        return _read(archive, archive.stat().st_mtime_ns)
    except (OSError, tarfile.TarError, ValueError, KeyError):
        return Vocabulary()


@lru_cache(maxsize=4)
def _read(archive: Path, _changed: int) -> Vocabulary:
    with tarfile.open(archive) as files:
        for member in files:
            if member.name.removeprefix("./") == "metadata.json":
                content = files.extractfile(member)
                assert content is not None
                return from_json(json.load(content)["domain"])
    raise KeyError("metadata.json")


def from_json(domain: Mapping[str, Any]) -> Vocabulary:
    """The names of a domain as Rasa writes it down."""
    return Vocabulary(**{key: frozenset(_names(domain.get(key) or ())) for key in Vocabulary().to_json()})


def _names(given: Mapping[str, Any] | Iterable[Any]) -> Iterator[str]:
    """Rasa lists a name alone, or as the only key of its settings."""
    for item in given:
        yield from item if isinstance(item, Mapping) else (str(item),)
