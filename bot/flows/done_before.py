"""Replies to "did that help?" that tell what was done, not what came of it: "already did that" is no yes."""

from __future__ import annotations

import re

from bot.flows.payload import normal

_DEED = (
    r"(?:did|done|tried|checked|restart\w*|reboot\w*|reset|reinstall\w*|uninstall\w*|delet\w*|remov\w*|clear\w*"
    r"|updat\w*|turned|switched|logged|unplugged|paired|on|off)"
)
_BEFORE = re.compile(
    rf"\balready\b.*\b{_DEED}\b|\b{_DEED}\b.*\balready\b|\btried (?:it|that|this|all|everything)\b"
    r"|\bi (?:have |ve |did )?(?:tried|try)\b"
    r"|\b(?:did|done) (?:all |both )?(?:of )?(?:it|that|this|these)\b.*\b(?:before|twice|times|again|yesterday|day)\b"
)
# Who says how it went has answered; what they did before is by the way.
_CAME_OF_IT = re.compile(r"\b(?:work|fix|help|solv|sort|play|trick|fine|good|better|back|thank|problem|worr)")
_DECLINED = re.compile(r"^(?:no|nah) thank(?:s| you)\b|\b(?:rather not|think about it|maybe later|not now)\b")


def was_done_before(text: str) -> bool:
    """Whether the listener had done it before, so that it has not helped."""
    said = normal(text)
    return _BEFORE.search(said) is not None and not tells_how_it_went(said)


def tells_how_it_went(text: str) -> bool:
    return _CAME_OF_IT.search(normal(text)) is not None


def is_declined(text: str) -> bool:
    """Whether the listener would rather not do it, which is no "it did not help"."""
    return _DECLINED.search(normal(text)) is not None
