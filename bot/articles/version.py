"""Compares version numbers as apps write them: `8.9.12`, `9.0`, `8.9.12.1034-beta`."""

from __future__ import annotations

import re

_NUMBERS = re.compile(r"\s*v?(\d+(?:\.\d+)*)", re.IGNORECASE)


def version_key(text: str | None) -> tuple[int, ...] | None:
    """A key that sorts as versions do, or None where the text holds no version. `9.0` and `9.0.0` are equal."""
    found = _NUMBERS.match(text or "")
    if found is None:
        return None
    numbers = [int(number) for number in found[1].split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
