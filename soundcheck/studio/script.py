"""What the page asks to be played: where to begin, what is pretended, and everything the listener said."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

MAX_INPUTS = 80


class Input(BaseModel):
    """`payload` is that of a pressed button; `intent` is what the writer says a text means."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=2_000)
    payload: str | None = Field(default=None, max_length=500)
    intent: str | None = Field(default=None, max_length=100)


class Script(BaseModel):
    """A conversation to replay. With `step` it begins there, in the midst of the flow."""

    model_config = ConfigDict(extra="forbid")

    flow: str = Field(max_length=100)
    step: str | None = Field(default=None, max_length=200)
    #: What app and account report: a scenario of the demo, and over it single slots.
    scenario: str | None = Field(default=None, max_length=100)
    known: dict[str, bool | float | str] = Field(default_factory=dict, max_length=100)
    #: The actions that fail.
    failing: list[str] = Field(default_factory=list, max_length=50)
    inputs: list[Input] = Field(default_factory=list, max_length=MAX_INPUTS)
