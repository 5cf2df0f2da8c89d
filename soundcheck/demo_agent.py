"""The agent that a new installation can log in as. Made at the first start, with a password of its own."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from soundcheck import agents
from soundcheck.settings import Settings, write_private

EMAIL = "maya@example.com"
NAME = "Maya"


@dataclass(frozen=True)
class Login:
    """What the console asks for."""

    email: str
    password: str


def ensure(settings: Settings) -> Login:
    """The demo agent's login; creates the agent once for an installation. Runs before the gateway serves."""
    path = _path(settings)
    if not path.exists():
        password = secrets.token_urlsafe(12)
        agents.add(settings, EMAIL, NAME, password)
        write_private(path, {"email": EMAIL, "password": password})
    return read(settings)


def read(settings: Settings) -> Login:
    """The login that `ensure` keeps."""
    kept = json.loads(_path(settings).read_text(encoding="utf-8"))
    return Login(kept["email"], kept["password"])


def _path(settings: Settings) -> Path:
    return settings.data_dir / "demo-agent.json"
