"""The bot claims only what it knows: where nothing was reported it asks, and it looked only where it says so."""

import re

import pytest

from tests.content.walking import FINDINGS, FLOWS, Talk, found

READ = "action_read_diagnostics"
#: What the action leaves when the app reported nothing: every finding false, and no fact.
SILENCE = {f"finding_{name}": False for name in FINDINGS}


def test_no_flow_takes_silence_for_all_well():
    for path in FLOWS.glob("*.yml"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.search(r"finding_\w+ = false", line):
                assert "slots.app_version is not null" in line, f"{path.name}: {line.strip()}"


@pytest.mark.parametrize(
    ("topic", "presses", "question"),
    [
        ("offline_downloads", ["Phone", "Android", "They don't start or finish"], "utter_ask_sync_fixed"),
        ("offline_downloads", ["Phone", "Android", "The app says I'm offline"], "utter_ask_offline_mode_fixed"),
    ],
)
def test_where_the_app_reported_nothing_the_listener_is_asked(topic, presses, question):
    sam = Talk({READ: SILENCE})
    sam.hears(topic)
    for title in presses:
        said = sam.presses(title)
    assert said == [question]


@pytest.mark.parametrize("topic", ["playlist_not_updating", "search_problem", "podcasts_audiobooks"])
def test_a_listener_who_says_that_they_are_offline_is_not_told_that_the_app_reported_it(topic):
    sam = Talk({READ: SILENCE}, network="offline")
    sam.hears(topic)
    if topic == "podcasts_audiobooks":
        sam.presses("Episodes are missing")
    assert sam.texts[-1].startswith("Without a connection")


@pytest.mark.parametrize("topic", ["playlist_not_updating", "search_problem", "outage_question"])
def test_offline_mode_that_the_app_reports_is_named(topic):
    sam = Talk({READ: found("offline_mode_on")})
    sam.hears(topic)
    assert "its offline mode is on" in sam.texts[-1]


def test_a_free_plan_is_explained_without_claiming_to_have_looked():
    sam = Talk({READ: SILENCE}, plan="free")
    sam.hears("playback_controls")
    sam.presses("Shuffle or repeat")
    assert "I looked" not in sam.texts[-1] and sam.outcome.result == "informed"
