"""Walks through `offline_downloads`: what the listener does, and what they get."""

import pytest

from tests.content.walking import Talk, found, walk

IPHONE = {"platform": "phone", "device": "iPhone 13", "os": "iOS 18.1"}
READ = "action_read_diagnostics"
PERSON = ["action_open_ticket", "utter_human_handoff", "action_request_handoff"]
LAST_STEPS = [
    ("=No, still the same", ["utter_ask_reinstall_worked"]),
    ("=No, still the same", PERSON),
]


def talk(reported):
    return Talk({READ: reported})


@pytest.mark.parametrize(
    ("finding", "question", "article"),
    [
        ("device_limit_reached", "utter_ask_device_limit_fixed", "playback/device-limit"),
        ("song_limit_reached", "utter_ask_song_limit_fixed", "playback/song-limit"),
        ("offline_too_long", "utter_ask_downloads_renewed", "playback/downloads-disappeared"),
    ],
)
def test_a_limit_that_the_app_reports_is_named_at_once(finding, question, article):
    sam = walk(talk(found(finding, **IPHONE)), ("offline_downloads", [READ, question]))
    sam.hears("affirm")
    assert (sam.outcome.result, sam.outcome.article) == ("resolved", article)


def test_the_song_limit_is_that_of_the_plan():
    mini, other = found("song_limit_reached", plan="mini", **IPHONE), found("song_limit_reached", **IPHONE)
    texts = []
    for reported in (mini, other):
        sam = talk(reported)
        sam.hears("offline_downloads")
        texts.append(sam.texts[-1])
    assert "30 songs" in texts[0] and "10,000" in texts[1]


@pytest.mark.parametrize(
    ("reported", "said"),
    [
        (found("plan_without_downloads", **IPHONE), "utter_downloads_need_premium"),
        (found(platform="web"), "utter_web_has_no_downloads"),
    ],
)
def test_where_there_can_be_no_downloads_the_listener_is_told_so(reported, said):
    sam = talk(reported)
    assert sam.hears("offline_downloads") == [READ, said, "utter_can_do_something_else"]
    assert sam.outcome.result == "informed"


def test_downloads_that_wait_for_wifi_are_sent_on_their_way():
    sam = walk(
        talk(found("downloads_wifi_only", "download_queue_stuck", **IPHONE)),
        ("offline_downloads", [READ, "utter_downloads_waiting", "utter_ask_sync_fixed"]),
        ("=Yes, they do", ["utter_ask_queue_fixed"]),
        ("=Yes, all done", ["action_show_article", "utter_ask_download_plays"]),
        ("=Yes, it plays", ["utter_downloads_back"]),
    )
    assert sam.outcome.article == "playback/download-stuck"
    assert "waiting for Wi-Fi" in sam.outcome.cause


def test_downloads_that_do_not_play_are_tried_before_they_count_as_mended():
    walk(
        talk(found("storage_low", **IPHONE)),
        ("offline_downloads", [READ, "utter_ask_download_problem"]),
        ("=They don't play offline", ["utter_ask_queue_fixed"]),
        ("=Yes, all done", ["action_show_article", "utter_ask_download_plays"]),
        ("=No, it doesn't", ["utter_ask_storage_worked"]),
        ("=I can't make room", ["utter_ask_restart_worked"]),
        *LAST_STEPS,
    )


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("Reinstalled or reset the app", ["utter_download_again", "utter_can_do_something_else"]),
        ("Started using another device", ["utter_ask_device_limit_fixed"]),
        ("Only some songs are gone", ["utter_download_withdrawn", "utter_can_do_something_else"]),
        ("Nothing I can think of", ["utter_ask_downloads_renewed"]),
    ],
)
def test_downloads_that_are_gone_have_a_reason(reason, said):
    walk(
        talk(found(**IPHONE)),
        ("offline_downloads", [READ, "utter_ask_download_problem"]),
        ("=Downloads are gone", ["action_show_article", "utter_ask_gone_reason"]),
        (f"={reason}", said),
    )


