"""Steps that are for one device only: which headings mark them, and the mark that a page can turn into a choice.

A writer puts two or more such headings after each other; what is for all of them stands below a heading of its own."""

from __future__ import annotations

import difflib
import re
from itertools import groupby

#: What a link and a page call a device, and the heading of its steps.
DEVICES = {
    "iphone": "On an iPhone or iPad",
    "android": "On Android",
    "computer": "On a computer",
    "windows": "On Windows",
    "mac": "On a Mac",
    "browser": "In a browser",
    "car": "In the car",
    "tv": "On a TV",
    "speaker": "On a speaker",
    "watch": "On a watch",
    "console": "On a console",
}
#: For what comes after the steps of single devices.
EVERYWHERE = "On every device"

_BY_HEADING = {heading: device for device, heading in DEVICES.items()}
_PART = re.compile(r"(?=<h[23]>)")
_HEADING = re.compile(r"<h3>(.*?)</h3>")
_ARTICLE = re.compile(r"^(?:On|In) (?:an |a |the )?")


def with_devices(html: str) -> str:
    """The HTML of an article, the steps for different devices that follow each other in one `<div class="devices">`."""
    marked = ""
    for is_for_devices, group in groupby(_PART.split(html), key=lambda part: bool(_device_of(part))):
        parts = list(group)
        # A single one leaves nothing to choose.
        marked += _choice(parts) if is_for_devices and len(parts) > 1 else "".join(parts)
    return marked


def misspelt(heading: str) -> str | None:
    """The heading of a device that was probably meant; None where this is one, or something else altogether."""
    known = [*_BY_HEADING, EVERYWHERE]
    if heading in known:
        return None
    close = difflib.get_close_matches(heading.casefold(), [one.casefold() for one in known], n=1, cutoff=0.7)
    return next((one for one in known if one.casefold() == close[0]), None) if close else None


def _device_of(part: str) -> str:
    """Empty where it is for no single device."""
    found = _HEADING.match(part)
    return _BY_HEADING.get(found[1], "") if found else ""


def _choice(parts: list[str]) -> str:
    sections = ""
    for part in parts:
        device = _device_of(part)
        name = _ARTICLE.sub("", DEVICES[device])
        # It stands alone there; names such as iPhone keep their own letters.
        name = name.capitalize() if name.islower() else name
        sections += f'<section data-device="{device}" data-name="{name}">\n{part}</section>\n'
    return f'<div class="devices">\n{sections}</div>\n'
