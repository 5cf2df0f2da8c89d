"""Replies to "did that help?" in words that count more than their sound.

It worked or it failed; it was done before, only done, or is under way; it is declined, or given up. Whatever the words
leave open is for the intent to say (`bot/flows/answers.py`). All patterns read normal text: small, without punctuation.
"""

from __future__ import annotations

import re

from bot.flows.payload import normal

_YES = r"(?:yes|yeah|yea|yep|yup|sure|ok|okay)"
_ALL_OF_IT = r"(?:all |both )?(?:of )?(?:that|it|this|these|both|everything)"

# How it went: tells that an answer is given, and not which.
_HOW_IT_WENT = re.compile(r"\b(?:work|fix|help|solv|resolv|sort|play|trick|fine|good|better|back|problem)")
_GOES_ON = re.compile(
    r"\b(?:goes on|going|moving|started|loads?|shows?|appear\w*|comes?|coming|logged in"
    r"|(?:went|got|came|is) (?:through|in))\b"
)
_POLITE = re.compile(r"\b(?:thank|worr)")
# What takes half of it back, and besides how long it worked, how well, and what is only hoped.
_TAKEN_BACK = r"not|never|nothing|but|only|still|except|sometimes|tho|though|(?:do|does|did|is|was|wo|ca|has|have)nt"
_HOWEVER = re.compile(rf"\b(?:{_TAKEN_BACK})\b")
_BUT = re.compile(
    rf"\b(?:{_TAKEN_BACK}|no|until|unless|if|when|once"
    r"|seconds?|min(?:ute)?s?|hours?|days?|weeks?|songs?|a while|yesterday|ago|last|before|stop\w*|used to"
    r"|half|worse|bad\w*|slow\w*|like|hope\w*|doubt\w*|problem|issues?)\b"
)

_WORKED = re.compile(
    r"\b(?:it|that|this|all|everything) (?:now )?(?:works|worked|helped)\b|\b(?:it|that|this) fixed it\b"
    r"|\b(?:works|plays|working) (?:now|again|fine)\b|^(?:works|worked|fixed)\b|\b(?:plays|works|worked)$"
    r"|\bthat did it\b(?! again)|\bdid the trick\b|^(?:its |much )*better(?: now| thanks)?$"
    r"|^(?:yes |ok )?(?:finally )?(?:logged|im|i am|got|i got) (?:back )?in(?: (?:now|again|ok|thanks?|you|so|much))*$"
)
# "It doesn't stop any more" is good news, "it doesn't work any more" is not.
_BAD = r"(?:skip|stop|crash|freez|lag|buffer|cut|stutter|drain|happen|log)\w*"
_OVER = re.compile(
    rf"\b(?:doesnt|dont|isnt|arent) (?:\w+ )?{_BAD}(?: me)?(?: out)? any ?more\b|\b(?:no longer|stopped) {_BAD}"
)
_FAILED = re.compile(
    r"\b(?:wont|doesnt|didnt|does not|did not|will not) (?:let|work|help|change|accept|find|do anything)\b"
    r"|\b(?:refused|rejected|declined|denied|fail(?:s|ed)|(?<!no )error)\b|\bno (?:luck|change|difference|joy)\b"
    r"|\bnothing (?:happen|chang|mov|work|help|to|there|found)\w*|\bsame (?:thing|result|error|problem)\b"
)
_AFTER_ALL = re.compile(r"\b(?:now|finally|any ?more|no longer|gone|away|works?|worked|fixed|until|but)\b")
_REPORTS = re.compile(
    r"^(?:(?:no|nope|now|but|and|ok|well|yes|yeah) )*(?:(?:it|app|page|that|they|the \w+) (?:just |only |now |still )?"
    r"(?:says?|said|tells? me|told me|gives? me)\b|it (?:just |still )?(?:does|did|wo|ca|is)nt\b)"
)

_DEED = (
    r"(?:did|done|tried|checked|restart\w*|reboot\w*|reset|reinstall\w*|uninstall\w*|delet\w*|remov\w*|clear\w*"
    r"|updat\w*|up to date|latest|turned|switched|logged|unplugged|paired|on|off)"
)
_BEFORE = re.compile(
    rf"^already\b|^(?=.*\balready\b).*\b{_DEED}\b|\btried {_ALL_OF_IT}\b|\b(?:i|ive|i have|i did) (?:tried|try)\b"
    r"|\b(?:tried|checked)\b.{0,60}\b(?:too|both|twice)\b"
    rf"|\b(?:did|done) {_ALL_OF_IT}\b.{{0,60}}\b(?:before|twice|times|again|yesterday|day)\b"
)
_ONLY_DONE = re.compile(
    r"(?:ok(?:ay)? )?(?:(?:i|ive|i have|ive just|i just|just) )?(?:did|done|tried)(?: (?:that|it|this))?(?: now)?"
    rf"|{_YES} (?:i |ive |i have )?(?:did|done|tried) {_ALL_OF_IT}(?: now)?"
)
_BEGINS_WITH_A_DEED = re.compile(r"(?:i |ive |we |i have |just )*(?:\w{3,}ed|did|done|sent|set|put|took|made)\b")
_UNDER_WAY = re.compile(
    rf"^(?:{_YES} |alright )*(?:ok|okay|k|sure|alright|all right|will do|got it|understood)$"
    rf"|^(?:{_YES} |alright |let me |ill |i will |gonna |im |i am |just )*"
    r"(?:try|trying|check|checking|doing) (?:it|that|this|now|again|out|rn)\b"
    r"|\bbrb\b|^(?:hold on|hang on|one (?:sec|second|moment|minute)|give me a)\b"
)
# "Will see tomorrow, thanks": the thanks are for the advice.
_LATER = re.compile(
    r"\b(?:will|ill|gonna|going to) (?:see|let you know|try|check|report|test)\b"
    r"|\b(?:do|try|check|see|know|test) (?:it |that |this )?(?:later|tomorrow|tonight|after|when i)\b"
    r"|\b(?:till|until|before) (?:later|tomorrow|tonight|next)\b"
)

