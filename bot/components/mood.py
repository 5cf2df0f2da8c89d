"""How a listener feels, by VADER: from -1, upset, to 1, glad.

What a desk hears all day, "error", "please", "free", shows no mood.
"""

from __future__ import annotations

import re
from functools import lru_cache

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from bot.components.plain_signs import plain

# VADER reads an emoji by its name, and knows nothing bad of a "pouting face" and nothing good of a "red heart".
_MEANINGS = {
    **dict.fromkeys("😡🤬👿😤", "angry"), **dict.fromkeys("😒🙄😩😫", "annoyed"), **dict.fromkeys("😕💔", "sad"),
    **dict.fromkeys("❤💛💚💙💜🧡🖤🤍😍🥰", "love"), "👌": "good", "👎": "no",
}  # fmt: skip
# VADER knows these as good or bad, but who says what happens, or answers, is not yet glad or upset.
_NO_MOOD = frozenset(
    re.findall(
        r"\w+",
        """ability agree allow alone alright amazon block blocked broke broken cancel cancelled care certain chance
        charge charged charges clear cleared clearly confused crash crashed create credit dead definitely difficulty
        disappeared doubt drop easy error errors fail failed fair fault fine free freeze freezes friend friends giving
        hacked hand hard help helped helps hope hopefully hoping huge important interested interesting issue kind lag
        lags leave like lost low matter miss missing no number offline ok okay original party pay play played playing
        plays please pls pretty problem problems ready recommend recommended resolved save saved share shared sharing
        smart solution solve solved stop stopped stops straight stuck super support sure top trick trouble true
        unfortunately want warning weird well wish won worries worry wrong yeah yep yes""",
    )
)
# What it does not know, or as something else, and listeners call a service.
_SAID_OF_A_SERVICE = {
    **dict.fromkeys(("buggy", "cringe", "glitchy", "joke", "laggy", "overpriced", "unreliable"), -1.5),
    **dict.fromkeys(("atrocious", "disgraceful", "garbage", "rubbish", "slop", "trash", "unusable"), -2.5),
    "dope": 2.0,
}  # fmt: skip
# What is said in several words, each of them harmless.
_FED_UP = re.compile(
    r"\b(?:fed up|(?:sick|tired) (?:of|and)|rip(?:ping|ped)? (?:me |us |people )?off|not (?:\w+ )?acceptable|come on"
    r"|(?:\w+n't|not) makes? (?:any |much )?sense|makes? no sense|(?:every|each) single (?:time|day)|just fix"
    r"|(?:too|so) (?:many|much) (?:ads?|adds?|bugs|commercials)|how (?:many times|hard can)|done with (?:you|this|it)"
    r"|still waiting|(?:for|since) (?:weeks|months|years)|at least (?:fix|let|give))\b",
    re.IGNORECASE,
)


# "It didn't :(": a face is never denied by the words before it, and VADER looks at three of them.
_FACE = re.compile(r"(?:(?<!\w)[:;=][-'^]?[()/\\|DPp]|[\u2600-\u27bf\U0001f300-\U0001faff]+)")
_APART = r" and so then \g<0> "

# An answer, and no more than "no".
_PLAIN_NO = re.compile(r"\bno (?:joy|luck|dice)\b", re.IGNORECASE)

# VADER takes seconds for thousands of emoji, and nobody changes their mood in one message.
_ENOUGH = 600


def sentiment_of(text: str) -> float:
    """The compound score of a message; from `UPSET` in `handoff/domain/triage.py` downwards it counts as upset."""
    # What shapes an emoji would glue itself to the word for it.
    words = _FED_UP.sub(" annoyed ", _PLAIN_NO.sub("no", plain(text[:_ENOUGH].replace("\ufe0f", ""))))
    return float(_analyzer().polarity_scores(_FACE.sub(_APART, words))["compound"])


@lru_cache(maxsize=1)
def _analyzer() -> SentimentIntensityAnalyzer:
    analyzer = SentimentIntensityAnalyzer()
    analyzer.emojis |= _MEANINGS
    known = {word: score for word, score in analyzer.lexicon.items() if word not in _NO_MOOD}
    analyzer.lexicon = known | _SAID_OF_A_SERVICE
    return analyzer
