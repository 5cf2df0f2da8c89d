"""The base of everything on the wire: strict, frozen, closed to unknown fields. Leaves meaning to its neighbours."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Namespace = Literal["listener", "agent"]

#: Longest text a person may send, in characters. Long enough for a pasted log, short enough for a bot turn.
MAX_TEXT = 8_000

Id = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_.:-]+$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=MAX_TEXT)]
Seq = Annotated[int, Field(ge=0)]
#: An instant in UTC, RFC 3339 with milliseconds, `2026-11-25T09:30:00.000Z`. Pages show it in the reader's own zone.
Instant = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]


class Wire(BaseModel):
    """A value on the wire. Unknown, missing or ill-typed fields are refused, never guessed."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, json_schema_serialization_defaults_required=True
    )


class Command(Wire):
    """Something a page asks. Answered by its acknowledgement: its `reply`, or a `Refusal`."""

    name: ClassVar[str]
    #: The Socket.IO namespaces that may send it.
    namespaces: ClassVar[frozenset[Namespace]]
    reply: ClassVar[type[Reply]]
    example: ClassVar[dict[str, object]]


class Event(Wire):
    """Something that happened, told to every page of its audience. Pages ignore names they do not know."""

    name: ClassVar[str]
    audience: ClassVar[frozenset[Namespace]]
    example: ClassVar[dict[str, object]]


class Reply(Wire):
    """A command was carried out and, where it writes, committed."""

    ok: Literal[True] = True