_DECLINED = re.compile(
    r"^(?:no|nah) thank(?:s| you)\b|\b(?:(?:rather|prefer) not|think about it|maybe later|not now)\b"
    r"|\bnot (?:doing|going to do|gonna do) (?:that|this|it)\b|\bdont want to(?: do (?:that|this|it))?$"
)
_GIVEN_UP = re.compile(
    r"\b(?:whatever|who cares|i give up|if you say so|(?:dont|do not|couldnt) care)\b|^yeah right$|^(?:ok |okay )?fine$"
    r"|^(?:and |so |ok |okay )*(?:now what|what now|what next|then what)\b"
)

# "Yes, it is, thanks" says no more than yes; "yes, same wifi" says something else.
_WITH_YES = re.compile(rf"^(?:(?:oh|ah|hey|well|um+) )?{_YES}\b|\b(?:yes|yeah|yep|yup)$")
_ASKS = re.compile(
    r"(?:so |and |but |ok )*(?:(?:will|can|should|could|would|do|does|is|are) (?:i|it|they|we|you|that|this|there)\b"
    r"|(?:what|where|how|why|who|when|which)\b)"
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


def has_worked(text: str) -> bool:
    """Whether it is said in plain words, and without an if, a but or a question, that it works now."""
    said = normal(text)
    without, is_over = _OVER.subn("", said, 1)
    is_said = bool(is_over) or _WORKED.search(said) is not None
    return is_said and _BUT.search(without) is None and "?" not in text


def confirms(text: str, yes: str) -> bool:
    """Whether it holds the words of the button for yes, `yes`, with no if or but: "his was it, it's there now"."""
    said = normal(text)
    words = normal(yes).removeprefix("yes ")
    is_said = len(words.split()) > 1 and re.search(rf"\b{re.escape(words)}\b", said) is not None
    return is_said and _BUT.search(said) is None and "?" not in text


def has_failed(text: str) -> bool:
    """Whether it is said in plain words that it was refused, or changed nothing: "it won't let me"."""
    said = normal(text)
    return _FAILED.search(said) is not None and _AFTER_ALL.search(said) is None and "?" not in text


def reports(text: str) -> bool:
    """Whether it is told what the screen says or does not do; "it" is what we asked for, whatever else it is called."""
    return _REPORTS.match(normal(text)) is not None


def was_done_before(text: str) -> bool:
    """Whether the listener had done it before, so that it has not helped."""
    said = normal(text)
    return _BEFORE.search(said) is not None and _HOW_IT_WENT.search(said) is None


def tells_how_it_went(text: str) -> bool:
    said = normal(text)
    return _HOW_IT_WENT.search(said) is not None or _POLITE.search(said) is not None


def is_only_done(text: str) -> bool:
    """Whether it was done, with not a word on what came of it."""
    return _ONLY_DONE.fullmatch(normal(text)) is not None


def begins_with_a_deed(text: str) -> bool:
    """Whether it is told what was done: "invited her again", "I have sent the link"."""
    return _BEGINS_WITH_A_DEED.match(normal(text)) is not None


def is_under_way(text: str) -> bool:
    """Whether it is only agreed to, being done, or put off: "ok", "trying that now, brb", "will see tomorrow"."""
    said = normal(text)
    if _LATER.search(said):
        return _HOW_IT_WENT.search(said) is None
    return _UNDER_WAY.search(said) is not None and not tells_how_it_went(text)


def is_declined(text: str) -> bool:
    """Whether the listener would rather not do it, which is no "it did not help"."""
    said = normal(text)
    return _DECLINED.search(said) is not None and _HOW_IT_WENT.search(said) is None


def is_given_up(text: str) -> bool:
    """Whether a "yes" is only the wish to be done with it: "ok whatever", "now what"."""
    return _GIVEN_UP.search(normal(text)) is not None


def is_yes_to_something_else(text: str, asked: str) -> bool:
    """Whether a "yes", or a deed, says nothing of how it went, or asks; `asked` are the words of the question."""
    said = normal(text)
    if _ASKS.match(said):
        return True
    however = _HOWEVER.search(said) is not None
    if not _WITH_YES.search(said) and (however or not begins_with_a_deed(text)):
        return False
    if said.endswith("im sure"):
        return True
    rest = set(said.split()) - _BARE - set(normal(asked).split())
    tells = tells_how_it_went(text) or _GOES_ON.search(said) is not None
    return bool(rest) and (however or not tells)
