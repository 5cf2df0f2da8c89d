"""Which of the things named in a message are not meant: "not on android", "works on my laptop, just not on the phone".

In a support message a device, a plan or a network is where the trouble is; the one on which all is well is not meant
either, as long as another is. Knows only where the names are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

Span = tuple[int, int]


class Verdict(Enum):
    """What is said of something named; `WELL` is not meant where another of its kind is."""

    MEANT = "meant"
    OUT = "out"
    WELL = "well"


_LEADING_UP = r"(?:\s+(?:on|in|with|for|from|via|over|using|about|through|the|an?|my|our|any|at all))*\s+$"
# Right before a name. A verb between them is another matter: "not working on android" means Android, and so does
# "not only on android".
_NOT = re.compile(
    r"\b(?:(?P<always>instead of|rather than|without)|(?P<all_but>neither|except(?: for)?|apart from|aside from)"
    rf"|not|isn'?t|wasn'?t|ain'?t){_LEADING_UP}",
    re.IGNORECASE,
)
# Where it works, or is fine. "Ok" and "can you" begin many a message and say nothing.
_WELL = re.compile(
    r"\b(?:work(?:s|ed|ing)|work (?:just |perfectly |totally )?(?:fine|ok|okay|well|great)"
    r"|no (?:problems?|issues?|trouble)|fine (?=(?:on|in|with)\b)"
    r"|(?P<able>(?:i|we|you|he|she|they|it) can(?!'?t|not| not)|able to)"
    r"|(?:is|are|was|were|it's|its|all|runs?|plays?|sounds?|everything) (?:all |just |perfectly |totally )?"
    r"(?:fine|ok|okay|good|great|perfect))\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?:\b(?:not|never|no longer|nothing|none|stop(?:s|ped)?|dont|doesnt|didnt|wont|cant|isnt|if|hardly|rarely|barely"
    r"|sometimes)|n't)\W+(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)
# "My laptop app still works", "on my laptop everything is fine": what may stand between a name and how it is.
_SUBJECT = re.compile(
    r"(?:(?:\s+(?:app|version|one|itself|still|always))*|,?\s+(?:it|they|all|everything))\s+", re.IGNORECASE
)
_BREAK = re.compile(r",|\s-+\s|–|—|\b(?:and|or|but|though|not|neither|except|apart)\b|n't", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?;]\s|\n")
# A name is where it works if so many words at most lie between: "I can log in on my laptop".
_NEAR = 5
# What one can do on a device is only told of it where another follows: "I can log in here, but not on my phone".
_BUT = re.compile(r"\b(?:but|just|only|except|not)\b", re.IGNORECASE)
_FRAGMENT = 3
# Between two names these carry on what was said of the first, but "and my phone keeps crashing" begins anew.
_OR = re.compile(rf",?\s+n?or{_LEADING_UP}", re.IGNORECASE)
_AND = re.compile(rf",?\s+(?:and|&){_LEADING_UP}", re.IGNORECASE)
_BARE_AND = re.compile(r"\s+(?:and|&)\s+$", re.IGNORECASE)
_COMMA = re.compile(rf",{_LEADING_UP}", re.IGNORECASE)
_NO_VERB_FOLLOWS = re.compile(
    r"\s*(?:$|[^\w\s]|(?:and|n?or|but|just|only|too|as|now|with|without|since|while|where|when|it|they|all|everything)\b)",
    re.IGNORECASE,
)


def verdicts(text: str, names: Sequence[Span]) -> list[Verdict]:
    """One for each name; `names` are their places in the text, in order."""
    text = text.replace("’", "'")
    found: list[Verdict] = []
    joints: tuple[re.Pattern[str], ...] = ()
    for i, name in enumerate(names):
        begin, end = _sentence(text, name)
        before, after = text[begin : name[0]], text[name[1] : end]
        if ruled_out := _NOT.search(before):
            # "It works on my phone. Just not here" needs the sentence before.
            is_fragment = len(before[: ruled_out.start()].split()) < _FRAGMENT
            found.append(_ruled_out(ruled_out, text[: name[0]] if is_fragment else before, after))
            joints = (_OR, _AND) if _is_exception(ruled_out) else (_OR, _BARE_AND)
        elif found and _goes_on(text, names[i - 1 :], joints):
            found.append(found[-1])
        else:
            is_well = _is_well(before, after)
            found.append(Verdict.WELL if is_well else Verdict.MEANT)
            joints = (_OR, _AND) if is_well else ()
    return found


def all_is_well(clause: str) -> bool:
    """Whether a clause says of its subject that it works: "the search is fine"."""
    found = _well(clause.replace("’", "'"))
    return found is not None and not found["able"]


def _goes_on(text: str, names: Sequence[Span], joints: Sequence[re.Pattern[str]]) -> bool:
    """Whether what is said of the first name is said of the second: "iPhone or iPad", "iPhone, iPad or Mac".

    A comma counts only on the way to another joint: in "not android, iphone" the iPhone is meant.
    """
    for (_, end), (begin, following) in pairwise(names):
        gap = text[end:begin]
        if not _COMMA.fullmatch(gap):
            is_or = _OR.fullmatch(gap) is not None
            return any(joint.fullmatch(gap) for joint in joints) and (is_or or _ends_there(text[following:]))
    return False


def _ends_there(rest: str) -> bool:
    return _NO_VERB_FOLLOWS.match(rest) is not None


def _sentence(text: str, name: Span) -> Span:
    begin = max((end.end() for end in _SENTENCE_END.finditer(text, 0, name[0])), default=0)
    following = _SENTENCE_END.search(text, name[1])
    return begin, following.start() if following else len(text)


def _ruled_out(ruled_out: re.Match[str], before: str, after: str) -> Verdict:
    """All is well but there: then it is the one that is meant."""
    if ruled_out["always"]:
        return Verdict.OUT
    leading = before[: len(before) - len(ruled_out.group())]
    is_contrast = _well(leading) or (ruled_out["all_but"] and _well(after))
    return Verdict.MEANT if is_contrast else Verdict.OUT


def _is_exception(ruled_out: re.Match[str]) -> bool:
    return bool(ruled_out["all_but"]) and ruled_out["all_but"].lower() != "neither"


def _well(text: str) -> re.Match[str] | None:
    """The last place that says that something works, if nothing denies it."""
    return next(
        (found for found in reversed([*_WELL.finditer(text)]) if not _DENIED.search(text[: found.start()])), None
    )


def _is_well(before: str, after: str) -> bool:
    """ "It works on my laptop", "my laptop works": the name alone, no more is said of it."""
    found = _well(before)
    between = before[found.end() :] if found else ""
    if found and not _BREAK.search(between) and len(between.split()) <= _NEAR:
        return not found["able"] or _BUT.search(after) is not None
    found = _WELL.search(after)
    return found is not None and not found["able"] and _SUBJECT.fullmatch(after[: found.start()]) is not None
