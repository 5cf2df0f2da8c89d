"""Asks the gateway for what it keeps, by its own command: agents, passwords unseen; listeners; votes; what failed."""

from __future__ import annotations

import subprocess
import sys

from soundcheck.settings import ROOT, Settings


class AgentProblem(Exception):
    """The gateway refused; its own sentence says why."""


def add(settings: Settings, email: str, name: str, password: str) -> str:
    """Create an agent."""
    return _ask(settings, ["add-agent", "--email", email, "--name", name], password)


def listing(settings: Settings) -> str:
    """Every agent, one a line."""
    return _ask(settings, ["list-agents"])


def disable(settings: Settings, email: str) -> str:
    """End an agent's access; what they wrote stays."""
    return _ask(settings, ["disable-agent", "--email", email])


def set_capacity(settings: Settings, email: str, capacity: int) -> str:
    """How many conversations an agent may have at once."""
    return _ask(settings, ["set-capacity", "--email", email, "--capacity", str(capacity)])


def set_password(settings: Settings, email: str, password: str) -> str:
    """Replace an agent's password."""
    return _ask(settings, ["set-password", "--email", email], password)


def article_votes(settings: Settings) -> str:
    """What visitors of the help centre thought of the articles, as JSON."""
    return _ask(settings, ["article-votes"])


def understanding(settings: Settings, below: float, days: int) -> str:
    """Messages that the assistant did not know, one JSON object a line. Unredacted: for the caller's memory only."""
    return _ask(settings, ["export-understanding", "--below", str(below), "--days", str(days)])


def of_listener(settings: Settings, command: str, whom: list[str]) -> str:
    """Carry out `export-listener` or `erase-listener`; the answer is JSON."""
    return _ask(settings, [command, *whom])


def erase_older(settings: Settings, days: int) -> str:
    """Delete conversations in which so long nothing was said; the ids of the conversations, as JSON."""
    return _ask(settings, ["erase-older", "--days", str(days)])


def _ask(settings: Settings, arguments: list[str], password: str = "") -> str:
    # The password goes through stdin: arguments can be read by every process of the machine.
    done = subprocess.run(
        [sys.executable, "-m", "handoff", *arguments],
        env=dict(settings.environment),
        cwd=ROOT,
        input=password,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise AgentProblem((done.stderr or done.stdout).strip().splitlines()[-1])
    return done.stdout.strip()
