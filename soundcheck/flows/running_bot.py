"""Asks the running assistant which flows and which model it is at work with."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

from soundcheck.settings import Settings

HEALTH = "/webhooks/soundcheck/health"
ASK_SECONDS = 10.0
POLL_SECONDS = 0.05


def at_work(config: Settings) -> Mapping[str, Any] | None:
    """`flows` and `model`; null when no assistant runs here, or none that is ready."""
    # Always the part's own address on loopback, never through a proxy of the environment.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(config["RASA_URL"] + HEALTH, timeout=ASK_SECONDS) as answer:
            given: Mapping[str, Any] = json.load(answer)
            return given
    except (urllib.error.URLError, OSError, ValueError):
        return None


def wait_for(config: Settings, number: int, patience_seconds: float) -> bool:
    """Whether new conversations get the version before patience ends."""
    deadline = time.monotonic() + patience_seconds
    while time.monotonic() < deadline:
        working = at_work(config)
        if working is not None and working.get("flows") == number:
            return True
        time.sleep(POLL_SECONDS)
    return False
