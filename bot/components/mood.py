"""How a listener feels, by VADER: from -1, upset, to 1, glad."""

from __future__ import annotations

from functools import lru_cache

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

# VADER reads an emoji by its name, and knows nothing bad of a "pouting face" and nothing good of a "red heart".
_MEANINGS = {
    **dict.fromkeys("😡🤬👿😤", "angry"), **dict.fromkeys("😒🙄😩😫", "annoyed"), "💔": "sad", "👎": "no",
    **dict.fromkeys("❤💛💚💙💜🧡🖤🤍😍🥰", "love"),
}  # fmt: skip


def sentiment_of(text: str) -> float:
    """The compound score of a message; from `UPSET` in `handoff/domain/triage.py` downwards it counts as upset."""
    # What shapes an emoji would glue itself to the word for it.
    return float(_analyzer().polarity_scores(text.replace("\ufe0f", ""))["compound"])


@lru_cache(maxsize=1)
def _analyzer() -> SentimentIntensityAnalyzer:
    analyzer = SentimentIntensityAnalyzer()
    analyzer.emojis |= _MEANINGS
    return analyzer
