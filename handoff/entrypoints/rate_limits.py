"""How much one person, and one address, may ask. A full window names the time to wait.

By hand, because the library for it starts a thread for every command, and in it looks at everybody who ever asked.
"""

from __future__ import annotations

import time
from collections import deque

from handoff.domain.errors import RateLimited

#: Many listeners may sit behind one address.
_ADDRESS_FACTOR = 10
_MINUTE = 60


class RateLimits:
    """`messages` is what one person may send in ten seconds; everything else follows from it."""

    def __init__(self, messages: int) -> None:
        self._messages = _MovingWindow(messages, 10)
        # Reads and transitions are cheap for an honest page and come in bursts after a reconnect.
        self._commands = _MovingWindow(messages * 4, 10)
        self._typing = _MovingWindow(messages, 30)
        self._address = _MovingWindow(messages * _ADDRESS_FACTOR, 10)
        self._votes = _MovingWindow(messages, _MINUTE)
        self._login = _MovingWindow(5, 15 * _MINUTE)
        self._login_address = _MovingWindow(messages, 15 * _MINUTE)

    def command(self, name: str, person: str, address: str) -> None:
        """RateLimited when this person, or everybody at this address, asked too much."""
        kinds = {"post_message": self._messages, "add_note": self._messages, "type": self._typing}
        self._address.spend(address)
        kinds.get(name, self._commands).spend(person)

    def visit(self, address: str) -> None:
        self._address.spend(address)

    def vote(self, address: str) -> None:
        self._votes.spend(address)

    def login(self, email: str, address: str) -> None:
        self._login_address.spend(address)
        self._login.spend(email)


class _MovingWindow:
    """At most `amount` in any `seconds`, for each key apart. What is refused does not count."""

    def __init__(self, amount: int, seconds: float) -> None:
        self._amount = amount
        self._seconds = seconds
        #: When each key was let through; who came last is last.
        self._times: dict[str, deque[float]] = {}

    def spend(self, key: str) -> None:
        now = time.monotonic()
        self._forget_until(now - self._seconds)
        times = self._times.get(key) or deque()
        while times and times[0] <= now - self._seconds:
            times.popleft()
        if len(times) >= self._amount:
            raise RateLimited(max(100, int((times[0] + self._seconds - now) * 1000)))
        times.append(now)
        self._times.pop(key, None)
        self._times[key] = times

    def _forget_until(self, instant: float) -> None:
        """Whoever has not been here since."""
        while self._times and self._times[first := next(iter(self._times))][-1] <= instant:
            del self._times[first]
