"""The browser of tests and pictures: the system's Chromium, quiet and without its own traffic."""

from __future__ import annotations

import os
import shutil

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def path() -> str:
    """Where it is; `SOUNDCHECK_CHROMIUM` names another one."""
    found = os.environ.get("SOUNDCHECK_CHROMIUM") or shutil.which("chromium")
    if not found:
        raise RuntimeError("Chromium is not installed: `make test` installs it, or set SOUNDCHECK_CHROMIUM.")
    return found
