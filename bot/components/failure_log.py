"""Describes an error for the log by its kind and place, without its message, which may quote the listener."""

from __future__ import annotations

import traceback


def where_it_failed(error: BaseException) -> str:
    """`KeyError` and the lines of code that led there."""
    return f"{type(error).__name__}\n" + "".join(traceback.format_tb(error.__traceback__)).rstrip()
