"""Turns a listener's sentence into the words worth searching for; leaves stems to the index."""

import re

# Apostrophes divide: "don't" is "don" and "t", both stop words, as the index sees it too.
_WORD = re.compile(r"[^\W_]+")

#: Words that stand in any question, so that matching them says nothing about its subject.
STOP_WORDS = frozenset({
    "a", "about", "after", "again", "all", "also", "am", "an", "and", "any", "anymore", "are", "aren", "as", "at",
    "be", "because", "been", "before", "being", "but", "by", "can", "cannot", "could", "couldn", "d", "did", "didn",
    "do", "does", "doesn", "doing", "don", "for", "from", "get", "gets", "getting", "go", "goes", "going", "got",
    "had", "has", "have", "haven", "having", "he", "hello", "help", "her", "hey", "hi", "him", "his", "how", "i",
    "if", "in", "into", "is", "isn", "it", "its", "just", "keep", "keeps", "know", "let", "like", "ll", "m", "make",
    "makes", "me", "mine", "more", "my", "need", "no", "not", "now", "of", "off", "old", "on", "one", "only", "or",
    "other", "our", "out", "over", "please", "problem", "re", "really", "s", "should", "shouldn", "since", "so",
    "some", "still", "t", "tell", "than", "thank", "thanks", "that", "the", "their", "them", "then", "there",
    "these", "they", "thing", "this", "those", "to", "today", "too", "try", "trying", "up", "us", "use", "used",
    "using", "ve", "very", "want", "wants", "was", "wasn", "way", "we", "well", "were", "what", "when", "where",
    "which", "while", "who", "why", "will", "with", "won", "work", "working", "works", "would", "wouldn", "you",
    "your",
})  # fmt: skip


def search_words(query: str) -> tuple[str, ...]:
    """The words of the query, in lower case, each once, in order, without stop words."""
    words = (word.lower() for word in _WORD.findall(query))
    return tuple(dict.fromkeys(word for word in words if word not in STOP_WORDS))
