"""Several topics in one message: cuts it into clauses and says which of them stand for a topic of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from bot.components.plain_signs import plain
from bot.components.ruled_out import all_is_well
from bot.flows import signs
from bot.flows.heard import Part
from bot.flows.topics import topic_of
from bot.flows.waiting import urgency

# What a listener does to the dialogue itself; docs/topics.md does not list these.
NOT_TOPICS = frozenset({"cancel_flow", "correct_slot", "repeat_question"})
# Nobody has these as a second problem: they are how people talk about the first, or an opinion that wants no solving.
TALK = NOT_TOPICS | {
    "affirm", "complaint_frustration", "deny_not_fixed", "feature_request_feedback", "goodbye", "greeting",
    "inform_details", "out_of_scope", "talk_to_human", "thanks_praise_resolved",
}  # fmt: skip
# One matter in two words: "charged twice, I want my money back", "it crashes, is it down". Of many such two
# docs/topics.md says which one it is.
_KIN = frozenset(
    map(
        frozenset,
        (
            ("account_login", "outage_question"),
            ("ads_on_premium", "free_tier_ads_limits"),
            ("ads_on_premium", "podcasts_audiobooks"),
            ("ads_on_premium", "premium_not_active"),
            ("app_crash_performance", "outage_question"),
            ("billing_unexpected_charge", "cancel_or_refund"),
            ("billing_unexpected_charge", "plan_price_offer_upgrade"),
            ("billing_unexpected_charge", "plan_student"),
            ("billing_unexpected_charge", "premium_not_active"),
            ("cancel_or_refund", "plan_price_offer_upgrade"),
            ("content_missing_or_wrong", "offline_downloads"),
            ("content_missing_or_wrong", "search_problem"),
            ("free_tier_ads_limits", "plan_price_offer_upgrade"),
            ("free_tier_ads_limits", "playback_controls"),
            ("free_tier_ads_limits", "premium_not_active"),
            ("outage_question", "playback_interrupted"),
            ("outage_question", "search_problem"),
            ("payment_failed_or_method", "region_restriction"),
            ("plan_price_offer_upgrade", "premium_not_active"),
            ("playback_controls", "playback_interrupted"),
        ),
    )
)
# Where it happens, and what happens there.
_PLACES = frozenset({"car_mode", "podcasts_audiobooks", "speaker_connect_device", "web_player"})
_SYMPTOMS = frozenset({
    "app_crash_performance", "audio_quality", "offline_downloads", "outage_question", "playback_controls",
    "playback_interrupted", "sync_across_devices",
})  # fmt: skip
# A clause has little to go by. At 0.8 on real messages half of the second topics were none, at 0.9 few were left.
SURE = 0.85

_WORDS_OF_A_PART = 2
# Nobody tells more in one message, and each part takes milliseconds.
_MOST = 30
# "It stops" may be all of a problem, "one plan" and "my phone" are not.
_THING = re.compile(r"(?:an?|the|my|our|one)\s+\w+\W*", re.IGNORECASE)
# "Yes. And why was I charged?" An answer may be as short as it likes.
_ANSWER = re.compile(rf"(?:yes|yep|yeah|no|nope|nah)\b|[{''.join(signs.YES | signs.NO)}]", re.IGNORECASE)
# "I have the family plan", "I love the lyrics", "it never crashed": no problem, though it sounds like a topic.
_FACT = re.compile(
    r"\bdon'?t mind\b|^\W*(?:i|we) (?:really )?(?:love|like|enjoy)\b(?!.*\bbut\b)"
    r"|\b(?:never|ha(?:s|ve)(?:n't| not)) (?:crash|fr[eo]ez|frozen|disappear)\w*"
    r"|^\W*(?:and |but |so )?(?:i|we)(?:'ve| have|'m on| am on| are on) (?:[\w'-]+ ){0,3}(?:account|plan|premium)\W*$",
    re.IGNORECASE,
)
# After "and" or a comma only these begin a clause: "shuffle and repeat", "stops and skips" stay together.
_BEGINNING = (
    r"(?:(?:i|we|you|he|she|it|they)(?:'\w+)?|im|ive|u|my|our|your|ur|the|this|that|these|those|an?|there(?:'?s)?"
    r"|some(?:body|one)?(?:'s)?|all|every|everything|half|none|nothing|no|why|how|what(?:'s)?|when|where(?:'s)?"
    r"|is|are|was|were|do|does|did|can|could|will|would|(?:do|does|did|could|wo|ca)n'?t|cannot|please|pls"
    r"|now|then|still|never|if|after|since"
    r"|ads|android|bluetooth|carplay|downloads?|downloaded|lyrics|music|playlists?|podcasts?|search|shuffle|songs|sound)\b"
)
# A joint takes all the blanks there are: tried at each of a thousand, it would hold up everybody for a minute.
_JOINT = re.compile(
    r"(?P<sentence>(?<=[.!?;])\s+|(?<!\s)\s*\n\s*)"
    r"|(?P<besides>[\s,–—-]{0,4}\b(?:(?:and|but|oh) also|also|plus|on top of (?:that|it)|besides(?: that)?|btw"
    r"|by the way|another thing(?: is)?|one more thing|additionally|in addition|oh and|furthermore|apart from that"
    r"|other than that)\b[,:]?\s+|(?<!\s)\s+(?=(?:i|we|you|it|they) also\b))"
    rf"|(?P<joined>(?<!\s)(?:\s*,)?\s+(?:and|but|&|nor)\s+(?={_BEGINNING}))"
    rf"|(?P<comma>(?<!\s)\s*(?:,\s*|(?:\s-+|–|—)\s+)(?:so\s+)?(?={_BEGINNING}))",
    re.IGNORECASE,
)
# Up to the comma this only says when or why: "when I press share, it closes".
_SUBORDINATE = re.compile(
    r"(?:(?:and|but|so|like|then) )*"
    r"(?:when|whenever|if|after|since|while|because|although|though|once|as|until|before|even)\b",
    re.IGNORECASE,
)


def parts_of(text: str) -> list[str]:
    """The clauses of a message that may be about several things; none where there is only one."""
    parts: list[str] = []
    begin = 0
    for joint in _JOINT.finditer(plain(text)):
        part = text[begin : joint.start()].strip()
        is_answer = not parts and _ANSWER.match(part)
        runs_on = joint.lastgroup == "comma" and _SUBORDINATE.match(part)
        if is_answer or (_is_clause(part) and not runs_on):
            parts.append(part)
            begin = joint.end()
    rest = text[begin:].strip()
    if _is_clause(rest):
        parts.append(rest)
    return parts[:_MOST] if len(parts) > 1 else []


def _is_clause(part: str) -> bool:
    return len(part.split()) >= _WORDS_OF_A_PART and not _THING.fullmatch(part)


def understood(topic: str, intents: Sequence[str], texts: Sequence[str], rows: Iterable[np.ndarray]) -> list[Part]:
    """What each part means by itself; `sure` where it may stand for a topic. `topic` is that of the whole message."""
    likeliest = [(intents[int(row.argmax())], float(row.max())) for row in rows]
    surest: dict[str, float] = {}
    for text, (intent, confidence) in zip(texts, likeliest, strict=True):
        if confidence >= SURE and topic_of(intent) not in TALK and _is_problem(text):
            surest[topic_of(intent)] = max(confidence, surest.get(topic_of(intent), 0.0))
    own: list[str] = []
    for found in sorted(surest, key=lambda found: (found != topic, -surest[found])):
        if not any(_is_one_matter({found, other}) for other in own):
            own.append(found)
    return [
        Part(text, intent, confidence, sure=confidence >= SURE and topic_of(intent) in own and _is_problem(text))
        for text, (intent, confidence) in zip(texts, likeliest, strict=True)
    ]


def _is_one_matter(topics: set[str]) -> bool:
    return topics in _KIN or not (_PLACES.isdisjoint(topics) or _SYMPTOMS.isdisjoint(topics))


def _is_problem(part: str) -> bool:
    words = plain(part)
    return not all_is_well(words) and not _FACT.search(words)


def topics_of(topic: str, parts: Sequence[Part]) -> tuple[str, ...]:
    """The topics of a message, what comes first at the beginning: several only where the whole's is one of them."""
    told = dict.fromkeys(topic_of(part.intent) for part in parts if part.sure)
    return tuple(sorted(told, key=lambda each: (urgency(each), each != topic))) if topic in told else (topic,)


def grouped(text: str, parts: Sequence[Part]) -> list[Part]:
    """Puts to a part that stands for a topic what follows it and brings no other: all of it is told of that topic.

    But for a wish for a person, which is heard wherever it is said.
    """
    groups: list[Part] = []
    end = 0
    for part in parts:
        begin = text.index(part.text, end)
        end = begin + len(part.text)
        last = groups[-1] if groups else None
        is_own = part.sure or (part.intent == "talk_to_human" and part.confidence >= SURE)
        if last is not None and last.sure and (not is_own or part.intent == last.intent):
            whole = text[text.rindex(last.text, 0, begin) : end]
            groups[-1] = Part(whole, last.intent, max(last.confidence, part.confidence * part.sure), sure=True)
        else:
            groups.append(part)
    return groups
