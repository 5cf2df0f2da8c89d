"""Hashes of files: what a trained part depends on besides its configuration, which is all that Rasa looks at."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

COMPONENTS = Path(__file__).parent


def hash_of(paths: Iterable[Path]) -> str:
    """One hash over names and contents; folders count with every file below them, caches left out."""
    digest = hashlib.sha256()
    for path in paths:
        files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
        for file in files:
            if "__pycache__" in file.parts:
                continue
            digest.update(f"{file.relative_to(path.parent)}\0".encode())
            digest.update(file.read_bytes() if file.exists() else b"")
    return digest.hexdigest()


def hash_of_modules(*names: str) -> str:
    """The sources of modules of this package, e.g. `hash_of_modules("gazetteer")`, or beside it: "../flows/signs"."""
    return hash_of(COMPONENTS / f"{name}.py" for name in names)
