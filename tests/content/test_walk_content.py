"""Walks through the flows about lyrics, countries, missing music, shows and recommendations."""

import pytest

from tests.content.walking import Talk, found, walk

READ, ACCOUNT = "action_read_diagnostics", "action_read_account"
PERSON = ["action_open_ticket", "utter_human_handoff", "action_request_handoff"]
ELSE = "utter_can_do_something_else"


def test_a_limit_for_lyrics_is_explained_on_free_and_mended_on_premium():
    free = walk(
        Talk({READ: found("plan_without_downloads", plan="free")}),
        ("lyrics", [READ, "utter_ask_lyrics_problem"]),
        ("=A limit is shown", ["utter_lyrics_limit", ELSE]),
    )
    assert free.outcome.result == "informed"
    premium = walk(
        Talk(),
        ("lyrics", [READ, "utter_ask_lyrics_problem"]),
        ("=A limit is shown", ["utter_ask_lyrics_plan_seen"]),
        ("=Premium", ["utter_ask_lyrics_relogin"]),
        ("=Yes, I do", ["utter_works_again"]),
    )
    assert premium.outcome.result == "resolved"


def test_a_tv_without_lyrics_leads_to_the_phone():
    sam = walk(
        Talk({READ: found(platform="tv")}),
        ("lyrics", [READ, "utter_ask_lyrics_problem"]),
        ("=No lyrics", ["utter_ask_lyrics_elsewhere"]),
        ("=No, none at all", ["utter_ask_lyrics_on_phone"]),
        ("=Yes, there they are", ["utter_lyrics_screen", ELSE]),
    )
    assert "TV" in sam.outcome.cause


def test_wrong_lyrics_are_reported():
    walk(
        Talk(),
        ("lyrics", [READ, "utter_ask_lyrics_problem"]),
        ("=Wrong words", ["utter_ask_lyrics_reported"]),
        ("=Yes, it did", ["utter_lyrics_reported", ELSE]),
    )


@pytest.mark.parametrize(
    ("account", "said"),
    [
        ({"plan": "free", "account_status": "active", "country": "GB"}, ["utter_abroad_free", ELSE]),
        ({"plan": "premium_duo", "account_status": "active", "country": "GB"}, ["utter_ask_vpn_off"]),
        ({"account_status": "unknown"}, ["utter_ask_abroad_plan"]),
    ],
)
def test_a_trip_depends_on_the_plan(account, said):
    walk(
        Talk({ACCOUNT: account}),
        ("region_restriction", [ACCOUNT, "utter_ask_region_problem"]),
        ("=I'm travelling", said),
    )


def test_a_country_that_cannot_be_changed_goes_to_a_person_with_access():
    sam = walk(
        Talk(),
        ("region_restriction", [ACCOUNT, "utter_ask_region_problem"]),
        ("=I have moved", ["utter_ask_country_changed"]),
        ("=No, it's refused", ["utter_ask_local_payment"]),
        ("=I have none there yet", ["utter_country_person", *PERSON]),
    )
    assert sam.handed_over_because == "needs_account_access"


def test_the_country_of_the_account_is_read_out_where_it_is_known():
    sam = walk(
        Talk({ACCOUNT: {"plan": "premium_individual", "account_status": "active", "country": "DE"}}),
        ("region_restriction", [ACCOUNT, "utter_ask_region_problem"]),
        ("=Some music is missing", ["utter_ask_vpn_off"]),
        ("=I use none", ["utter_ask_copy_found"]),
        ("=No, none does", ["utter_ask_country_right"]),
    )
    assert "DE" in sam.texts[-1]
    walk(sam, ("=Yes, it's right", ["utter_region_licence", ELSE]))


def test_a_grey_song_is_a_fault_only_where_it_is_grey_on_one_device():
    grey = (
        ("content_missing_or_wrong", [READ, "utter_ask_content_problem"]),
        ("=It's grey", ["utter_ask_copy_plays"]),
        ("=No, none does", ["utter_ask_grey_explicit"]),
        ("=No, still grey", ["utter_ask_only_this_device"]),
    )
    walk(Talk(), *grey, ("=Yes, everywhere", ["utter_content_withdrawn", ELSE]))
    walk(Talk(), *grey, ("=No, only here", ["utter_ask_restart_worked"]))


def test_a_release_of_today_is_waited_for():
    walk(
        Talk(),
        ("content_missing_or_wrong", [READ, "utter_ask_content_problem"]),
        ("=It's gone or isn't there", ["utter_ask_found_on_page"]),
        ("=No, it isn't", ["utter_ask_brand_new"]),
        ("=Yes, out today", ["utter_not_out_yet", ELSE]),
    )


def test_one_broken_episode_is_not_the_listeners_to_mend():
    sam = walk(
        Talk(),
        ("podcasts_audiobooks", [READ, "utter_ask_show_problem"]),
        ("=It doesn't play", ["utter_ask_episode_anew"]),
        ("=No, it doesn't", ["utter_ask_other_show_plays"]),
        ("=Yes, it does", ["utter_episode_broken", ELSE]),
    )
    assert sam.outcome.result == "informed"


def test_missing_listening_hours_go_to_a_person_with_access():
    sam = walk(
        Talk(),
        ("podcasts_audiobooks", [READ, "utter_ask_show_problem"]),
        ("=Audiobook hours", ["utter_ask_hours_seen"]),
        ("=No, hours are missing", ["utter_hours_person", *PERSON]),
    )
    assert sam.handed_over_because == "needs_account_access"


def test_mixes_with_a_strangers_music_lead_to_security():
    walk(
        Talk(),
        ("recommendations_wrong", [READ, "utter_ask_taste_problem"]),
        ("=Others' music is in it", ["utter_ask_kept_out"]),
        ("=No, it's only me", ["utter_ask_strange_music"]),
        ("=Yes, it does", ["utter_hacked_start", "utter_ask_still_in"]),
    )


def test_childrens_songs_are_kept_out_by_a_private_session():
    sam = walk(
        Talk(),
        ("recommendations_wrong", [READ, "utter_ask_taste_problem"]),
        ("=Others' music is in it", ["utter_ask_kept_out"]),
        ("=Yes, that's it", ["utter_ask_private_session_on"]),
        ("=Yes, it does", ["utter_mixes_follow"]),
    )
    assert sam.outcome.article == "content/kids-and-sleep"
