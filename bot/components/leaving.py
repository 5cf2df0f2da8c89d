"""Whether a listener says that they leave the service, or are about to: "cancelling my sub", "going back to Pandora".

By words alone, because it is told in passing, in messages about anything. How they feel about it is `mood`.
"""

from __future__ import annotations

import re

from bot.components.plain_signs import plain

_RIVAL = (
    r"(?:apple(?: music)?|amazon(?: music)?|(?:you ?tube|yt) ?music|google play|prime(?: unlimited)?|deezer|tidal"
    r"|pandora|qobuz|napster|sound ?cloud|pirating|piracy|elsewhere|somewhere else"
    r"|(?:a |your |the )?(?:competitors?|competition|new platform)"
    r"|(?:an?)?other (?:music |streaming )?(?:app|platform|service|provider)s?)\b"
)
_OURS = (
    r"(?:(?:my|our|the|this|your) )?(?:\w+ )?(?:subscription|subs?|membership|premium|service|spotify|plan|account)\b"
)
_LEAVING = re.compile(
    # To another: "I'm switching to Deezer", "I might as well use Apple Music".
    rf"\b(?:switch|mov|go|going|transferr?|migrat|chang)\w*(?: [\w']+){{0,3}} (?:to|with|for) {_RIVAL}"
    rf"|\b(?:now (?:i )?use|might as well use|find|looking for) {_RIVAL}"
    # From us.
    rf"|\b(?:cancel\w*|end|ending|ditch\w*|drop|dropping|quit\w*|terminat\w*|stop paying for|get rid of) {_OURS}"
    r"|\bunsubscrib(?:e|ing)\b|\b(?:not|won't|wont) (?:be )?renew(?:ing)?\b|\bdelet\w+ (?:my|our) (?:\w+ )?account\b"
    r"|\b(?:i'?m|i am|we'?re|we are|will be|i'?ll be|(?:been )?(?:thinking of|thinking about|considering))"
    r" (?:leaving(?: (?:you|spotify))?|(?:cancell?|unsubscrib|switch|ditch)ing)(?= *[.,!]| *$| for\b)"
    r"|\b(?:good ?)?bye(?: bye)?,? spotify\b|\bdone with spotify\b"
    r"|\blos(?:e|ing|t) (?:\w+ ){0,3}(?:customer|subscriber|listener)s?\b",
    re.IGNORECASE,
)
_REMOVED = re.compile(
    r"\b(?:(?:delet|uninstall)ing|(?:going|gonna|about|planning) (?:to )?(?:uninstall|delete)) (?:this|the|your)\b",
    re.IGNORECASE,
)
# To install it again is a remedy, and so it is to try.
_REMEDY = re.compile(r"\b(?:re-?(?:install|download)|install\w* (?:it )?again|tr(?:y|ied))", re.IGNORECASE)
# "I did not cancel my plan", "why was my account cancelled", "charged after cancelling my plan".
_DENIED = re.compile(r"(?:\b(?:not|never|was|been|got|instead of|after|before)|n't) (?:\w+ )?$", re.IGNORECASE)


def is_leaving(text: str) -> bool:
    """True also where it hangs on something: "if it is not fixed, I'm cancelling"."""
    words = plain(text)
    if any(not _DENIED.search(words[: found.start()]) for found in _LEAVING.finditer(words)):
        return True
    return _REMOVED.search(words) is not None and _REMEDY.search(words) is None
