"""Reads and authenticates one request of the gateway: the signature, the time, the shape of the body."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import Any

# Far enough for a clock that is a little off, too short for a recording to be of use.
MAX_SKEW_SECONDS = 60
MAX_BODY_BYTES = 128 * 1024


class Unauthorized(Exception):
    """The request is not the gateway's, or it is too old."""


class BadRequest(Exception):
    """The body is not what the contract says; the message tells what is wrong."""


@dataclass(frozen=True)
class TurnRequest:
    """One message of a listener; `payload` is that of a pressed button."""

    conversation_id: str
    message_id: str
    text: str
    payload: str | None = None
    context: dict[str, Any] = field(default_factory=dict)


def signature_of(secret: str, timestamp: str, body: bytes) -> str:
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def check_signature(secret: str, timestamp: str, signature: str, body: bytes, now: float) -> None:
    try:
        skew = abs(now - int(timestamp))
    except ValueError as error:
        raise Unauthorized from error
    right = hmac.compare_digest(signature_of(secret, timestamp, body).encode(), signature.encode())
    if not right or skew > MAX_SKEW_SECONDS:
        raise Unauthorized


def read_turn(body: bytes) -> TurnRequest:
    if len(body) > MAX_BODY_BYTES:
        raise BadRequest(f"the body is longer than {MAX_BODY_BYTES} bytes")
    try:
        content = json.loads(body)
    except ValueError as error:
        raise BadRequest("the body is not JSON") from error
    if not isinstance(content, dict):
        raise BadRequest("the body is not a JSON object")
    turn = TurnRequest(
        conversation_id=_text(content, "conversation_id"),
        message_id=_text(content, "message_id"),
        text=_text(content, "text", may_be_empty=True),
        payload=content.get("payload"),
        context=content.get("context") or {},
    )
    if turn.payload is not None and (not isinstance(turn.payload, str) or not turn.payload):
        raise BadRequest("payload is neither null nor a text")
    if not isinstance(turn.context, dict):
        raise BadRequest("context is not an object")
    if not turn.text.strip() and turn.payload is None:
        raise BadRequest("text is empty and there is no payload")
    return turn


def _text(content: dict[str, Any], key: str, *, may_be_empty: bool = False) -> str:
    value = content.get(key)
    if not isinstance(value, str) or not (value or may_be_empty):
        raise BadRequest(f"{key} is missing or not a text")
    return value
