"""The NLU examples as files that people keep: a new line goes to the end of its intent, and nothing else moves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

_INTENT = re.compile(r"^- intent: (\S+)$")
_EXAMPLE = re.compile(r"^(\s+)- (.+)$")


def normalised(text: str) -> str:
    """Lower case, words only; a text of nothing but signs stays as it is."""
    return " ".join(re.findall(r"\w+", text.lower())) or text.strip()


class Examples:
    """All examples of a folder, by what they say."""

    def __init__(self, folder: Path) -> None:
        self._files: dict[str, Path] = {}
        self._homes: dict[str, str] = {}
        for path in sorted(folder.glob("*.yml")):
            intent = None
            for line in path.read_text(encoding="utf-8").splitlines():
                if found := _INTENT.match(line):
                    intent = found[1]
                    self._files[intent] = path
                elif intent and (example := _EXAMPLE.match(line)):
                    self._homes[normalised(example[2])] = intent

    @property
    def intents(self) -> frozenset[str]:
        return frozenset(self._files)

    def home_of(self, text: str) -> str | None:
        """The intent that already has this text."""
        return self._homes.get(normalised(text))

    def append(self, intent: str, texts: Sequence[str]) -> Path:
        """Add to the end of the intent's block, whole or not at all. Comments and order stay."""
        path, lines, block = self._block_of(intent)
        last = max(at for at in block if _EXAMPLE.match(lines[at].rstrip("\n")))
        found = _EXAMPLE.match(lines[last].rstrip("\n"))
        indent = found[1] if found else ""
        if not lines[last].endswith("\n"):
            lines[last] += "\n"
        lines[last + 1 : last + 1] = [f"{indent}- {text}\n" for text in texts]
        _replace(path, lines)
        self._homes |= {normalised(text): intent for text in texts}
        return path

    def remove(self, intent: str, texts: Sequence[str]) -> frozenset[str]:
        """Take these lines out of the intent's block; gives those that were there, word for word."""
        if intent not in self._files:
            return frozenset()
        path, lines, block = self._block_of(intent)
        found = {at: text[2] for at in block if (text := _EXAMPLE.match(lines[at].rstrip("\n"))) and text[2] in texts}
        if found:
            _replace(path, [line for at, line in enumerate(lines) if at not in found])
        return frozenset(found.values())

    def _block_of(self, intent: str) -> tuple[Path, list[str], range]:
        """The intent's file, its lines, and which of them are the intent's."""
        path = self._files[intent]
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        start = next(at for at, line in enumerate(lines) if line.rstrip("\n") == f"- intent: {intent}")
        others = (at for at, line in enumerate(lines) if at > start and _INTENT.match(line.rstrip("\n")))
        return path, lines, range(start, next(others, len(lines)))


def _replace(path: Path, lines: Sequence[str]) -> None:
    draft = path.with_suffix(".new")
    draft.write_text("".join(lines), encoding="utf-8")
    draft.replace(path)
