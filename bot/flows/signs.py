"""What emoji say that are a message of their own: 👍 is yes and 👎 is no; a smile is friendly and answers nothing."""

from __future__ import annotations

import unicodedata

YES = frozenset("👍👌✅✔☑🆗💯")
NO = frozenset("👎❌✖🙅🚫")
# Python 3.10 has no names for the emoji of 2021 and later: to it they are nothing yet (Cn).
_EMOJI = frozenset(("So", "Sk", "Me", "Cn", "Co"))
_SHAPES = frozenset("\ufe0e\ufe0f")


def is_sign(letter: str) -> bool:
    """Whether it is an emoji, or its shade or shape."""
    return letter in _SHAPES or unicodedata.category(letter) in _EMOJI


def is_unseen(letter: str) -> bool:
    """Whether it only joins its neighbours, or says in which direction they run."""
    return unicodedata.category(letter) == "Cf"


def are_all(text: str) -> bool:
    """Whether there are emoji and nothing else; punctuation does not count."""
    kinds = {"S" if is_sign(letter) else unicodedata.category(letter)[0] for letter in text if not is_unseen(letter)}
    return "S" in kinds and kinds <= {"S", "P", "Z"}


def yes_or_no(text: str) -> bool | None:
    """The answer that the emoji of a message give; null where they give none, or both."""
    yes, no = not YES.isdisjoint(text), not NO.isdisjoint(text)
    return None if yes == no else yes
