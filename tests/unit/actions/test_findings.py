"""What each diagnostics bundle tells, and that no bundle can break the reading of it."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.diagnostics import Bundle, facts
from actions.findings import RULES, find
from actions.limits import Limits, PlanLimits

LIMITS = Limits(
    default=PlanLimits(10000, 5),
    plans={"mini": PlanLimits(30, 1), "free": PlanLimits(0, 0)},
    days_online=30,
    free_space_mb=1000,
)
OFF_WIFI = {"network": {"type": "cellular"}}


@pytest.mark.parametrize(
    ("bundle", "found"),
    [
        ({}, []),
        ({"settings": {"offline_mode": True}}, ["offline_mode_on"]),
        ({"settings": {"offline_mode": False}}, []),
        (
            {**OFF_WIFI, "settings": {"download_over_cellular": False}, "downloads": {"queued": 1}},
            ["downloads_wifi_only", "download_queue_stuck"],
        ),
        (
            {**OFF_WIFI, "settings": {"download_over_cellular": True}, "downloads": {"queued": 1}},
            ["download_queue_stuck"],
        ),
        ({**OFF_WIFI, "settings": {"download_over_cellular": False}, "downloads": {"queued": 0}}, []),
        (
            {
                "network": {"type": "wifi"},
                "settings": {"download_over_cellular": False},
                "downloads": {"queued": 9},
            },
            ["download_queue_stuck"],
        ),
        ({"downloads": {"failed": 2}}, ["download_queue_stuck"]),
        ({"storage": {"free_mb": 999}}, ["storage_low"]),
        ({"storage": {"free_mb": 1000}}, []),
        ({"downloads": {"songs": 10000}}, ["song_limit_reached"]),
        ({"downloads": {"songs": 9999}}, []),
        ({"plan": "mini", "downloads": {"songs": 30}}, ["song_limit_reached"]),
        ({"plan": "free", "downloads": {"songs": 3}}, ["plan_without_downloads"]),
        ({"downloads": {"devices": 5}}, []),
        ({"downloads": {"devices": 6}}, ["device_limit_reached"]),
        ({"downloads": {"days_since_online": 30}}, ["offline_too_long"]),
        ({"downloads": {"days_since_online": 29}}, []),
        ({"battery_saver": True}, ["battery_saver_on"]),
        ({"settings": {"data_saver": True}}, ["data_saver_on"]),
        ({"app_version": "8.9.12", "latest_app_version": "8.10"}, ["app_outdated"]),
        ({"app_version": "8.10.0", "latest_app_version": "8.10"}, []),
        ({"app_version": "8.9.12"}, []),
        ({"recent_errors": [{"code": "stream_stalled", "count": 3}]}, ["network_weak"]),
        ({"recent_errors": [{"code": "stream_stalled", "count": 2}]}, []),
        ({"recent_errors": [{"code": "download_paused", "count": 12}]}, []),
    ],
)
def test_a_bundle_tells_exactly_these_findings(bundle, found):
    assert [finding.finding_id for finding in find(Bundle(bundle), LIMITS)] == found


def test_the_rules_are_those_of_the_documentation():
    table = Path("docs/diagnostics.md").read_text(encoding="utf-8").partition("| --- |")[2]
    documented = [line.split("`")[1] for line in table.splitlines() if line.startswith("| `")]

    assert list(RULES) == documented


def test_the_agents_card_gets_sentences_with_the_numbers():
    bundle = Bundle({"storage": {"free_mb": 380}, "downloads": {"songs": 12000}})

    assert [finding.text for finding in find(bundle, LIMITS)] == [
        "Only 380 MB of storage are free.",
        "12,000 songs are downloaded; the plan's limit is 10,000.",
    ]


def test_facts_are_taken_only_where_the_value_is_a_known_one():
    bundle = Bundle({"platform": "fridge", "plan": "mini", "device": 7, "network": {"type": "wifi"}, "region": " "})

    assert facts(bundle) == {
        "platform": None, "device": None, "os": None, "app_version": None, "plan": "mini", "region": None,
        "network": "wifi",
    }  # fmt: skip


KEYS = st.sampled_from(
    ["platform", "network", "type", "settings", "downloads", "songs", "queued", "storage", "free_mb", "count", "code",
     "recent_errors", "offline_mode", "app_version", "latest_app_version", "plan", "battery_saver"]
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


# A busy machine is no mistake of the rules.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_no_bundle_however_malformed_raises(bundle):
    find(Bundle(bundle), LIMITS)
    facts(Bundle(bundle))
