"""Takes out of a text what tells who wrote it, or would let somebody be reached or charged.

Plain patterns: rather a harmless number too many than one too few. It cannot know the name of a friend or a street.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_EMAIL = re.compile(
    r"[\w.+%-]+(?:@|\s?[\[(]\s?at\s?[\])]\s?)[\w-]+(?:(?:\.|\s?[\[(]\s?dot\s?[\])]\s?)[\w-]+)+", re.IGNORECASE
)
_LINK = re.compile(
    r"(?:\b[a-z][a-z+.-]*://|\bwww\.)\S+"
    # Without a scheme only where a path or a well-known ending says that it is one: "files.mp3" is none.
    r"|\b(?:[\w-]+\.)+(?:com|org|net|io|co|fm|tv|me|link|ly|gl|uk|de|fr|es|in|ng|ph|ie|us)(?:/\S*)?(?![\w@])",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@])@\w{2,}")
_TICKET = re.compile(
    r"\bT-\d{3,}\b|\b(?:ticket|case|order|invoice|ref(?:erence)?)\s{0,3}(?:no\.?|nr\.?|number)?\s{0,3}[#:]?\s{0,3}"
    r"(?=[\w-]*\d{3})[\w-]+",
    re.IGNORECASE,
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}\b", re.IGNORECASE | re.ASCII)
#: How long they are, by country: in "… 0130 00 please" the pattern alone would take in the next word.
_IBAN_LENGTHS = {
    "AE": 23, "AT": 20, "BE": 16, "BG": 22, "BR": 29, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20,
    "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IT": 27, "LT": 20,
    "LU": 20, "LV": 21, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SA": 24, "SE": 24, "SI": 19,
    "SK": 24, "TR": 26,
}  # fmt: skip
_CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")
_DATE = r"(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})(?!\d)"
#: With a country's or an area's prefix, or in the groups of a number that is dialled.
_PHONE = re.compile(
    rf"(?<![\w.])(?!{_DATE})(?:(?:\+|00)\s?\d|\(\d|0\d)(?:[\s().-]{{0,2}}\d){{6,13}}(?!\d)"
    r"|(?<![\w.-])\d{3}[\s.-]\d{3}[\s.-]\d{4}(?!\d)"
)
_NUMBER = re.compile(r"(?<!\d)(?:\d{6,}|\d(?:[ -]?\d){8,})(?!\d)")
_INTRODUCED = re.compile(
    r"\b((?i:my name is|my name's|i am called|mein name ist|ich heiße|me llamo|mi nombre es|je m'appelle)\s+)"
    r"\w+(?:\s+[A-Z]\w+){0,2}"
)

MARK = re.compile(r"\[[A-Za-z-]+\]")


def redact(text: str, names: Iterable[str] = ()) -> str:
    """The text with `[e-mail]`, `[link]`, `[name]` … in place of what is nobody's business."""
    text = _EMAIL.sub("[e-mail]", text)
    text = _LINK.sub("[link]", text)
    text = _HANDLE.sub("[handle]", text)
    text = _TICKET.sub("[ticket]", text)
    text = _IBAN.sub(_without_iban, text)
    text = _CARD.sub(lambda found: "[card]" if is_card(found[0]) else found[0], text)
    text = _PHONE.sub("[phone]", text)
    text = _NUMBER.sub("[number]", text)
    text = _INTRODUCED.sub(r"\1[name]", text)
    return _without_names(text, names)


def unmarked(text: str) -> str:
    """A redacted text without `[phone]` and the like, which would be taken for what it is about."""
    return " ".join(MARK.sub(" ", text).split())


def is_card(digits: str) -> bool:
    """Luhn's sum, which every card number satisfies and one other number in ten."""
    figures = [int(one) for one in reversed(digits) if one.isdecimal()]
    doubled = (2 * one - 9 if one > 4 else 2 * one for one in figures[1::2])
    return (sum(figures[::2]) + sum(doubled)) % 10 == 0


def is_iban(text: str) -> bool:
    """The check digits of ISO 13616."""
    plain = re.sub(r"[ -]", "", text).upper()
    return int("".join(str(int(one, 36)) for one in plain[4:] + plain[:4])) % 97 == 1


def _without_iban(found: re.Match[str]) -> str:
    length = _IBAN_LENGTHS.get(found[0][:2].upper())
    figures = [at for at, one in enumerate(found[0]) if one.isalnum()]
    if length is None or len(figures) < length:
        return found[0]
    end = figures[length - 1] + 1
    return f"[IBAN]{found[0][end:]}" if is_iban(found[0][:end]) else found[0]


def _without_names(text: str, names: Iterable[str]) -> str:
    parts = {part for name in names for part in re.findall(r"\w{2,}", name)}
    if not parts:
        return text
    # The longest first, and neighbours as one: "Sam Lee" is one name.
    either = "|".join(re.escape(part) for part in sorted(parts, key=len, reverse=True))
    return re.sub(rf"\b(?:{either})\b(?:[\s-]+(?:{either})\b)*", "[name]", text, flags=re.IGNORECASE)
