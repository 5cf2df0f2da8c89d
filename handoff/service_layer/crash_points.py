"""Named places where fault tests let the process die as if by `kill -9`. Does nothing unless the environment asks."""

from __future__ import annotations

import os


def crash_point(name: str) -> None:
    """Die here if `SOUNDCHECK_CRASH_AT` says so: without clean-up, rollback or goodbye, as a real crash would."""
    if os.environ.get("SOUNDCHECK_CRASH_AT") == name:
        os._exit(137)
