"""Takes out names and postal addresses where their surroundings give them away, for `redact`.

A name is a word with a capital letter after "I'm", "my wife", "regards"; a place is a house with its street, or a
postal code, and the town beside it. A friend who is named without any of these stays.
"""

from __future__ import annotations

import re

_CAPITAL = r"\b[A-ZÀ-ÖØ-Þ](?:[\w-]|['’](?=[A-Z])){0,20}[a-zß-ÿ][\w-]{0,20}"
_PARTICLE = r"(?:(?:de|da|di|del|van|von|der|den|la|le|bin|al)\s+){0,2}"
#: What begins with a capital at such a place without being a name.
_NO_NAME = r"(?!(?:I['’]?\w*|Android|Apple|Samsung|Google|Galaxy|Premium|Family|Duo|Student|Free|Windows|Mac\w*)\b)"
_NAME = rf"{_NO_NAME}{_CAPITAL}(?:\s+{_PARTICLE}{_CAPITAL}){{0,2}}"
#: "I'm Sam Lee" is a name, "I'm Premium" or "I'm Dutch" is none.
_TWO_NAMES = rf"{_NO_NAME}{_CAPITAL}(?:\s+{_PARTICLE}{_CAPITAL}){{1,2}}"
_KIN = (
    "wife|husband|son|daughter|brother|sister|mother|father|mum|mom|dad|partner|girlfriend|boyfriend|friend|flatmate|"
    "roommate|cousin|uncle|aunt|nephew|niece|grandma|grandpa|gran|nan|boss|colleague"
)
_NAMED = (
    re.compile(
        r"\b((?i:my name is|my name['’]s|my names|i am called|they call me|mein name ist|ich heiße|me llamo"
        rf"|mi nombre es|je m['’]appelle|mi chiamo|meu nome é)\s+)(?:{_NAME}|\w+)"
    ),
    re.compile(
        r"\b((?i:(?:full |last |first |sur)?name\s?[:=-]\s?|(?:full name|surname|last name|first name)(?: is)?\s+))"
        rf"{_NAME}"
    ),
    re.compile(rf"((?i:\bi['’]?m|\bi am|\baccount of|\bin the name of|^this is)\s+){_TWO_NAMES}"),
    re.compile(rf"\b((?i:my|our|his|her)\s+(?i:{_KIN}),?\s+){_NAME}"),
    re.compile(rf"\b((?:Mr|Mrs|Ms|Dr|Prof|Herr|Frau|Señora?)\.?\s+){_NAME}"),
    re.compile(
        rf"((?i:\b(?:regards|sincerely|cheers|thanks|thank you|yours),?\s+)|[.!?]\s*[-–]\s?){_NAME}(?=\s*[.!]?\s*$)"
    ),
)
_FLAT = r"(?:\b(?i:flat|apt\.?|apartment|unit|suite)\s+\w{1,4},?\s+)?"
_UK_CODE = r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}"
_STREET = (
    "Street|Avenue|Ave|Road|Lane|Drive|Court|Close|Crescent|Terrace|Boulevard|Blvd|Square|Gardens|Grove|Highway|Parkway|"
    "Way|Mews|Place|St|Rd|Ln|Dr"
)
#: On over a comma as long as a code or a town follows.
_TOWN = rf"(?:,?\s+(?:{_UK_CODE}|[A-Z]{{2}}\s+\d{{5}}(?:-\d{{4}})?|\d{{4,5}}|[A-Z]{{2}}|[A-ZÀ-Þ][a-zß-ÿ'-]+)\b){{0,4}}"
_PLACES = (
    re.compile(r"\bp\.?\s?o\.?\s?box\s+\d+", re.IGNORECASE),
    re.compile(rf"{_FLAT}(?<![\d/.])\d{{1,5}}[A-Za-z]?,?\s+(?:[A-ZÀ-Þ][\w'.]+\s+){{1,3}}(?:{_STREET})\b\.?{_TOWN}"),
    re.compile(r"(?<![\d/.])\d{1,5}[a-z]?,?\s+[a-z']+\s+(?:street|avenue|lane|road|close)\b(?=\s*(?:[,.]|$))"),
    re.compile(rf"(?i:\b[a-zäöüß-]{{2,30}}(?:straße|strasse|allee|gasse|platz|weg|str\.))\s+\d{{1,4}}[a-z]?\b{_TOWN}"),
    re.compile(
        rf"(?i:\b(?:\d{{1,4}},?\s+rue|rue|calle|via|rua)\s+(?:(?:de|des|du|da|do|della|la)\s+){{0,2}})"
        rf"{_CAPITAL},?\s+\d{{1,4}}\b{_TOWN}"
    ),
    re.compile(rf"\b{_UK_CODE}\b"),
    re.compile(r"\b[A-Z]{2},?\s+\d{5}(?:-\d{4})?\b"),
    re.compile(r"(?i:\b(?:zip|post(?:al)?)\s?code:?\s+(?:is\s+)?)[A-Za-z]{0,2}\d[\w-]*(?:\s\d[A-Za-z]{2})?"),
)


def without_names_and_places(text: str) -> str:
    """The text with `[address]` and `[name]` in their places."""
    for place in _PLACES:
        text = place.sub("[address]", text)
    for named in _NAMED:
        text = named.sub(r"\1[name]", text)
    return text
