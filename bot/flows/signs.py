"""What emoji say that are a message of their own: 👍 is yes and 👎 is no; a smile is friendly and answers nothing."""

from __future__ import annotations

import unicodedata

YES = frozenset("👍👌✅✔☑🆗💯")
NO = frozenset("👎❌✖🙅🚫")
# Shades of skin, and what joins and shapes emoji.
_DRESSING = frozenset("\u200d\ufe0f\ufe0e")


def are_all(text: str) -> bool:
    """Whether there are emoji and nothing else; punctuation does not count."""
    kinds = {unicodedata.category(sign)[0] for sign in text if sign not in _DRESSING}
    return "S" in kinds and kinds <= {"S", "P", "Z", "M"}


def yes_or_no(text: str) -> bool | None:
    """The answer that the emoji of a message give; null where they give none, or both."""
    yes, no = not YES.isdisjoint(text), not NO.isdisjoint(text)
    return None if yes == no else yes
