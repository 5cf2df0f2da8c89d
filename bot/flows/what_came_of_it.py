"""Replies to "did that help?" in words that count more than their sound: done before, declined, or "it works"."""

from __future__ import annotations

import re

from bot.flows.payload import normal

_DEED = (
    r"(?:did|done|tried|checked|restart\w*|reboot\w*|reset|reinstall\w*|uninstall\w*|delet\w*|remov\w*|clear\w*"
    r"|updat\w*|up to date|latest|turned|switched|logged|unplugged|paired|on|off)"
)
_BEFORE = re.compile(
    rf"^already\b|^(?=.*\balready\b).*\b{_DEED}\b|\btried (?:it|that|this|all|everything)\b"
    r"|\b(?:i|ive|i have|i did) (?:tried|try)\b|\b(?:tried|checked)\b.*\b(?:too|both|twice)\b"
    r"|\b(?:did|done) (?:all |both )?(?:of )?(?:it|that|this|these)\b.*\b(?:before|twice|times|again|yesterday|day)\b"
)
# Who says how it went has answered; what they did before is by the way, and so is "no thanks".
_CAME_OF_IT = re.compile(r"\b(?:work|fix|help|solv|resolv|sort|play|trick|fine|good|better|back|problem)")
_POLITE = re.compile(r"\b(?:thank|worr)")
_WORKED = re.compile(
    r"\b(?:it|that|this|all|everything) (?:now )?(?:works|worked|helped)\b|\b(?:it|that|this) fixed it\b"
    r"|\b(?:works|plays|working) (?:now|again|fine)\b|^(?:works|worked|fixed)\b|\b(?:plays|works|worked)$"
    r"|\bthat did it\b(?! again)|\bdid the trick\b"
    r"|^(?:its |it is |much |way |a lot |ok )*better(?: now| thanks)?$"
    r"|^(?:yes |ok )?(?:finally )?(?:logged|im|i am|got|i got) (?:back )?in(?: (?:now|again|ok|thanks?|you|so|much))*$"
)
# Also how long it did, how well, and what is only hoped.
_BUT = re.compile(
    r"\b(?:not|never|no|nothing|but|only|until|unless|if|when|still|except|sometimes|once|tho|though"
    r"|(?:do|does|did|is|was|wo|ca|has|have)nt"
    r"|seconds?|min(?:ute)?s?|hours?|days?|weeks?|songs?|a while|yesterday|ago|last|before|stop\w*|used to"
    r"|half|worse|bad\w*|slow\w*|like|hope\w*|doubt\w*|problem|issues?)\b"
)
_YES = r"(?:yes|yeah|yea|yep|yup|sure|ok|okay)"
_ASKS = re.compile(
    r"(?:so |and |but |ok )*(?:(?:will|can|should|could|would|do|does|is|are) (?:i|it|they|we|you|that|this|there)\b"
    r"|(?:what|where|how|why|who|when|which)\b)"
)
_UNDER_WAY = re.compile(
    r"^(?:ok |okay |alright |yes |sure )*(?:ok|okay|k|sure|alright|all right|will do|got it|understood)$"
    r"|^(?:ok |okay |alright |yes |sure |let me |ill |i will |gonna |im |i am |just )*"
    r"(?:try|trying|check|checking|doing) (?:it|that|this|now|again|out|rn)\b"
    r"|\bbrb\b|^(?:hold on|hang on|one (?:sec|second|moment|minute)|give me a)\b"
)
_ONLY_DONE = re.compile(
    r"(?:ok(?:ay)? )?(?:(?:i|ive|i have|ive just|i just|just) )?(?:did|done|tried)(?: (?:that|it|this))?(?: now)?"
    rf"|{_YES} (?:i |ive |i have )?(?:did|done|tried) (?:all |both )?(?:of )?(?:that|it|this|both|everything)(?: now)?"
)
# "Yes, it is, thanks" says no more than yes; "yes, same wifi" says something else.
_WITH_YES = re.compile(rf"^(?:(?:oh|ah|hey|well|um+) )?{_YES}\b|\b(?:yes|yeah|yep|yup)$")
_HOWEVER = re.compile(
    r"\b(?:not|never|nothing|but|only|still|except|sometimes|tho|though|(?:do|does|did|is|was|wo|ca|has|have)nt)\b"
)
_GOES_ON = re.compile(
    r"\b(?:goes on|going|moving|started|loads?|shows?|appear\w*|comes?|coming|logged in"
    r"|(?:went|got|came|is) (?:through|in))\b"
)
_BARE = frozenset({
    "a", "absolutely", "actually", "again", "ah", "all", "am", "and", "are", "awesome", "back", "be", "both",
    "bro", "can", "cool", "correct", "course", "definitely", "did", "do", "does", "everything", "far", "finally",
    "found", "got", "great", "guys", "haha", "has", "have", "here", "hey", "i", "im", "in", "indeed", "is", "it",
    "its", "just", "lol", "lot", "man", "mate", "me", "much", "must", "my", "nice", "now", "of", "oh", "ok",
    "okay", "one", "perfect", "please", "really", "right", "see", "so", "sure", "thank", "thanks", "that",
    "thats", "the", "them", "there", "these", "they", "theyre", "think", "this", "thx", "to", "totally", "u",
    "um", "very", "was", "we", "well", "were", "with", "yea", "yeah", "yep", "yes", "you", "yup",
})  # fmt: skip
_DECLINED = re.compile(
    r"^(?:no|nah) thank(?:s| you)\b|\b(?:(?:rather|prefer) not|think about it|maybe later|not now)\b"
    r"|\bnot (?:doing|going to do|gonna do) (?:that|this|it)\b|\bdont want to(?: do (?:that|this|it))?$"
)

