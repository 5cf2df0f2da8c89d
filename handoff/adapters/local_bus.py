"""The bus of a gateway that runs as one process."""

from __future__ import annotations

from collections.abc import Callable

from handoff.service_layer.ports import Poke


class LocalBus:
    def __init__(self) -> None:
        self._receivers: list[Callable[[Poke], None]] = []

    def publish(self, poke: Poke) -> None:
        for receive in self._receivers:
            receive(poke)

    def subscribe(self, receive: Callable[[Poke], None]) -> None:
        self._receivers.append(receive)
