"""How much one person, and one address, may ask. A full bucket names the time to wait."""

from __future__ import annotations

import time

from limits import RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from handoff.domain.errors import RateLimited

#: Many listeners may sit behind one address.
_ADDRESS_FACTOR = 10


class RateLimits:
    """`messages` is what one person may send in ten seconds; everything else follows from it."""

    def __init__(self, messages: int) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._messages = RateLimitItemPerSecond(messages, 10, namespace="messages")
        # Reads and transitions are cheap for an honest page and come in bursts after a reconnect.
        self._commands = RateLimitItemPerSecond(messages * 4, 10, namespace="commands")
        self._typing = RateLimitItemPerSecond(messages, 30, namespace="typing")
        self._address = RateLimitItemPerSecond(messages * _ADDRESS_FACTOR, 10, namespace="address")
        self._votes = RateLimitItemPerMinute(messages, 1, namespace="votes")
        self._login = RateLimitItemPerMinute(5, 15, namespace="login")
        self._login_address = RateLimitItemPerMinute(messages, 15, namespace="login_address")

    def command(self, name: str, person: str, address: str) -> None:
        """RateLimited when this person, or everybody at this address, asked too much."""
        kinds = {"post_message": self._messages, "add_note": self._messages, "type": self._typing}
        self._spend(self._address, address)
        self._spend(kinds.get(name, self._commands), person)

    def visit(self, address: str) -> None:
        self._spend(self._address, address)

    def vote(self, address: str) -> None:
        self._spend(self._votes, address)

    def login(self, email: str, address: str) -> None:
        self._spend(self._login_address, address)
        self._spend(self._login, email)

    def _spend(self, item: RateLimitItemPerSecond | RateLimitItemPerMinute, key: str) -> None:
        if not self._limiter.hit(item, key):
            reset_at = self._limiter.get_window_stats(item, key).reset_time
            raise RateLimited(max(100, int((reset_at - time.time()) * 1000)))
