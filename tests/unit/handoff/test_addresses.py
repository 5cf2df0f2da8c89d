"""Whom a limit counts: the client behind our proxies, and of IPv6 the whole network that one customer has."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import make_mocked_request

from handoff.entrypoints.addresses import client_address


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("no address", "no address"),
    ],
)
def test_the_address_that_is_counted(said: str, counted: str) -> None:
    request = make_mocked_request("GET", "/", {"X-Forwarded-For": said}).clone(remote="10.0.0.1")

    assert client_address(request, frozenset({"10.0.0.1"})) == counted


def test_what_a_stranger_says_of_itself_is_not_believed() -> None:
    request = make_mocked_request("GET", "/", {"X-Forwarded-For": "203.0.113.7"}).clone(remote="192.0.2.9")

    assert client_address(request, frozenset({"10.0.0.1"})) == "192.0.2.9"
