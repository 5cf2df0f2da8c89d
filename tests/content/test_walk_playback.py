"""Walks through `playback_interrupted`: what the listener does, and what they get."""

import pytest

from tests.content.walking import Talk, found, walk

#: What the app reports in the model case: docs/diagnostics.md.
IPHONE = {"platform": "phone", "device": "iPhone 13", "os": "iOS 18.1", "network": "cellular"}
ANDROID = {"platform": "phone", "device": "Pixel 9", "os": "Android 15", "network": "wifi"}
MODEL = found(
    "offline_mode_on",
    "downloads_wifi_only",
    "download_queue_stuck",
    "storage_low",
    "battery_saver_on",
    "app_outdated",
    **IPHONE,
)
READ = "action_read_diagnostics"
PERSON = ["action_open_ticket", "utter_human_handoff", "action_request_handoff"]


def talk(reported):
    return Talk({READ: reported})


def test_skipping_offline_on_an_iphone_is_solved_without_a_needless_question():
    sam = talk(MODEL)
    said = sam.hears(
        "playback_interrupted",
        "my songs keep skipping on my iphone when I'm offline",
        device="iPhone",
        platform="phone",
        os="iOS",
        network="offline",
    )
    assert said == [READ, "utter_offline_seen", "utter_ask_sync_fixed"]
    assert "Download over mobile data" in sam.texts[-1]

    walk(
        sam,
        ("=Yes, they do", ["utter_ask_queue_fixed"]),
        ("=Yes, all done", ["action_show_article", "utter_ask_offline_helped"]),
        ("=Yes, it plays", ["utter_plays_again"]),
    )
    assert sam.slots["article_slug"] == "playback/skips-offline"
    assert sam.outcome.result == "resolved"
    assert "waiting for Wi-Fi" in sam.outcome.cause
    assert "Before you go offline" in sam.outcome.prevention
    assert sam.outcome.article == "playback/skips-offline"
    assert sam.tried["Let downloads use mobile data"] == "worked"


def test_the_same_conversation_works_in_typed_words():
    walk(
        talk(MODEL),
        ("playback_interrupted", [READ, "utter_offline_seen", "utter_ask_sync_fixed"]),
        ("affirm", ["utter_ask_queue_fixed"]),
        ("affirm", ["action_show_article", "utter_ask_offline_helped"]),
        ("affirm", ["utter_plays_again"]),
    )


def test_when_nothing_helps_a_person_comes_and_knows_what_was_tried():
    sam = walk(
        talk(MODEL),
        ("playback_interrupted", [READ, "utter_offline_seen", "utter_ask_sync_fixed"]),
        ("=I can't do that", ["utter_ask_queue_fixed"]),
        ("=No, it's stuck", ["utter_ask_storage_worked"]),
        ("=No, still the same", ["utter_ask_battery_fixed"]),
        ("=No, still skipping", ["utter_ask_update_worked"]),
        ("=I can't update", ["utter_ask_restart_worked"]),
        ("=No, still the same", ["utter_ask_reinstall_worked"]),
        ("=I'd rather not", PERSON),
    )
    assert sam.handed_over_because == "steps_exhausted"
    assert "SC-1042" in sam.texts[-1]
    assert list(sam.tried.items())[:2] == [
        ("Let downloads use mobile data", "not_possible"),
        ("Let the download queue finish", "did_not_help"),
    ]


def test_what_still_skips_after_the_queue_goes_on_with_the_next_remedy():
    walk(
        talk(MODEL),
        ("playback_interrupted", [READ, "utter_offline_seen", "utter_ask_sync_fixed"]),
        ("=Yes, they do", ["utter_ask_queue_fixed"]),
        ("=Yes, all done", ["action_show_article", "utter_ask_offline_helped"]),
        ("=No, still skipping", ["utter_ask_storage_worked"]),
        ("=Yes, that works", ["utter_plays_again"]),
    )


@pytest.mark.parametrize(
    ("reported", "first"),
    [
        (found("offline_mode_on", "plan_without_downloads", **IPHONE), ["utter_offline_needs_premium"]),
        (found("offline_mode_on", "offline_too_long", **IPHONE), ["utter_ask_online_fixed"]),
        (found("offline_mode_on", "download_queue_stuck", **IPHONE), ["utter_offline_seen", "utter_ask_queue_fixed"]),
        (found("offline_mode_on", **IPHONE), ["utter_ask_sync_fixed"]),
        (found(**IPHONE), ["utter_ask_listening_how"]),
        (found("network_weak", **ANDROID), ["utter_streaming_seen", "utter_ask_network_worked"]),
        (found(platform="web"), ["utter_playback_start", "utter_ask_restart_worked"]),
        (found(platform="speaker"), ["utter_playback_start", "utter_ask_restart_worked"]),
        (found(platform="phone"), ["utter_ask_phone_system"]),
        ({}, ["utter_ask_platform"]),
        (None, ["utter_action_failed", "utter_ask_platform"]),
    ],
)
def test_what_the_app_reports_decides_where_to_begin(reported, first):
    assert talk(reported).hears("playback_interrupted")[: len(first) + 1] == [READ, *first]


def test_a_plan_without_downloads_is_explained_and_not_repaired():
    sam = talk(found("offline_mode_on", "plan_without_downloads", **IPHONE))
    sam.hears("playback_interrupted")
    assert sam.outcome.result == "informed"


def test_music_that_stops_while_streaming_is_a_matter_of_battery_network_and_quality():
    sam = walk(
        talk(found("battery_saver_on", **ANDROID)),
        ("playback_interrupted", [READ, "utter_ask_listening_how"]),
        ("=While streaming", ["utter_ask_battery_fixed"]),
        ("=No, still the same", ["utter_ask_network_worked"]),
        ("=I have no other network", ["utter_ask_quality_fixed"]),
        ("=Yes, it plays", ["utter_plays_again"]),
    )
    assert sam.outcome.article == "playback/audio-quality"


