"""Evens out what carries no meaning for an intent: brands, handles, links, stretched letters, unusual quotes, emoji.

Only for the classifier and the encoder; entities, the transcript and the flows see the listener's own words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from bot.components.plain_signs import plain
from bot.flows import signs

_LINK = re.compile(r"https?://\S+|www\.\S+|\[LINK\]", re.IGNORECASE)
# The examples speak of "the app"; listeners name the service, and that name says nothing about the problem.
_BRAND = re.compile(
    r"\b(?:the )?(?:spotify|tidal|deezer|pandora|soundcloud|qobuz|napster|(?:you ?tube|yt|apple|amazon) ?music)\b"
    r"(?: app\b)?",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<!\w)@\w+")
_STRETCHED = re.compile(r"([A-Za-z!?.])\1{2,}")
_SPACE = re.compile(r"\s+")
_MARKS = str.maketrans({"“": '"', "”": '"', "…": "...", "–": "-", "—": "-"})
# An emoji may be the whole message, so the common ones become the word they stand for.
_EMOJI = {
    "👍": " yes ", "👎": " no ", "🙏": " thanks ", "❤": " love ", "😍": " love ", "🎉": " great ", "👋": " hello ",
    "😡": " angry ", "🤬": " angry ", "😠": " angry ", "😤": " angry ", "😭": " crying ", "😢": " sad ", "😞": " sad ",
}  # fmt: skip
# Where nothing else is said; in a sentence they tell no more than a full stop.
_ALONE = {
    **dict.fromkeys(signs.YES, " yes "), **dict.fromkeys(signs.NO, " no "),
    **dict.fromkeys("😀😃😄😁😊🙂😇☺😉😎🤗😂🤣😅😆🥰😘💛💚💙💜🧡🖤🤍👏🙌🥳💪🔥", " happy "),
    **dict.fromkeys("👿", " angry "), **dict.fromkeys("☹🙁😕😟😔😩😫💔😒🙄", " sad "),
}  # fmt: skip
# A shrug, a rocket, a mere handle.
_NOTHING = "hmm"


def normalize(text: str) -> str:
    """`@StreamCares pleeeease 😡 https://…` becomes `pleease angry`; `Spotify is slow` becomes `the app is slow`."""
    if not text.strip():
        return ""
    # Some keyboards send é as an e and an accent.
    text = plain(unicodedata.normalize("NFC", text)).translate(_MARKS)
    text = "".join(letter for letter in text if not signs.is_unseen(letter))
    without_links = _LINK.sub(" ", text)
    # A message may be nothing but a link: a picture of what is wrong.
    text = without_links if without_links.strip() else _LINK.sub("link", text)
    text = _HANDLE.sub(" ", text)
    text = _BRAND.sub("the app", text)
    text = _STRETCHED.sub(r"\1\1", text)
    return _words(text, _EMOJI) or _words(text, _ALONE) or _NOTHING


def _words(text: str, emoji: Mapping[str, str]) -> str:
    words = (emoji.get(sign, " " if signs.is_sign(sign) else sign) for sign in text)
    return _SPACE.sub(" ", "".join(words)).strip()
