"""Takes out of a text what tells who wrote it, or would let somebody be reached or charged.

Plain patterns: rather a harmless number too many than one too few. Names and streets: `names_and_places`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from soundcheck.learn.names_and_places import without_names_and_places

_EMAIL = re.compile(
    r"(?:[\w.+%-]{1,64}\s?[\[(]\s?dot\s?[\])]\s?)?[\w.+%-]{1,64}(?:\s?@\s?|\s?[\[(]\s?at\s?[\])]\s?)[\w-]+"
    r"(?:(?:\.|\s\.\s|\s?[\[(]\s?dot\s?[\])]\s?)[\w-]+)+"
    # "anna at gmail dot com", "anna at gmail.com"
    r"|\b(?:[\w.+-]{1,64}\sdot\s)?[\w.+-]{1,64}\sat\s[\w-]+(?:\sdot\s|\.)(?:com|org|net|co|de|fr|es|it|uk|io|me)\b(?:(?:\sdot\s|\.)uk\b)?",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:\b[a-z][a-z+.-]*://|\bwww\.)\S+"
    # Without a scheme only where a path or a well-known ending says that it is one: "files.mp3" is none.
    r"|\b(?:[\w-]{1,63}\.)+(?:com|org|net|io|co|fm|tv|me|link|ly|gl|uk|de|fr|es|in|ng|ph|ie|us|gg|app|dev)(?:/\S*)?(?![\w@])"
    r"|\b(?:[\w-]{1,63}\.)+[a-z]{2,10}/\S+",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@])@\w{2,}")
_TICKET = re.compile(
    r"\bT-\d{3,}\b|\b(?:ticket|case|order|invoice|ref(?:erence)?)\s{0,3}(?:no\.?|nr\.?|number)?\s{0,3}[#:]?\s{0,3}"
    r"(?=[\w-]*\d{3})[\w-]+"
    r"|\b(?:ticket|case|order|invoice|transaction|confirmation|account|customer)\s?(?:no\.?|nr\.?|number|id|code)"
    r"(?:\s(?:is\s)?|[#:]\s?)(?=(?:[\w-]{0,20}\d){3})[\w-]+",
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
_CARD = re.compile(r"(?<!\d)(?:\d(?:[ -]?\d){12,18}|\d{4}(?:\.\d{4}){3})(?!\d)")
_DATE = r"(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{2,4})(?!\d)"
#: With a country's or an area's prefix, or in the groups of a number that is dialled.
_PHONE = re.compile(
    rf"(?<![\w.])(?!{_DATE})(?:(?:\+|00)\s?\d|\(\d|0\d)(?:[\s().-]{{0,2}}\d){{6,13}}(?!\d)"
    r"|(?<![\w.-])(?:\d{3}[\s.-]\d{3}[\s.-]\d{4}|\d{3}-\d{4})(?!\d)"
)
#: With the letters of a passport or a membership; long codes of letters and numbers; the address of a device.
#: Fewer figures than a number of its own has, but said to be one.
_CALL = re.compile(
    r"\b((?:call|ring|reach|text|tel|telefon|telephone|whatsapp)\b[^\d\n\[]{0,12})"
    rf"(?!{_DATE})\d(?:[\d /()-]{{3,14}})\d(?!\d)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![\w-])(?=(?:[a-z_-]{0,40}\d){3})(?=[\d_-]{0,40}[a-z])[0-9a-z_-]{12,}"
    r"|\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b|\bsort code:? \d\d[ -]?\d\d[ -]?\d\d\b"
    r"|(?<=\bip )(?:address )?(?:is )?\d{1,3}(?:\.\d{1,3}){3}\b"
    r"|(?<![^\W_])[A-Z]{0,3}\d{6,}[A-Z]{0,2}(?!\w)|(?<!\d)(?:\d{6,}|\d(?:[ -]?\d){8,})(?!\d)",
    re.IGNORECASE,
)
_LAST_DIGITS = re.compile(
    r"\b((?:ending|ends|last (?:4|four)(?: digits)?)(?: (?:in|with|are|is))?:?) \d{4}\b", re.IGNORECASE
)
#: Only what cannot be a word: "my password is wrong" has to stay, and so has "my username is gone".
_SECRET = re.compile(
    r"\b(pass\s?(?:word|code|wd|wort)|kennwort|contraseña|mot de passe|senha|pwd|pw|pin(?: code)?|cvv|cvc"
    r"|security code)"
    r"(\s?(?:is|was|ist|es|est|:|=)\s?|\s)"
    r"(?=\S*[\d!#$%&*^])\S{3,}",
    re.IGNORECASE,
)
_USER = re.compile(
    r"\b(user\s?(?:name|id)|acc(?:oun)?t name|login|insta(?:gram)?|snap(?:chat)?|discord|telegram)"
    r"(\s?(?:is|was|:|=)\s?)(?=\S*[\d_#])\S{3,}"
    r"|\b()()(?:\w{2,}#\d{4}\b|\w+:user:\S+)",
    re.IGNORECASE,
)
_BORN = re.compile(
    rf"\b(dob|born(?: on)?|date of birth|birth\s?day|exp(?:iry|ires|iration)?(?: date)?)(\W{{1,3}}(?:is |on )?)"
    rf"(?:{_DATE}|\d{{1,2}}/\d{{2,4}}\b|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?[a-z]{{3,9}} \d{{4}}"
    r"|[a-z]{3,9} \d{1,2},? \d{4})",
    re.IGNORECASE,
)
#: Blanks of no width and of other widths, by which a pattern would be missed, and letters as wide as Chinese ones.
_DISGUISED = {
    **dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u2060\ufeff")),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " "),
    **{0xFF00 + at: 0x20 + at for at in range(1, 95)},
}

MARK = re.compile(r"\[[A-Za-z-]+\]")


def redact(text: str, names: Iterable[str] = ()) -> str:
    """The text with `[e-mail]`, `[link]`, `[name]` … in place of what is nobody's business."""
    text = text.translate(_DISGUISED)
    text = _SECRET.sub(r"\1\2[secret]", text)
    text = _EMAIL.sub("[e-mail]", text)
    text = _LINK.sub("[link]", text)
    text = _HANDLE.sub("[handle]", text)
    text = _USER.sub(r"\1\2[handle]", text)
    text = _TICKET.sub("[ticket]", text)
    text = _IBAN.sub(_without_iban, text)
    text = _BORN.sub(r"\1\2[date]", text)
    text = _LAST_DIGITS.sub(r"\1 [digits]", text)
    text = without_names_and_places(text)
    text = _CARD.sub(lambda found: "[card]" if is_card(found[0]) else found[0], text)
    text = _PHONE.sub("[phone]", text)
    text = _CALL.sub(r"\1[phone]", text)
    text = _NUMBER.sub("[number]", text)
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
