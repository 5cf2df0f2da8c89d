"""Everything the desk refuses on purpose: a code for machines, a sentence for people."""

from __future__ import annotations

from typing import ClassVar


class HandoffError(Exception):
    """What this service refuses on purpose.

    * HandoffError
        * BadRequest             bad_request
        * Unauthenticated        unauthenticated
        * NotFound               not_found (also for what exists but is not yours)
        * TooLarge               too_large
        * RateLimited            rate_limited
        * Conflict               conflict (a client id came back with another body)
        * AlreadyAssigned        already_assigned
        * AtCapacity             at_capacity
        * InvalidTransition      invalid_transition
        * StaleChoice            stale_choice
        * ConversationClosed     closed
        * AssistantUnavailable   unavailable (the gateway tries again, then offers a person)
    """

    code: ClassVar[str] = "unavailable"
    sentence: ClassVar[str] = "Something went wrong. Please try again."

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else self.sentence


class BadRequest(HandoffError):
    code = "bad_request"
    sentence = "That request is not understood."


class Unauthenticated(HandoffError):
    code = "unauthenticated"
    sentence = "Please sign in again."


class NotFound(HandoffError):
    code = "not_found"
    sentence = "There is no such conversation."


class TooLarge(HandoffError):
    code = "too_large"
    sentence = "That is too long to send."


class RateLimited(HandoffError):
    code = "rate_limited"
    sentence = "That was a lot at once. Please wait a moment."

    def __init__(self, retry_after_ms: int) -> None:
        super().__init__()
        self.retry_after_ms = retry_after_ms

    def __str__(self) -> str:
        return self.sentence


class Conflict(HandoffError):
    code = "conflict"
    sentence = "This was already sent with different words."


class AlreadyAssigned(HandoffError):
    """Somebody else is in charge. Carries their name for the one who came second."""

    code = "already_assigned"

    def __init__(self, assignee_name: str) -> None:
        super().__init__(f"{assignee_name} has this conversation.")
        self.assignee_name = assignee_name


class AtCapacity(HandoffError):
    """An agent has as many conversations as they can have at once."""

    code = "at_capacity"


class InvalidTransition(HandoffError):
    code = "invalid_transition"

    def __init__(self, status: str, event: str) -> None:
        super().__init__(f"A conversation that is {status.replace('_', ' ')} cannot {event.replace('_', ' ')}.")
        self.status = status
        self.event = event


class StaleChoice(HandoffError):
    code = "stale_choice"
    sentence = "That button belongs to an earlier question."


class ConversationClosed(HandoffError):
    code = "closed"
    sentence = "This conversation is closed. Please start a new one."


class AssistantUnavailable(HandoffError):
    """The assistant gave no usable answer in time."""

    code = "unavailable"
    sentence = "The assistant cannot answer right now."
