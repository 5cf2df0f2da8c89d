"""Fills `{brand.a.b}` in the text of an article from the service's own facts."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLACEHOLDER = re.compile(r"\{brand\.([A-Za-z0-9_.]+)\}")


class UnknownPlaceholder(Exception):
    """The text names a fact that the brand does not have."""

    def __init__(self, name: str, offset: int, known: tuple[str, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.offset = offset
        #: The keys that exist where the path breaks off.
        self.known = known


def fill(text: str, brand: Mapping[str, object]) -> str:
    """The text with every placeholder filled. Raises UnknownPlaceholder at the first that cannot be."""
    return _PLACEHOLDER.sub(lambda found: _look_up(found, brand), text)


def _look_up(found: re.Match[str], brand: Mapping[str, object]) -> str:
    here: object = brand
    for key in found[1].split("."):
        if not isinstance(here, Mapping) or key not in here:
            raise UnknownPlaceholder(f"brand.{found[1]}", found.start(), _keys(here))
        here = here[key]
    if isinstance(here, bool) or not isinstance(here, (str, int, float)):
        raise UnknownPlaceholder(f"brand.{found[1]}", found.start(), _keys(here))
    return str(here)


def _keys(value: object) -> tuple[str, ...]:
    return tuple(str(key) for key in value) if isinstance(value, Mapping) else ()
