"""Remembers the vectors of texts in a file, by the hash of the text: a changed article costs its own time only.

Which encoder the vectors are from is told by the file's name, which the caller chooses."""

from __future__ import annotations

import contextlib
import hashlib
import os
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from bot.articles.meaning import Encode, Matrix

#: Texts that are encoded together.
AT_ONCE = 8


def keep_vectors(encode: Encode, file: Path) -> Encode:
    """The same encoder for the texts of all articles at once, with a memory; questions go to the other."""

    def encode_kept(texts: list[str]) -> Matrix:
        known = _read(file)
        keys = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            known |= _in_small_parts(encode, missing)
        if missing or len(known) > len(set(keys)):
            # Only what is asked for now is kept, so that the file does not grow for ever.
            _write(file, {key: known[key] for key in dict.fromkeys(keys)})
        return np.vstack([known[key] for key in keys])

    return encode_kept


def _in_small_parts(encode: Encode, missing: dict[str, str]) -> dict[str, Any]:
    # All at once would need hundreds of megabytes for a moment; texts of like length waste nothing on padding.
    by_length = sorted(missing, key=lambda key: len(missing[key]))
    vectors: dict[str, Any] = {}
    for start in range(0, len(by_length), AT_ONCE):
        keys = by_length[start : start + AT_ONCE]
        encoded = np.asarray(encode([missing[key] for key in keys]), np.float32)
        vectors.update(zip(keys, encoded, strict=True))
    return vectors


def _read(file: Path) -> dict[str, Any]:
    try:
        with np.load(file, allow_pickle=False) as stored:
            return dict(zip(stored["keys"].tolist(), stored["vectors"], strict=True))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        # Not there yet, or unreadable: the vectors are computed again.
        return {}


def _write(file: Path, vectors: dict[str, Any]) -> None:
    # Beside and then moved: the gateway and the action server may both write, and neither may read half a file.
    draft = file.with_name(f"{file.stem}.{os.getpid()}.npz")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        np.savez(draft, keys=np.array(list(vectors)), vectors=np.vstack(list(vectors.values())))
        draft.replace(file)
    except OSError:
        # A full or read-only disk costs the next start its time, and this one nothing.
        with contextlib.suppress(OSError):
            draft.unlink()
