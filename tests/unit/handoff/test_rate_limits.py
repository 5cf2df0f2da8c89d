"""How much one may ask: as much as is said in any stretch of time, and nobody is remembered for longer than it."""

from __future__ import annotations

import threading
import time

import pytest

from handoff.domain.errors import RateLimited
from handoff.entrypoints.rate_limits import RateLimits


class Time:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_000.0
        monkeypatch.setattr(time, "monotonic", lambda: self.now)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Time:
    return Time(monkeypatch)


def test_the_window_moves_with_the_first_message_in_it(clock: Time) -> None:
    limits = RateLimits(2)
    limits.command("post_message", "sam", "here")
    clock.now += 4
    limits.command("post_message", "sam", "here")

    with pytest.raises(RateLimited) as refused:
        limits.command("post_message", "sam", "here")
    assert refused.value.retry_after_ms == 6_000
    clock.now += 6
    limits.command("post_message", "sam", "here")
    with pytest.raises(RateLimited):
        limits.command("post_message", "sam", "here")


def test_what_was_refused_does_not_count(clock: Time) -> None:
    limits = RateLimits(1)
    limits.command("post_message", "sam", "here")
    for _ in range(5):
        clock.now += 1.5
        with pytest.raises(RateLimited):
            limits.command("post_message", "sam", "here")

    clock.now += 2.5
    limits.command("post_message", "sam", "here")


def test_people_have_their_own_and_share_their_address(clock: Time) -> None:
    limits = RateLimits(1)
    for n in range(10):
        limits.command("post_message", f"listener {n}", "a school")

    with pytest.raises(RateLimited):
        limits.command("post_message", "one more", "a school")
    limits.command("post_message", "one more", "at home")


def test_who_stays_away_is_forgotten(clock: Time) -> None:
    limits = RateLimits(1)
    for n in range(1_000):
        limits.command("post_message", f"listener {n}", f"address {n}")
    clock.now += 10
    limits.command("post_message", "sam", "here")

    assert list(limits._messages._times) == ["sam"]
    assert list(limits._address._times) == ["here"]


def test_no_thread_is_started() -> None:
    before = threading.active_count()
    limits = RateLimits(100)
    for _ in range(50):
        limits.command("post_message", "sam", "here")

    assert threading.active_count() == before
