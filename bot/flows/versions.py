"""The published versions of the flows: whole copies in numbered folders, and a pointer to the live one.

Only keeps them. Whether one may be published, and which of them a conversation uses, is decided elsewhere.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.flows.model import Bundle
from bot.flows.problem import FlowProblems
from bot.flows.read_bundle import fingerprint_of, read_bundle
from bot.flows.source import Problems
from bot.flows.vocabulary import Vocabulary

KEEP_VERSIONS = 10
POINTER = "live.json"
MANIFEST = "manifest.json"


class VersionGone(Exception):
    """There is no such version, or not any more."""


@dataclass(frozen=True)
class Version:
    """What is known of a version without reading its flows."""

    number: int
    published_at: str
    published_by: str
    message: str
    changes: Sequence[str]
    fingerprint: str
    vocabulary: Vocabulary
    trained: bool = False

    def to_json(self) -> dict[str, Any]:
        return {**vars(self), "changes": list(self.changes), "vocabulary": self.vocabulary.to_json()}

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Version:
        return cls(**{**given, "vocabulary": Vocabulary.from_json(given["vocabulary"])})


@dataclass(frozen=True)
class Live:
    """Where the pointer points: the version that new conversations get, and the model that was made for it."""

    number: int
    model: str | None = None


class VersionStore:
    """One folder. Several processes may read it while one publishes: everything appears whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def numbers(self) -> list[int]:
        """Oldest first."""
        folders = self.folder.iterdir() if self.folder.is_dir() else ()
        return sorted(int(path.name) for path in folders if path.name.isdecimal() and (path / MANIFEST).is_file())

    def live(self) -> Live | None:
        """Null while nothing is published."""
        try:
            given = json.loads((self.folder / POINTER).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        return Live(given["number"], given.get("model"))

    def mark(self) -> tuple[int, int]:
        """Changes whenever the pointer does, and costs next to nothing to ask."""
        try:
            status = (self.folder / POINTER).stat()
        except FileNotFoundError:
            return (0, 0)
        return (status.st_mtime_ns, status.st_ino)

    def version(self, number: int) -> Version:
        try:
            return Version.from_json(json.loads(self._text(number)))
        except (ValueError, KeyError, TypeError) as error:
            raise VersionGone(f"The manifest of version {number} cannot be read.") from error

    def flows(self, number: int) -> Path:
        return self.folder / str(number) / "flows"

    def brand(self, number: int) -> Path:
        return self.folder / str(number) / "brand.yml"

    def bundle(self, number: int) -> Bundle:
        """Raises VersionGone, or FlowProblems where this engine cannot read it any more."""
        self._text(number)
        problems = Problems()
        facts = self._facts(number)
        # Its names were checked when it was published; only what cannot be read at all counts now.
        bundle = read_bundle(self.flows(number), facts, problems)
        if problems.found:
            raise FlowProblems(problems.found)
        return bundle

    def fingerprint(self, number: int) -> str:
        """That of its bundle, computed from the files as they lie there."""
        return fingerprint_of(self.flows(number), self._facts(number))

    def add(self, flows: Path, brand: Path, draft: Version) -> Version:
        """Copy flow files and brand as the next version, which is not live yet; `draft.number` is of no account."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.folder, prefix=".new-") as name:
            new = Path(name) / "version"
            for path in sorted(flows.rglob("*.yml")):
                copy = new / "flows" / path.relative_to(flows)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
            shutil.copyfile(brand, new / "brand.yml")
            while True:
                version = replace(draft, number=self._next_number())
                text = json.dumps(version.to_json(), indent=2, ensure_ascii=False)
                (new / MANIFEST).write_text(text + "\n", encoding="utf-8")
                place = self.folder / str(version.number)
                try:
                    new.rename(place)
                    return version
                except OSError:
                    # Somebody else was quicker; the number is taken and the next one is tried.
                    if not place.exists():
                        raise

    def go_live(self, number: int, model: str | None = None) -> None:
        """From now on new conversations get this version. Raises VersionGone."""
        self._text(number)
        handle, name = tempfile.mkstemp(dir=self.folder, prefix=".live-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"number": number, "model": model}, file)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(self.folder / POINTER)

    def remove(self, number: int) -> None:
        """Nobody ever finds half a version."""
        gone = Path(tempfile.mkdtemp(dir=self.folder, prefix=".old-"))
        with contextlib.suppress(FileNotFoundError):
            (self.folder / str(number)).rename(gone / "version")
        shutil.rmtree(gone, ignore_errors=True)

    def prune(self, in_use: Container[int], keep: int = KEEP_VERSIONS) -> list[int]:
        """Remove all but the newest, the live one and those in use; which were removed."""
        live = self.live()
        old = [n for n in self.numbers()[:-keep] if n not in in_use and not (live and n == live.number)]
        for number in old:
            self.remove(number)
        return old

    def _facts(self, number: int) -> dict[str, Any]:
        try:
            facts: dict[str, Any] = YAML(typ="safe").load(self.brand(number))
        except OSError as error:
            raise VersionGone(f"Version {number} has lost a file.") from error
        return facts

    def _next_number(self) -> int:
        live = self.live()
        taken = (int(path.name) for path in self.folder.iterdir() if path.name.isdecimal())
        return max([*taken, live.number if live else 0]) + 1

    def _text(self, number: int) -> str:
        try:
            return (self.folder / str(number) / MANIFEST).read_text(encoding="utf-8")
        except OSError as error:
            raise VersionGone(f"There is no version {number}.") from error
