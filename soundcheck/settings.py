"""The settings that every part reads from its environment, listed in docs/bot-contract.md: fills in what is not set.

Secrets are generated once for an installation and kept in the data directory, readable by its owner only.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PORTS = {
    "SOUNDCHECK_GATEWAY_PORT": 8080,
    "SOUNDCHECK_INTERNAL_PORT": 8081,
    "SOUNDCHECK_RASA_PORT": 5005,
    "SOUNDCHECK_ACTIONS_PORT": 5055,
    "SOUNDCHECK_DEMO_PORT": 8090,
}
SECRETS = (
    "SOUNDCHECK_CHANNEL_SECRET",
    "SOUNDCHECK_INTERNAL_SECRET",
    "SOUNDCHECK_ACCOUNT_SECRET",
    "SOUNDCHECK_IDENTITY_KEY",
)
#: The parts find models/, data/ and the built pages from here, wherever the command was given.
ROOT = Path(__file__).resolve().parents[1]

#: What the demo brings along, and who puts the desk behind their own app has to say.
INSTEAD_OF_THE_DEMO = {
    "SOUNDCHECK_ACCOUNT_URL": "your account service",
    "SOUNDCHECK_WIDGET_HOSTS": "the origins of the pages that embed the widget",
    "SOUNDCHECK_PUBLIC_URL": "the address at which browsers reach the desk",
}

#: Listening to every address is not an address that a browser can visit.
EVERY_ADDRESS = frozenset({"0.0.0.0", "::"})


class SettingProblem(Exception):
    """A setting that cannot work, said so that its reader knows which one to change."""


@dataclass(frozen=True)
class Settings:
    """The environment of every part, complete."""

    environment: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.environment[f"SOUNDCHECK_{name}"]

    @property
    def data_dir(self) -> Path:
        return Path(self["DATA_DIR"])

    @property
    def host(self) -> str:
        return self["HOST"]

    def port(self, part: str) -> int:
        """The port of `gateway`, `internal`, `rasa`, `actions` or `demo`."""
        return int(self[f"{part.upper()}_PORT"])

    @property
    def demo_url(self) -> str:
        return f"http://{_visible(self.host)}:{self.port('demo')}"


def load(environment: Mapping[str, str] = os.environ) -> Settings:
    """Every setting of docs/bot-contract.md, from the environment or by default; creates the data directory."""
    given = dict(environment)
    data_dir = Path(given.get("SOUNDCHECK_DATA_DIR") or "var").resolve()
    data_dir.mkdir(parents=True, exist_ok=True)
    ports = {name: _port(name, given.get(name), default) for name, default in PORTS.items()}
    host = given.get("SOUNDCHECK_HOST") or "127.0.0.1"
    demo = f"http://{_visible(host)}:{ports['SOUNDCHECK_DEMO_PORT']}"
    defaults = {
        "SOUNDCHECK_DATA_DIR": str(data_dir),
        "SOUNDCHECK_HOST": host,
        **{name: str(port) for name, port in ports.items()},
        "SOUNDCHECK_DATABASE_URL": f"sqlite+aiosqlite:///{data_dir / 'soundcheck.db'}",
        "SOUNDCHECK_RASA_URL": f"http://127.0.0.1:{ports['SOUNDCHECK_RASA_PORT']}",
        "SOUNDCHECK_ACTIONS_URL": f"http://127.0.0.1:{ports['SOUNDCHECK_ACTIONS_PORT']}",
        "SOUNDCHECK_INTERNAL_URL": f"http://127.0.0.1:{ports['SOUNDCHECK_INTERNAL_PORT']}",
        "SOUNDCHECK_ACCOUNT_URL": f"http://127.0.0.1:{ports['SOUNDCHECK_DEMO_PORT']}",
        "SOUNDCHECK_PUBLIC_URL": f"http://{_visible(host)}:{ports['SOUNDCHECK_GATEWAY_PORT']}",
        # On one machine both names of loopback are in people's fingers.
        "SOUNDCHECK_WIDGET_HOSTS": f"{demo},{demo.replace('127.0.0.1', 'localhost')}" if "127.0.0.1" in demo else demo,
        **_secrets(data_dir / "secrets.json"),
    }
    filled = {name: given.get(name) or default for name, default in defaults.items()}
    # A relative data directory would mean another place to a part with another working directory.
    return Settings({**given, **filled, "SOUNDCHECK_DATA_DIR": str(data_dir)})


def missing_without_demo(environment: Mapping[str, str] = os.environ) -> list[str]:
    """One sentence for each setting that only the demo could do without."""
    return [
        f"Without the demo, {name} has to be set: {meant}."
        for name, meant in INSTEAD_OF_THE_DEMO.items()
        if not environment.get(name)
    ]


def write_private(path: Path, content: dict[str, str]) -> None:
    """Write JSON that only its owner may read, whole or not at all."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(content, file, indent=2)
    draft.replace(path)


def _secrets(path: Path) -> dict[str, str]:
    known: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    missing = {name: secrets.token_urlsafe(32) for name in SECRETS if name not in known}
    if missing:
        known |= missing
        write_private(path, known)
    return {name: known[name] for name in SECRETS}


def _port(name: str, given: str | None, default: int) -> int:
    if not given:
        return default
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise SettingProblem(f"{name} is {given!r}, which is no port: give a number from 1 to 65535.")
    return int(given)


def _visible(host: str) -> str:
    return "127.0.0.1" if host in EVERY_ADDRESS else host
