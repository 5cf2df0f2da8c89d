"""Why the bot gives a conversation to a person, in words for the agent's card."""

REASONS = {
    "asked_for_person": "The listener asked for a person.",
    "steps_exhausted": "The bot has tried every step it knows, and the problem is still there.",
    "not_understood": "The bot did not understand what the listener needs.",
    "needs_account_access": "It takes someone who may look into the account.",
    "bot_unavailable": "The bot could not answer.",
    "frustrated": "The listener is frustrated.",
}
#: For a flow that hands off without saying why.
DEFAULT = "asked_for_person"


def reason_of(slot: object) -> str:
    """The reason that the flow gave, if it is one."""
    return slot if isinstance(slot, str) and slot in REASONS else DEFAULT