_DONE = re.compile(r"(?:i |ive |we |i have |just )*(?:\w{3,}ed|did|done|sent|set|put|took|made)\b")
_GIVEN_UP = re.compile(
    r"\b(?:whatever|who cares|i give up|if you say so|(?:dont|do not|couldnt) care)\b|^idc\b|^yeah right$"
    r"|^(?:ok |okay )?fine$"
    r"|^(?:and |so |ok |okay )*(?:now what|what now|what next|then what)\b"
)


def was_done_before(text: str) -> bool:
    """Whether the listener had done it before, so that it has not helped."""
    said = normal(text)
    return _BEFORE.search(said) is not None and _CAME_OF_IT.search(said) is None


def tells_how_it_went(text: str) -> bool:
    said = normal(text)
    return _CAME_OF_IT.search(said) is not None or _POLITE.search(said) is not None


def is_only_done(text: str) -> bool:
    """Whether it was done, with not a word on what came of it."""
    return _ONLY_DONE.fullmatch(normal(text)) is not None


def has_worked(text: str) -> bool:
    """Whether it is said in plain words, and without an if, a but or a question, that it works now."""
    said = normal(text)
    return _WORKED.search(said) is not None and _BUT.search(said) is None and "?" not in text


def is_declined(text: str) -> bool:
    """Whether the listener would rather not do it, which is no "it did not help"."""
    said = normal(text)
    return _DECLINED.search(said) is not None and _CAME_OF_IT.search(said) is None


def is_yes_to_something_else(text: str, asked: str) -> bool:
    """Whether a "yes", or a deed, says nothing of how it went, or asks; `asked` are the words of the question."""
    said = normal(text)
    if _ASKS.match(said):
        return True
    is_deed = begins_with_a_deed(text) and _HOWEVER.search(said) is None
    if not _WITH_YES.search(said) and not is_deed:
        return False
    rest = {word for word in said.split() if word not in _BARE and word not in normal(asked).split()}
    if said.endswith("im sure"):
        return True
    tells = tells_how_it_went(text) or _GOES_ON.search(said) is not None
    return bool(rest) and (not tells or _HOWEVER.search(said) is not None)


def begins_with_a_deed(text: str) -> bool:
    """Whether it is told what was done: "invited her again", "I have sent the link"."""
    return _DONE.match(normal(text)) is not None


def is_under_way(text: str) -> bool:
    """Whether it is only agreed to, or being done: "ok", "will do", "trying that now, brb"."""
    return _UNDER_WAY.search(normal(text)) is not None and not tells_how_it_went(text)


def is_given_up(text: str) -> bool:
    """Whether a "yes" is only the wish to be done with it: "ok whatever", "now what"."""
    return _GIVEN_UP.search(normal(text)) is not None
