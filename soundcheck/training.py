"""Has the assistant trained when what it learns from has changed, and says how that goes."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console

from soundcheck.child import die_with_parent
from soundcheck.settings import ROOT

#: How often a terminal that cannot be redrawn hears that training goes on.
LINE_SECONDS = 20


class TrainingFailed(Exception):
    """The assistant could not be trained; the log says why."""


def train(environment: Mapping[str, str], log_dir: Path, console: Console) -> None:
    """Return when a fresh model lies in models/; does nothing when one does."""
    log_dir.mkdir(parents=True, exist_ok=True)
    log = log_dir / "train.log"
    started = told = time.monotonic()
    with log.open("wb") as file, console.status("Looking at the assistant's model …") as status:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.components.train"],
            env={**environment, "PYTHONUNBUFFERED": "1"},
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            preexec_fn=die_with_parent(os.getpid()),
        )
        try:
            while process.poll() is None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(1.0)
                now = time.monotonic()
                text = f"Training the assistant, {now - started:.0f} s so far. {_step(log)}"
                status.update(text)
                if not console.is_terminal and now - told >= LINE_SECONDS:
                    console.print(text)
                    told = now
        finally:
            process.terminate()
    if process.returncode:
        tail = log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]
        raise TrainingFailed("\n".join([*tail, f"The assistant could not be trained. The whole log is {log}."]))


def _step(log: Path) -> str:
    """What the training said last that is meant for people: a line that ends in three dots."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line for line in reversed(lines) if line.endswith("…")), "")
