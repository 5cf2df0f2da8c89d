"""Errors as refusals of the protocol: the one place that knows both."""

from __future__ import annotations

import json
from typing import Any, TypeVar, cast

import structlog
from aiohttp import web
from pydantic import ValidationError

from handoff.domain.errors import BadRequest, HandoffError, RateLimited
from handoff.protocol.replies import Code, Refusal
from handoff.protocol.wire import Command

_LOG = structlog.get_logger(__name__)
_STATUS = {
    "bad_request": 400,
    "unauthenticated": 401,
    "not_found": 404,
    "too_large": 413,
    "rate_limited": 429,
    "unavailable": 503,
}
AnyCommand = TypeVar("AnyCommand", bound=Command)


def parse(shape: type[AnyCommand], data: Any) -> AnyCommand:
    """The command, or BadRequest that names the field."""
    try:
        return shape.model_validate_json(json.dumps(data))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "payload"
        raise BadRequest(f"{where}: {first['msg']}") from error
    except (TypeError, ValueError, RecursionError) as error:
        raise BadRequest("The payload is not JSON.") from error


def refusal_of(error: Exception, **context: Any) -> Refusal:
    """What the page is told. What nobody foresaw is logged by its type, never with what was said."""
    if isinstance(error, HandoffError):
        wait = error.retry_after_ms if isinstance(error, RateLimited) else None
        return Refusal(code=cast(Code, error.code), message=str(error), retry_after_ms=wait)
    _LOG.error("unexpected", error=type(error).__name__, exc_info=error, **context)
    return Refusal(code="unavailable", message=HandoffError.sentence)


def as_response(refusal: Refusal) -> web.Response:
    status, headers = status_and_headers(refusal)
    return web.json_response(refusal.model_dump(mode="json"), status=status, headers=headers)


def status_and_headers(refusal: Refusal) -> tuple[int, dict[str, str]]:
    """What HTTP says of it, whatever the answer is written in."""
    wait = refusal.retry_after_ms
    return _STATUS.get(refusal.code, 409), {} if wait is None else {"Retry-After": str(-(-wait // 1000))}
