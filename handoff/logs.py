"""Logs: one JSON line per event with ids and codes, never with what people said."""

from __future__ import annotations

import logging
import sys
import traceback

import structlog
from structlog.typing import ExcInfo


def configure(level: str) -> None:
    """Other libraries' loggers stay at WARNING: some of them print whole packets."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(trace),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )


def trace(exc_info: ExcInfo) -> str:
    """Where an error and its causes came from, with the first line of what each says.

    The lines after it quote: databases the row that they refused, validators the value.
    """
    told: list[str] = []
    error: BaseException | None = exc_info[1]
    while error is not None:
        summary = next(iter(str(error).splitlines()), "")
        told.insert(0, "".join(traceback.format_tb(error.__traceback__)) + f"{type(error).__name__}: {summary}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n\n".join(told)
