"""Walks through the flows about lists and search."""

import pytest

from tests.content.walking import Talk, found, walk

READ = "action_read_diagnostics"
PERSON = ["action_open_ticket", "utter_human_handoff", "action_request_handoff"]
STALE, LISTS, SEARCH = "playlist_not_updating", "playlist_manage_share", "search_problem"


def test_a_mix_is_fetched_anew_then_compared_then_explained():
    sam = walk(
        Talk(),
        (STALE, [READ, "utter_ask_stale_what"]),
        ("=A mix made for me", ["utter_ask_mix_fetched_anew"]),
        ("=No, still old", ["utter_ask_other_device_new"]),
        ("=No, it's old there too", ["utter_ask_listened_lately"]),
        ("=Not much", ["utter_little_listening", "utter_can_do_something_else"]),
    )
    assert (sam.outcome.result, sam.outcome.article) == ("informed", "library/mixes-stuck")


def test_a_chart_does_not_depend_on_what_was_played():
    walk(
        Talk(),
        (STALE, [READ, "utter_ask_stale_what"]),
        ("=A chart", ["utter_ask_mix_fetched_anew"]),
        ("=No, still old", ["utter_ask_other_device_new"]),
        ("=I have no other device", ["utter_ask_restart_worked"]),
    )


def test_another_service_is_connected_anew():
    sam = walk(
        Talk(),
        (STALE, [READ, "utter_ask_stale_what"]),
        ("=Another service", ["utter_ask_service_reconnected"]),
        ("=Yes, it does", ["utter_works_again"]),
    )
    assert sam.outcome.article == "library/scrobbling"


def test_somebody_elses_playlist_cannot_be_changed_but_copied():
    sam = walk(
        Talk(),
        (LISTS, [READ, "utter_ask_list_task"]),
        ("=Edit or sort one", ["utter_ask_owns_list"]),
        ("=No, someone else's", ["utter_not_owner", "utter_can_do_something_else"]),
    )
    assert sam.outcome.result == "informed"


@pytest.mark.parametrize(("platform", "words"), [("desktop", "drag the songs"), ("phone", "Edit")])
def test_editing_differs_between_computer_and_phone(platform, words):
    sam = walk(
        Talk({READ: found(platform=platform)}),
        (LISTS, [READ, "utter_ask_list_task"]),
        ("=Edit or sort one", ["utter_ask_owns_list"]),
        ("=Yes, it's mine", ["utter_ask_list_edited"]),
    )
    assert words in sam.texts[-1]


@pytest.mark.parametrize(
    ("where", "article"),
    [
        ("Another service", "library/move-from-other-service"),
        ("Another account here", "library/move-to-other-account"),
    ],
)
def test_moving_playlists_shows_the_article_and_can_wait(where, article):
    sam = walk(
        Talk(),
        (LISTS, [READ, "utter_ask_list_task"]),
        ("=Move it elsewhere", ["utter_ask_move_where"]),
        (f"={where}", ["action_show_article", "utter_ask_moved"]),
    )
    assert sam.slots["article_slug"] == article
    walk(sam, ("=I'll do it later", ["utter_move_later", "utter_can_do_something_else"]))
    assert sam.outcome.result == "informed"


def test_a_link_that_stays_closed_ends_with_a_person():
    sam = walk(
        Talk(),
        (LISTS, [READ, "utter_ask_list_task"]),
        ("=Send one, or open a link", ["utter_ask_link_opens"]),
        ("=No, it doesn't", ["utter_ask_opened_in_app"]),
        ("=No, it doesn't", ["utter_ask_restart_worked"]),
        ("=No, still the same", PERSON),
    )
    assert sam.handed_over_because == "steps_exhausted"


def test_one_missing_song_is_told_from_a_broken_search():
    sam = walk(
        Talk(),
        (SEARCH, [READ, "utter_ask_search_what"]),
        ("=One song isn't there", ["utter_ask_artist_alone"]),
        ("=No, it isn't", ["utter_ask_search_explicit"]),
        ("=No, it isn't", ["utter_ask_others_found"]),
        ("=Yes, they do", ["utter_song_not_here", "utter_can_do_something_else"]),
    )
    assert sam.outcome.article == "content/missing-song"


def test_a_search_without_any_result_starts_with_the_network():
    walk(
        Talk(),
        (SEARCH, [READ, "utter_ask_search_what"]),
        ("=Nothing or an error", ["utter_ask_network_worked"]),
        ("=Yes, that works", ["utter_works_again"]),
    )
