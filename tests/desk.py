"""The real desk as tests use it: started as its users do, and watched for what it leaves behind."""

from __future__ import annotations

import json
import os
import signal
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from soundcheck import trial
from soundcheck.trial import Trial


@dataclass(frozen=True)
class Desk(Trial):
    """A desk at work, with the ways in which a test may disturb or question it."""

    def agents_online(self) -> int:
        """How many agents the gateway counts on, asked as the actions ask."""
        request = urllib.request.Request(
            f"{self.settings['INTERNAL_URL']}/internal/v1/desk",
            headers={"Authorization": f"Bearer {self.settings['INTERNAL_SECRET']}"},
        )
        with urllib.request.urlopen(request, timeout=5) as answer:
            return int(json.load(answer)["agents_online"])

    @contextmanager
    def paused(self, module: str) -> Iterator[None]:
        """A part that does nothing for a while, as on an overloaded machine."""
        pid = self.pids()[module]
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)


@contextmanager
def running_desk(directory: Path, environment: Mapping[str, str] | None = None) -> Iterator[Desk]:
    """A desk from its first start to its stop; what it leaves running is a failure."""
    with trial.running(directory, environment) as started:
        yield Desk(**vars(started))
        parts = psutil.Process(started.process.pid).children(recursive=True)
    left = [part for part in parts if part.is_running() and part.status() != psutil.STATUS_ZOMBIE]
    assert not left, f"The desk left behind: {left}"