@pytest.mark.parametrize(
    ("answers", "article"),
    [
        (["=Yes, it keeps playing"], "playback/stops-by-itself"),
        (["=No, still the same", "=Yes, that works"], "playback/music-stops-buffers"),
    ],
)
def test_a_remedy_that_works_ends_the_flow_with_its_own_reason(answers, article):
    sam = talk(found("battery_saver_on", **ANDROID))
    sam.hears("playback_interrupted")
    sam.presses("While streaming")
    for answer in answers:
        sam.presses(answer[1:])
    assert (sam.outcome.result, sam.outcome.article) == ("resolved", article)


@pytest.mark.parametrize(
    ("reported", "words"),
    [
        (found("battery_saver_on", **IPHONE), "Low Power Mode"),
        (found("battery_saver_on", **ANDROID), "battery saver"),
        (found("battery_saver_on", platform="desktop"), "Your device is saving power"),
    ],
)
def test_the_words_of_a_remedy_are_those_of_the_device(reported, words):
    sam = talk(reported)
    sam.hears("playback_interrupted")
    sam.presses("While streaming")
    assert words in sam.texts[-1]


def test_one_song_that_does_not_play_is_a_matter_of_its_licence():
    sam = walk(
        talk(found(**IPHONE)),
        ("playback_interrupted", [READ, "utter_ask_listening_how"]),
        ("=With one song only", ["utter_one_song_why", "utter_ask_one_song_fixed"]),
        ("=No, it doesn't", ["action_show_article", "utter_ask_song_is_grey"]),
        ("=Yes, it's grey", ["utter_song_withdrawn", "utter_can_do_something_else"]),
    )
    assert sam.outcome is not None and sam.outcome.result == "informed"


def test_in_a_browser_the_page_is_looked_at_and_nothing_else():
    sam = walk(
        talk(found(platform="web")),
        ("playback_interrupted", [READ, "utter_playback_start", "utter_ask_restart_worked"]),
        ("=No, still the same", ["utter_ask_browser_fixed"]),
        ("=No, still the same", ["utter_ask_network_worked"]),
        ("=No, still the same", PERSON),
    )
    assert "tabs" not in sam.texts[-1]


def test_a_speaker_is_restarted_and_then_a_person_is_asked():
    sam = walk(
        talk(found(platform="speaker")),
        ("playback_interrupted", [READ, "utter_playback_start", "utter_ask_restart_worked"]),
        ("=No, still the same", ["utter_ask_network_worked"]),
        ("=No, still the same", PERSON),
    )
    assert sam.handed_over_because == "steps_exhausted"


def test_in_the_car_the_link_comes_first():
    walk(
        talk(found(platform="car")),
        ("playback_interrupted", [READ, "utter_ask_listening_how"]),
        ("=While streaming", ["utter_ask_car_link_fixed"]),
        ("=I'm not at the car", ["utter_ask_network_worked"]),
        ("=Yes, that works", ["utter_plays_again"]),
    )


def test_who_asks_for_a_person_gets_one_at_once():
    sam = walk(Talk(), ("talk_to_human", PERSON))
    assert sam.handed_over_because == "asked_for_person"


def test_who_asks_for_a_person_in_the_middle_gets_one_at_once():
    sam = walk(
        talk(MODEL),
        ("playback_interrupted", [READ, "utter_offline_seen", "utter_ask_sync_fixed"]),
        ("talk_to_human", PERSON),
    )
    assert sam.handed_over_because == "asked_for_person"


def test_a_flow_can_be_left_in_the_middle():
    sam = walk(
        talk(found(**IPHONE)),
        ("playback_interrupted", [READ, "utter_ask_listening_how"]),
        ("=While streaming", ["utter_ask_network_worked"]),
        ("cancel_flow", ["utter_flow_cancelled"]),
    )
    assert "music that stops or skips" in sam.texts[-1]
    assert sam.slots["listening_how"] is None


def test_a_device_named_later_changes_the_words():
    sam = talk(found("battery_saver_on", **IPHONE))
    sam.hears("playback_interrupted")
    sam.presses("While streaming")
    assert "Low Power Mode" in sam.texts[-1]
    said = sam.hears("inform_details", "sorry, it is on my android", device="Android phone", os="Android")
    assert said == ["utter_corrected_previous_input", "utter_ask_battery_fixed"]
    assert "battery saver" in sam.texts[-1]


def test_an_answer_can_be_taken_back():
    sam = walk(
        talk(found(**IPHONE)),
        ("playback_interrupted", [READ, "utter_ask_listening_how"]),
        ("=While streaming", ["utter_ask_network_worked"]),
    )
    said = sam.hears("correct_slot", "no wait, it is with one song only")
    assert said == ["utter_corrected_previous_input", "utter_one_song_why", "utter_ask_one_song_fixed"]


def test_who_is_not_understood_is_asked_again_and_then_offered_a_person():
    sam = walk(
        talk(found(**IPHONE)),
        ("playback_interrupted", [READ, "utter_ask_listening_how"]),
        ("=While streaming", ["utter_ask_network_worked"]),
    )
    assert sam.hears(None, "hmm")[0] == "utter_not_understood_hint"
    assert sam.hears(None, "hmm hmm")[0] == "utter_not_understood_options"
    assert sam.hears(None, "hmm hmm hmm") == ["utter_ask_wants_person"]
    assert sam.presses("Yes, a person please") == PERSON
    assert sam.handed_over_because == "not_understood"
