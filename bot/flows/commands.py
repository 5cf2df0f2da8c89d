"""What the listener wants of the dialogue; `understand` derives one per message, `repair` carries it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """Values for slots, first of all for the open question's."""

    values: Mapping[str, Any]


@dataclass(frozen=True)
class Correct:
    """New values for questions that were answered already; null means: ask that one again."""

    values: Mapping[str, Any]


@dataclass(frozen=True)
class Retell:
    """The problem of the open flow in other words, from which it can tell what it had to ask before."""

    words: str


@dataclass(frozen=True)
class StartFlow:
    flow: str


@dataclass(frozen=True)
class Search:
    """A topic that no flow serves."""

    topic: str


@dataclass(frozen=True)
class CancelFlow:
    pass


@dataclass(frozen=True)
class HumanHandoff:
    reason: str


@dataclass(frozen=True)
class Repeat:
    """Put the open question again."""


@dataclass(frozen=True)
class Chat:
    """A dialogue act that is answered without moving anything."""

    act: str


@dataclass(frozen=True)
class Meanwhile:
    """A question in between: said is the response that answers it, or else that we do not know how long it takes."""

    utter: str | None = None


@dataclass(frozen=True)
class OfferPerson:
    """Ask whether a person should take over; `why` chooses the words, `reason` is the handoff's if they agree."""

    why: str
    reason: str


@dataclass(frozen=True)
class Clarify:
    """Several things could be meant: flow ids and topics, likeliest first."""

    options: Sequence[str]


@dataclass(frozen=True)
class NoneOfThese:
    """The listener turned a clarification down."""


@dataclass(frozen=True)
class CannotHandle:
    """Nothing that was said fits; `likeliest` are the topics to offer when it happens again."""

    likeliest: Sequence[str] = ()
    # A "no" that answers nothing is half a complaint; it brings the person nearer.
    weight: int = 1


Command = (
    Answer
    | Correct
    | Retell
    | StartFlow
    | Search
    | CancelFlow
    | HumanHandoff
    | Repeat
    | Chat
    | Meanwhile
    | OfferPerson
    | Clarify
    | NoneOfThese
    | CannotHandle
)
