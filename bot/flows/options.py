"""Which option a reply means that shares words with it: "they never finish" is "They don't start or finish"."""

from __future__ import annotations

import difflib
from collections import Counter

from bot.flows.offers import titles
from bot.flows.payload import normal
from bot.flows.turn import Question, Turn

# Half of an option's own words; where the reply is surely about another topic, all of them, and half of the reply.
_SHARE = 0.5
_STEM = 5
# How like a misspelt word is, out of 1.
_LIKE = 0.85
# What says nothing of which option is meant.
EMPTY = frozenset({
    "a", "about", "all", "also", "am", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can",
    "cant", "could", "did", "didnt", "do", "does", "doesnt", "dont", "for", "from", "had", "has", "have", "i",
    "id", "if", "im", "in", "is", "isnt", "it", "its", "just", "me", "my", "no", "not", "of", "off", "on", "only",
    "or", "our", "said", "say", "says", "so", "some", "than", "that", "the", "their", "them", "there", "they",
    "theyre", "this", "to", "too", "until", "very", "was", "we", "well", "were", "what", "when", "where", "which",
    "while", "who", "with", "wont", "you", "your",
})  # fmt: skip
_NEGATIONS = frozenset({"not", "isnt", "wasnt", "never", "dont", "doesnt", "didnt", "wont", "cant"})


def meant(turn: Turn, question: Question, said: str, elsewhere: bool) -> str | None:
    """The value whose title shares most of its words with the reply, and enough; null where none does, or several do.

    Words of the flow's own name say nothing: at the student plan's questions, "plan" is not "Getting the plan".
    """
    names = {value: _words(name) for value, name in titles(turn, question).items()}
    often = Counter(word for words in names.values() for word in words)
    said = _as_spelt(said, " ".join(titles(turn, question).values()))
    reply, subject = _words(said), _words(turn.name(turn.ledger(question.frame)))
    found = [] if elsewhere else [value for value, name in titles(turn, question).items() if _bare(name) == _bare(said)]
    if len(found) == 1:
        return found[0]
    shares: dict[str, float] = {}
    for value, words in names.items():
        own = {word for word in words if often[word] == 1 and word not in subject}
        share = len(own & reply) / len(own) if own else 0.0
        if share == 1.0 and len(own & reply) >= _SHARE * len(reply) if elsewhere else share >= _SHARE:
            shares[value] = share
    best = [value for value, share in shares.items() if share == max(shares.values())]
    return best[0] if len(best) == 1 else None


def _as_spelt(said: str, in_titles: str) -> str:
    """The reply with the words of the titles that it misspells: "adress" is "address"."""
    known = [word for word in normal(in_titles).split() if len(word) >= _STEM]
    return " ".join(next(iter(difflib.get_close_matches(word, known, 1, _LIKE)), word) for word in said.split())


def _bare(text: str) -> list[str]:
    """For titles of small words alone: "it isn't there" and "its not there" are one."""
    words = ["not" if word in _NEGATIONS else word for word in normal(text).split()]
    return [word for word in words if word not in ("it", "its", "is", "they", "are", "do", "the")]


def _words(text: str) -> set[str]:
    """Beginnings of the words that say something; "not streaming" and "streaming" have none in common."""
    found: set[str] = set()
    negated = was_negated = False
    for word in normal(text).split():
        if word in _NEGATIONS:
            negated = True
        elif word == "or":
            negated = was_negated  # "Don't start or finish" denies both.
        elif word not in EMPTY:
            found.add(("not " if negated else "") + word[:_STEM])
            negated, was_negated = False, negated
    return found
