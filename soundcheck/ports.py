"""Says before anything starts which port is taken, and by which setting it can be changed."""

from __future__ import annotations

import socket

from soundcheck.settings import Settings

#: The others always listen on loopback.
MEANT_FOR_OUTSIDE = ("gateway", "demo")
ON_LOOPBACK = ("internal", "rasa", "actions")


def problems(settings: Settings, demo: bool = True) -> list[str]:
    """One sentence for each port that cannot be had; none when the desk can start."""
    outside = [part for part in MEANT_FOR_OUTSIDE if demo or part != "demo"]
    wanted = [(part, settings.host) for part in outside] + [(part, "127.0.0.1") for part in ON_LOOPBACK]
    numbers = [settings.port(part) for part, _ in wanted]
    found = [
        f"Port {number} is given to several parts: change one of the SOUNDCHECK_…_PORT settings."
        for number in sorted({number for number in numbers if numbers.count(number) > 1})
    ]
    for part, host in wanted:
        refusal = _refusal(host, settings.port(part))
        if refusal:
            setting = f"SOUNDCHECK_{part.upper()}_PORT"
            found.append(f"The {part} cannot listen on {host}:{settings.port(part)} ({refusal}): set {setting}.")
    return found


def _refusal(host: str, port: int) -> str | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # What a stopped desk left behind in TIME_WAIT is no obstacle to the servers either.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return (error.strerror or str(error)).lower()
    return None
