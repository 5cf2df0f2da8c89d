"""Walks through the flows about player controls and outages, where the platform decides the remedy."""

import pytest

from tests.content.walking import Talk, found, walk

READ = "action_read_diagnostics"
PERSON = ["action_open_ticket", "utter_human_handoff", "action_request_handoff"]
IPHONE = {"platform": "phone", "device": "iPhone 13", "os": "iOS 18.1"}
ANDROID = {"platform": "phone", "device": "Pixel 9", "os": "Android 15"}
CONTROLS = [READ, "utter_ask_control_problem"]


def talk(*findings, **facts):
    return Talk({READ: found(*findings, **facts)})


@pytest.mark.parametrize(
    ("facts", "question", "words"),
    [
        ({"platform": "desktop"}, "utter_ask_media_keys_back", "On a Mac"),
        ({"platform": "web"}, "utter_ask_media_keys_back", "other tabs"),
        (IPHONE, "utter_ask_notifications_on", "The iPhone gives the lock screen"),
        (ANDROID, "utter_ask_notifications_on", "Android shows the player"),
        ({"platform": "watch"}, "utter_ask_remote_again", "choose the one you want"),
    ],
)
def test_buttons_are_mended_where_that_platform_passes_them_on(facts, question, words):
    sam = walk(talk(**facts), ("playback_controls", CONTROLS), ("=Buttons and lock screen", [question]))
    assert words in sam.texts[-1]


def test_an_unknown_device_is_asked_for_before_its_buttons():
    walk(
        Talk(),
        ("playback_controls", CONTROLS),
        ("=Buttons and lock screen", ["utter_ask_platform"]),
        ("=Phone", ["utter_ask_phone_system"]),
        ("=Android", ["utter_ask_notifications_on"]),
        ("=No, it isn't", ["utter_ask_headset_paired"]),
        ("=I use no headset", ["utter_ask_restart_worked"]),
        ("=No, still the same", PERSON),
    )


def test_shuffle_on_the_free_tier_of_a_phone_is_explained_and_on_a_computer_mended():
    phone = walk(
        talk("plan_without_downloads", plan="free", **IPHONE),
        ("playback_controls", CONTROLS),
        ("=Shuffle or repeat", ["utter_free_shuffles", "utter_can_do_something_else"]),
    )
    assert phone.outcome.result == "informed"
    walk(
        talk("plan_without_downloads", plan="free", platform="desktop"),
        ("playback_controls", CONTROLS),
        ("=Shuffle or repeat", ["utter_ask_shuffle_reset"]),
    )


def test_shuffle_leads_over_the_queue_and_autoplay_to_an_update():
    sam = walk(
        talk("app_outdated", **IPHONE),
        ("playback_controls", CONTROLS),
        ("=Shuffle or repeat", ["utter_ask_shuffle_reset"]),
        ("=No, it doesn't", ["utter_ask_queue_cleared"]),
        ("=No, it doesn't", ["utter_ask_autoplay_off"]),
        ("=No, still others", ["utter_ask_update_worked"]),
        ("=Yes, that works", ["utter_works_again"]),
    )
    assert sam.tried["Cleared the queue on the playing device"] == "did_not_help"
    assert sam.outcome.result == "resolved"


def test_a_gap_that_only_a_speaker_makes_is_explained():
    sam = walk(
        talk(**IPHONE),
        ("playback_controls", CONTROLS),
        ("=Gaps or fading", ["utter_ask_crossfade_set"]),
        ("=No, it isn't", ["utter_ask_on_the_phone"]),
        ("=Yes, there it is", ["utter_other_player", "utter_can_do_something_else"]),
    )
    assert sam.outcome.article == "playback/crossfade-and-gaps"


def test_a_disturbance_is_owned_and_nothing_has_to_be_done():
    sam = walk(
        talk(**IPHONE),
        ("outage_question", [READ, "utter_ask_status_says"]),
        ("=There is a disturbance", ["utter_disturbance", "utter_can_do_something_else"]),
    )
    assert "on our side" in sam.texts[0]


def test_offline_mode_is_looked_at_before_the_status_page():
    walk(
        talk("offline_mode_on", **IPHONE),
        ("outage_question", [READ, "utter_ask_down_online"]),
        ("=No, it doesn't", ["utter_ask_status_says"]),
        ("=It doesn't open", ["utter_ask_other_pages"]),
        ("=Yes, they do", ["utter_ask_network_worked"]),
    )


def test_what_fails_everywhere_while_all_seems_well_goes_to_a_person():
    sam = walk(
        talk(**IPHONE),
        ("outage_question", [READ, "utter_ask_status_says"]),
        ("=All is fine", ["utter_ask_network_worked"]),
        ("=No, still the same", ["utter_ask_elsewhere_works"]),
        ("=No, nowhere", ["utter_fails_everywhere", *PERSON]),
    )
    assert sam.outcome.result == "handed_off"
    assert sam.handed_over_because == "steps_exhausted"


def test_nobody_is_asked_to_reinstall_a_browser():
    walk(
        talk(platform="web"),
        ("outage_question", [READ, "utter_ask_status_says"]),
        ("=All is fine", ["utter_ask_network_worked"]),
        ("=No, still the same", ["utter_ask_elsewhere_works"]),
        ("=Yes, there it does", ["utter_ask_restart_worked"]),
        ("=No, still the same", PERSON),
    )
