"""Addresses follow from the ports, unless they are given. The demo reads its own in the same way."""

import pytest

from actions.settings import Settings
from demo.settings import Settings as DemoSettings


@pytest.fixture(autouse=True)
def no_environment(monkeypatch):
    for name in ("INTERNAL_URL", "INTERNAL_PORT", "ACCOUNT_URL", "DEMO_PORT", "PUBLIC_URL", "GATEWAY_PORT", "HOST"):
        monkeypatch.delenv(f"SOUNDCHECK_{name}", raising=False)
    for name in ("INTERNAL_SECRET", "ACCOUNT_SECRET", "IDENTITY_KEY"):
        monkeypatch.setenv(f"SOUNDCHECK_{name}", "a secret")


def test_by_default_everything_is_on_loopback():
    assert (Settings().gateway_address, Settings().accounts_address) == (
        "http://127.0.0.1:8081",
        "http://127.0.0.1:8090",
    )
    assert DemoSettings().desk_url == "http://127.0.0.1:8080"


def test_addresses_follow_from_the_ports(monkeypatch):
    monkeypatch.setenv("SOUNDCHECK_INTERNAL_PORT", "18081")
    monkeypatch.setenv("SOUNDCHECK_GATEWAY_PORT", "18080")
    monkeypatch.setenv("SOUNDCHECK_HOST", "0.0.0.0")

    assert Settings().gateway_address == "http://127.0.0.1:18081"
    assert DemoSettings().desk_url == "http://127.0.0.1:18080"


def test_an_address_that_is_given_counts_and_an_empty_one_does_not(monkeypatch):
    monkeypatch.setenv("SOUNDCHECK_ACCOUNT_URL", "https://accounts.example")
    monkeypatch.setenv("SOUNDCHECK_INTERNAL_URL", "")
    monkeypatch.setenv("SOUNDCHECK_PUBLIC_URL", "https://support.example/")

    assert Settings().accounts_address == "https://accounts.example"
    assert Settings().gateway_address == "http://127.0.0.1:8081"
    assert DemoSettings().desk_url == "https://support.example"
