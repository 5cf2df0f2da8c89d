"""What the engine asks its caller to do, one thing at a time; how it is done is the caller's business."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

# The longest sensible turn says a handful of things; twice Rasa's default limit of ten predictions leaves room for
# a correction that walks a whole flow again, and still ends long before a listener would be flooded.
MAX_EFFECTS = 20


@dataclass(frozen=True)
class Outcome:
    """How a flow ended; the texts are rendered."""

    result: str
    cause: str | None = None
    prevention: str | None = None
    article: str | None = None


@dataclass(frozen=True)
class Say:
    """Send a response; `context` holds what `{context.…}` placeholders and extra `buttons` need."""

    response: str
    flow: str
    step: str
    context: Mapping[str, Any] = field(default_factory=dict)
    metadata: Mapping[str, Any] = field(default_factory=dict)
    outcome: Outcome | None = None


@dataclass(frozen=True)
class Run:
    """Run a custom action; it acknowledges `call_id` in the slot `flow_call_result`."""

    action: str
    call_id: str
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Listen:
    """The turn is over; the next one starts with a message."""


Effect = Say | Run | Listen


@dataclass(frozen=True)
class Passed:
    """Something on the way to an effect; `what` is started, step, completed, cancelled or set.

    `name` is the flow's or the slot's, `value` the id of the step or the value of the slot.
    """

    what: str
    name: str
    value: Any = None


@dataclass(frozen=True)
class Decision:
    """One effect, the state after it, the slots that changed, and why, in sentences without the listener's words.

    `passed` is the same way for programs: every step, also those that neither said nor changed anything in the end.
    """

    effect: Effect
    state: dict[str, Any]
    slots: dict[str, Any] = field(default_factory=dict)
    trace: Sequence[str] = field(default_factory=tuple)
    passed: Sequence[Passed] = field(default_factory=tuple)


@dataclass(frozen=True)
class Rendered:
    """A response ready to send; each button has a title and a payload."""

    text: str
    buttons: Sequence[Mapping[str, str]] = field(default_factory=tuple)
