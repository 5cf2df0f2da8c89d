"""Evens out what carries no meaning for an intent: handles, links, stretched letters, unusual quotes, emoji.

Only for the classifier and the encoder; entities, the transcript and the flows see the listener's own words.
"""

from __future__ import annotations

import re
import unicodedata

_LINK = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<!\w)@\w+")
_STRETCHED = re.compile(r"([A-Za-z!?.])\1{2,}")
_SPACE = re.compile(r"\s+")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "…": "...", "–": "-", "—": "-", "\u200d": None})
# An emoji may be the whole message, so the common ones become the word they stand for.
_EMOJI = {
    "👍": " yes ", "👎": " no ", "🙏": " thanks ", "❤": " love ", "😍": " love ", "🎉": " great ", "👋": " hello ",
    "😡": " angry ", "🤬": " angry ", "😠": " angry ", "😤": " angry ", "😭": " crying ", "😢": " sad ", "😞": " sad ",
}  # fmt: skip


def normalize(text: str) -> str:
    """`@StreamCares pleeeease 😡 https://…` becomes `pleease angry link`."""
    text = text.translate(_QUOTES)
    text = _LINK.sub(" link ", text)
    text = _HANDLE.sub(" ", text)
    text = _STRETCHED.sub(r"\1\1", text)
    text = "".join(_EMOJI.get(sign, " " if unicodedata.category(sign) in ("So", "Sk", "Mn") else sign) for sign in text)
    return _SPACE.sub(" ", text).strip()
