"""Which processes make a desk, where they say that they are ready, and in which order they start."""

from __future__ import annotations

import sys

from soundcheck.child import Part
from soundcheck.settings import Settings


def stages(settings: Settings, demo: bool = True) -> tuple[tuple[Part, ...], ...]:
    """The gateway last: who can open a page finds a bot that answers."""

    def part(name: str, module: str, port: str, ready: str, patience: float = 60.0) -> Part:
        host = settings.host if port in ("gateway", "demo") else "127.0.0.1"
        # Asked on loopback: the machine's outer address may not be reachable from within.
        host = "127.0.0.1" if host in ("0.0.0.0", "::") else host
        url = f"http://{host}:{settings.port(port)}{ready}"
        return Part(name, (sys.executable, "-m", module), url, patience)

    return (
        (
            *([part("demo", "demo", "demo", "/health")] if demo else []),
            part("actions", "actions", "actions", "/health"),
            # Loading the model takes most of a start, many times as long on a small machine.
            part("rasa", "bot.components.serve", "rasa", "/webhooks/soundcheck/health", patience=300.0),
        ),
        (part("gateway", "handoff", "gateway", "/health"),),
    )