@pytest.mark.parametrize(
    ("reported", "question"),
    [
        (found("offline_mode_on", **IPHONE), "utter_ask_offline_mode_fixed"),
        (found(**IPHONE), "utter_ask_network_worked"),
        (IPHONE, "utter_ask_offline_mode_fixed"),
    ],
)
def test_an_app_that_says_offline_is_asked_for_offline_mode_only_where_it_may_be_on(reported, question):
    walk(
        talk(reported),
        ("offline_downloads", [READ, "utter_ask_download_problem"]),
        ("=The app says I'm offline", [question]),
    )


def test_an_app_that_reported_nothing_is_not_taken_to_be_well():
    silent = found(**IPHONE, app_version=None)
    walk(
        talk(silent),
        ("offline_downloads", [READ, "utter_ask_download_problem"]),
        ("=They don't start or finish", ["utter_ask_sync_fixed"]),
        ("=No, nothing moves", ["utter_ask_queue_fixed"]),
        ("=No, it's stuck", ["utter_ask_storage_worked"]),
    )


def test_several_reported_causes_are_gone_through_one_after_the_other():
    walk(
        talk(found("device_limit_reached", "offline_too_long", "download_queue_stuck", **IPHONE)),
        ("offline_downloads", [READ, "utter_ask_device_limit_fixed"]),
        ("=I have no other device", ["utter_ask_downloads_renewed"]),
        ("=No, they aren't", ["utter_ask_queue_fixed"]),
        ("=Yes, all done", ["action_show_article", "utter_ask_download_plays"]),
        ("=Yes, it plays", ["utter_downloads_back"]),
    )


def test_offline_mode_is_turned_off():
    sam = walk(
        talk(found("offline_mode_on", **IPHONE)),
        ("offline_downloads", [READ, "utter_ask_download_problem"]),
        ("=The app says I'm offline", ["utter_ask_offline_mode_fixed"]),
        ("=Yes, it's online", ["utter_online_again"]),
    )
    assert sam.outcome.article == "playback/app-says-offline"


def test_when_nothing_helps_a_person_comes():
    sam = walk(
        talk(found("app_outdated", **IPHONE)),
        ("offline_downloads", [READ, "utter_ask_download_problem"]),
        ("=They don't start or finish", ["utter_ask_queue_fixed"]),
        ("=No, it's stuck", ["utter_ask_update_worked"]),
        ("=No, still the same", ["utter_ask_restart_worked"]),
        *LAST_STEPS,
    )
    assert sam.handed_over_because == "steps_exhausted"
    assert set(sam.tried.values()) == {"did_not_help"}


def test_who_asks_for_a_person_gets_one_at_once():
    walk(
        talk(found(**IPHONE)),
        ("offline_downloads", [READ, "utter_ask_download_problem"]),
        ("talk_to_human", PERSON),
    )


def test_a_flow_can_be_left_in_the_middle():
    walk(
        talk(found(**IPHONE)),
        ("offline_downloads", [READ, "utter_ask_download_problem"]),
        ("cancel_flow", ["utter_flow_cancelled"]),
    )


def test_an_answer_can_be_taken_back():
    sam = walk(
        talk(found("offline_mode_on", **IPHONE)),
        ("offline_downloads", [READ, "utter_ask_download_problem"]),
        ("=The app says I'm offline", ["utter_ask_offline_mode_fixed"]),
    )
    said = sam.hears("correct_slot", "sorry, I meant downloads are gone")
    assert said == ["utter_corrected_previous_input", "action_show_article", "utter_ask_gone_reason"]


def test_another_topic_in_between_is_answered_and_the_first_one_taken_up_again():
    sam = walk(
        Talk({READ: found(**IPHONE), "action_search_articles": {"article_slug": "feedback/ideas"}}),
        ("offline_downloads", [READ, "utter_ask_download_problem"]),
        ("feature_request_feedback", ["action_search_articles", "utter_ask_search_helped"]),
    )
    said = sam.presses("Yes, thanks")
    assert said[0] == "utter_search_helped" and "utter_ask_continue_interrupted" in said
    assert sam.presses("Yes, go on") == ["utter_ask_download_problem"]
