"""Which of the things named in a message are not meant: "not on android", "works on my laptop, just not on the phone".

In a support message a device, a plan or a network is where the trouble is; the one on which all is well is not meant
either, as long as another is. Knows only where the names are, and plain apostrophes.
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
    r"\b(?:(?P<always>instead of|rather than|(?:without|w/o)(?: (?:taking|bringing|having|using))?"
    r"|isn'?t|wasn'?t|ain'?t"
    r"|(?:(?:do|does|did)(?:n'?t| not)|no longer|used to) (?:have|own|use|live|be)|(?:have|has|got|there is) no"
    r"|never (?:had|owned|used|tried)"
    r"|haven'?t (?:tried|tested|checked)(?: (?:it|this|that))?"
    r"|(?:(?:switch|chang|mov|migrat|upgrad|downgrad)\w*|go|going|went)(?: over| my (?:plan|account|country))? from)"
    r"|(?P<all_but>neither|except(?: for)?|apart from|aside from|other than|excluding"
    r"|(?:everything|everywhere|all(?: \w+){0,2}|every \w+) but)"
    rf"|not){_LEADING_UP}",
    re.IGNORECASE,
)
# Where it works, or is fine. "Ok" and "can you" begin many a message and say nothing.
_WELL = re.compile(
    r"\b(?:work(?:s|ed|ing)|(?<!at )work(?= *(?:$|[.,;!?]|(?:but|except|just|fine|perfectly|well|great)\b))"
    r"|no (?:problems?|issues?|trouble)|nothing(?: is|'s)? wrong|fine (?=(?:on|in|with)\b)"
    r"|(?:is|are|was|were)(?:n'?t| not) affected"
    r"|(?:(?:do|does|did|is)(?:n'?t| not)|never) (?:happen\w*|occur\w*|do (?:it|this|that) (?=(?:on|in|with)\b)"
    r"|(?:(?:get|have) )?(?:the|this|that) (?:problem|issue))"
    r"|(?P<able>(?:i|we|you|he|she|they|it) can(?!'?t|not| not)|able to"
    r"|(?:it|they|music|songs?|everything) (?:still )?(?:plays?|opens?|loads?|connects?|syncs?)"
    r" (?=(?:on|in|with|over)\b))"
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
    r"(?:(?:\s+(?:app|version|one|itself|still|always))*|,?\s+(?P<it>it|they|all|everything))\s+", re.IGNORECASE
)
# "It stops on my phone, it works on my laptop" tells no good of the phone.
_ELSEWHERE = re.compile(r"(?: \w+)? (?:on|in|with|over|from|via)\b", re.IGNORECASE)
_BREAK = re.compile(r",|;|\s-+\s|–|—|\b(?:and|or|but|though|not|neither|except|apart)\b|n't", re.IGNORECASE)
# A sentence that goes on for longer only costs time.
_SIGHT = 200
_SENTENCE_END = re.compile(r"[.!?;]\s|\n")
# A name is where it works if so many words at most lie between: "I can log in on my laptop".
_NEAR = 6
# What one can do on a device is only told of it where another follows: "I can log in here, but not on my phone".
_BUT = re.compile(r"\b(?:but|just|only|except|not)\b", re.IGNORECASE)
_FRAGMENT = 3
# What is missing is missing where it is looked for: "the album isn't on my phone", "why is it not on Xbox".
_LACKS = re.compile(
    r"\b(?:songs?|tracks?|albums?|artists?|playlists?|lyrics|music|shows?|podcasts?|episodes?|audiobooks?|downloads?|app)"
    rf" (?:(?:is|are|was|were) (?:still )?not|(?:is|was)n'?t){_LEADING_UP}"
    rf"|\bwhy (?:[\w']+ ){{1,3}}not{_LEADING_UP}",
    re.IGNORECASE,
)
# "Lyrics used to work", "everything is fine except search": then not all is well.
_NOT_ALL = re.compile(
    r"\b(?:but|except|apart from|used to|was|were|worked|until|till|when|if|only|sometimes|yesterday|before)\b",
    re.IGNORECASE,
)
# "It works, just not here" says where it does not; "it works, but I'm not on wifi" says where one is not.
_JUST = re.compile(
    r"(?:^|[^\w\s']|\b(?:but|just|only|and|though|although|still|yet|works?|fine|ok|okay))\s*$", re.IGNORECASE
)
# Between two names these carry on what was said of the first, but "and my phone keeps crashing" begins anew.
_OR = re.compile(rf",?\s+n?or{_LEADING_UP}|\s*/\s*", re.IGNORECASE)
_AND = re.compile(rf",?\s+(?:and|&){_LEADING_UP}", re.IGNORECASE)
_BARE_AND = re.compile(r"\s+(?:and|&)\s+$", re.IGNORECASE)
_COMMA = re.compile(rf",(?:{_LEADING_UP}|$)", re.IGNORECASE)
_NO_VERB_FOLLOWS = re.compile(
    r"\s*(?:$|[^\w\s]|(?:and|n?or|but|just|only|too|as|now|with|without|since|while|where|when|it|they|all|everything)\b)",
    re.IGNORECASE,
)


# What goes on after a "not", an "except" and a "works", and whether also where a verb follows.
Joints = Sequence[tuple[re.Pattern[str], bool]]
_OF_NOT: Joints = ((_OR, True), (_BARE_AND, False))
_OF_EXCEPTIONS: Joints = ((_OR, True), (_AND, True))
_OF_WELL: Joints = ((_OR, True), (_AND, False))


def verdicts(text: str, names: Sequence[Span]) -> list[Verdict]:
    """One for each name; `names` are their places in the text, in order."""
    found: list[Verdict] = []
    joints: Joints = ()
    for i, name in enumerate(names):
        begin, end = _sentence(text, name)
        before, after = text[begin : name[0]], text[name[1] : end]
        if (ruled_out := _NOT.search(before)) and not _LACKS.search(before):
            # "It works on my phone. Just not here" needs the sentence before.
            is_fragment = len(before[: ruled_out.start()].split()) < _FRAGMENT
            found.append(
                _ruled_out(ruled_out, text[max(0, begin - _SIGHT) : name[0]] if is_fragment else before, after)
            )
            joints = _OF_EXCEPTIONS if _is_exception(ruled_out) else _OF_NOT
        elif found and _goes_on(text, names[i - 1 :], joints):
            found.append(found[-1])
        else:
            is_well = _is_well(before, after)
            found.append(Verdict.WELL if is_well else Verdict.MEANT)
            joints = _OF_WELL if is_well else ()
    return found


def all_is_well(clause: str) -> bool:
    """Whether a clause says of its subject that it works, now and without a but: "the search is fine"."""
    found = _well(clause)
    return found is not None and not found["able"] and not _NOT_ALL.search(clause)


def _goes_on(text: str, names: Sequence[Span], joints: Joints) -> bool:
    """Whether what is said of the first name is said of the second: "iPhone or iPad", "iPhone, iPad or Mac".

    A comma counts only on the way to another joint: in "not android, iphone" the iPhone is meant.
    """
    for (_, end), (begin, following) in pairwise(names) if joints else ():
        gap = text[end:begin]
        if not _COMMA.fullmatch(gap):
            return any(
                joint.fullmatch(gap) and (any_rest or _NO_VERB_FOLLOWS.match(text, following))
                for joint, any_rest in joints
            )
    return False


def _sentence(text: str, name: Span) -> Span:
    first, last = max(0, name[0] - _SIGHT), min(len(text), name[1] + _SIGHT)
    begin = max((end.end() for end in _SENTENCE_END.finditer(text, first, name[0])), default=first)
    following = _SENTENCE_END.search(text, name[1], last)
    return begin, following.start() if following else last


def _ruled_out(ruled_out: re.Match[str], before: str, after: str) -> Verdict:
    """All is well but there: then it is the one that is meant."""
    if ruled_out["always"]:
        return Verdict.OUT
    leading = before[: len(before) - len(ruled_out.group())]
    is_contrast = _well(leading) and (ruled_out["all_but"] or _JUST.search(leading))
    return Verdict.MEANT if is_contrast or (ruled_out["all_but"] and _well(after)) else Verdict.OUT


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
    if found and not _BREAK.search(between) and 0 < len(between.split()) <= _NEAR:
        return not found["able"] or _BUT.search(after) is not None
    found = _WELL.search(after)
    subject = _SUBJECT.fullmatch(after[: found.start()]) if found and not found["able"] else None
    return bool(found and subject and not (subject["it"] and _ELSEWHERE.match(after, found.end())))
