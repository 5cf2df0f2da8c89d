"""Buttons: which question is open, and what its button means. Pages only know titles."""

from __future__ import annotations

from handoff.domain.conversation import RESOLVED, WITH_BOT, Conversation
from handoff.domain.errors import BadRequest, StaleChoice
from handoff.domain.message import Button, Choice
from handoff.service_layer.ports import UnitOfWork


async def chosen_button(tx: UnitOfWork, conversation: Conversation, choice: Choice) -> Button:
    """The pressed button of the latest open question; StaleChoice when the conversation has gone on."""
    question = await tx.messages.latest_question(conversation.conversation_id)
    if question is None or question.seq != choice.seq or question.answered:
        raise StaleChoice
    # A question dies with the ownership of whoever asked it.
    if conversation.status != (WITH_BOT if question.author == "bot" else RESOLVED):
        raise StaleChoice
    if choice.button >= len(question.buttons):
        raise BadRequest("There is no such button.")
    return question.buttons[choice.button]
