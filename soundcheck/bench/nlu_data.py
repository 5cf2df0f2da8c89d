"""Where the messages of the understanding's exam come from: any CSV of text and label, our examples, real messages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from ruamel.yaml import YAML

from bot.components.sentence_encoder import VERSION, shared_encoder
from bot.components.text_normalizer import normalize
from soundcheck.bench import labelled_csv, real_messages
from soundcheck.settings import ROOT

CACHE = ROOT / "var" / "reports" / "cache"


@dataclass(frozen=True)
class Messages:
    """Texts as the classifier sees them, with their labels."""

    texts: list[str]
    labels: list[str]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return list(zip(self.texts, self.labels, strict=True))

    @property
    def digest(self) -> str:
        """Another one as soon as a text or a label is another."""
        return hashlib.sha256("\0".join(map("\0".join, self.pairs)).encode()).hexdigest()[:16]

    def vectors(self) -> np.ndarray:
        """Computed once per text, whichever set it is in: learning curves ask again and again."""
        return _encoded(self.texts)

    def some(self, rows: Iterable[int]) -> Messages:
        rows = list(rows)
        return Messages([self.texts[i] for i in rows], [self.labels[i] for i in rows])


def from_csv(files: list[Path]) -> Messages:
    """Rows of all files; each has the columns `text` and `label`. Raises labelled_csv.UnusableMessages."""
    rows = [(normalize(text), label) for file in files for text, label in labelled_csv.read(file)]
    return Messages([text for text, _ in rows], [label for _, label in rows])


def of_the_project(folder: Path = ROOT / "data" / "nlu") -> Messages:
    """The examples that the assistant learns from."""
    texts, labels = [], []
    for file in sorted(folder.glob("*.yml")):
        for entry in YAML(typ="safe").load(file.read_text(encoding="utf-8"))["nlu"]:
            lines = [line[2:] for line in entry["examples"].splitlines() if line.startswith("- ")]
            texts += [normalize(line) for line in lines]
            labels += [entry["intent"]] * len(lines)
    return Messages(texts, labels)


def real(files: list[Path], sets: str) -> Messages:
    """The lines of files whose hash has a label in one of the sets, e.g. "A,B"."""
    labels = real_messages.rows(real_messages.LABELS, sets)
    found = {line: labels[key]["label"] for key, line in real_messages.lines(files).items() if key in labels}
    return Messages([normalize(line) for line in found], list(found.values()))


def _encoded(texts: list[str]) -> np.ndarray:
    """Vectors in one file per list of texts: the same benchmark is run often, and encoding is most of it."""
    digest = hashlib.sha256("\0".join([VERSION, *texts]).encode()).hexdigest()[:16]
    file = CACHE / f"{digest}.npy"
    if not file.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        np.save(file, shared_encoder().encode(texts))
    return np.load(file, allow_pickle=False)
