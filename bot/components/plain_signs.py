"""Makes signs that look the same one: apostrophes, hyphens and blanks as phones and word processors put them in.

Sign for sign: a place in the result is the same place in the listener's own words.
"""

from __future__ import annotations

_PLAIN = {
    **dict.fromkeys(map(ord, "’‘ʼ`´"), "'"),
    **dict.fromkeys(map(ord, "‐‑−"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " "),
}


def plain(text: str) -> str:
    """As long as the text itself."""
    return text.translate(_PLAIN)
