"""A listener who has said already what it is about is not asked for it: the flow begins with the remedy."""

import pytest

from tests.content.walking import Talk

SAID = [
    ("playback_controls", "can't clear my queue", "utter_ask_queue_cleared"),
    ("playback_controls", "how to turn off crossfade", "utter_ask_crossfade_set"),
    ("playback_controls", "turn off autoplay", "utter_ask_autoplay_off"),
    ("playback_controls", "lock screen controls disappeared", "utter_ask_platform"),
    ("playlist_not_updating", "last.fm scrobbles stopped", "utter_ask_service_reconnected"),
    ("playlist_not_updating", "my stats are stuck", "utter_ask_stats_account"),
    ("playlist_manage_share", "share link doesn't open", "utter_ask_link_opens"),
    ("playlist_manage_share", "make a playlist collaborative", "utter_ask_invited_anew"),
    ("playlist_manage_share", "how to make a playlist private", "utter_ask_visibility_set"),
    ("playlist_manage_share", "can I transfer my playlists", "utter_ask_move_where"),
    ("playlist_manage_share", "your library is full", "utter_ask_library_tidied"),
    ("search_problem", "can't find my friend's profile", "utter_ask_person_linked"),
    ("search_problem", "how do I search inside a playlist", "utter_ask_list_filtered"),
    ("lyrics", "you've reached your lyrics limit", "utter_ask_lyrics_plan_seen"),
    ("lyrics", "the lyrics are out of sync", "utter_ask_lyrics_paused"),
    ("lyrics", "LYRICS ARE WRONG", "utter_ask_lyrics_reported"),
    ("region_restriction", "travelling and nothing loads", "utter_ask_abroad_plan"),
    ("region_restriction", "I moved to Canada", "utter_ask_country_changed"),
    ("region_restriction", "can't sign up here", "utter_ask_vpn_signup"),
    ("content_missing_or_wrong", "this song is greyed out", "utter_ask_copy_plays"),
    ("content_missing_or_wrong", "wrong album cover", "utter_ask_mistake_reported"),
    ("content_missing_or_wrong", "only the clean version", "utter_ask_version_found"),
    ("podcasts_audiobooks", "audiobook hours are used up", "utter_ask_hours_seen"),
    ("podcasts_audiobooks", "new episodes don't show up", "utter_ask_show_refollowed"),
    ("podcasts_audiobooks", "it starts from the beginning again", "utter_ask_place_kept"),
    ("podcasts_audiobooks", "downloads delete themselves", "utter_ask_show_settings"),
    ("plan_student", "my uni isn't on the list", "utter_ask_student_names"),
    ("plan_student", "how do I renew student", "utter_ask_student_renewed"),
    ("account_settings", "delete my account please", "utter_ask_closed"),
    ("account_settings", "I have two accounts", "utter_ask_keeper_chosen"),
    ("account_settings", "change my username", "utter_ask_name_changed"),
    ("account_settings", "change my date of birth", "utter_ask_profile_changed"),
    ("account_settings", "no more marketing emails", "utter_ask_privacy_set"),
    ("plan_price_offer_upgrade", "gift card code invalid", "utter_ask_code_in_account"),
    ("plan_price_offer_upgrade", "I'm not eligible for the trial", "utter_ask_offer_conditions"),
    ("plan_price_offer_upgrade", "how much is premium", "utter_ask_price_seen"),
    ("plan_price_offer_upgrade", "how do I upgrade", "utter_ask_upgraded"),
    ("plan_price_offer_upgrade", "my operator's bundle", "utter_ask_bundle_linked"),
    ("free_tier_ads_limits", "out of skips again", "utter_ask_skips_back"),
    ("free_tier_ads_limits", "ads are too loud", "utter_ask_ad_evened"),
    ("free_tier_ads_limits", "it froze at an ad", "utter_ask_restart_worked"),
    ("recommendations_wrong", "so much AI slop", "utter_ask_ai_reported"),
    ("recommendations_wrong", "my mix is full of kids songs", "utter_ask_private_session_on"),
    ("recommendations_wrong", "too many podcasts on home", "utter_ask_podcasts_hidden"),
    ("account_login", "the reset mail never arrives", "utter_ask_mail_found"),
    ("account_login", "it doesn't accept my password", "utter_ask_new_password_worked"),
    ("audio_quality", "there is a ticking in every song", "utter_ask_equaliser_off"),
    ("audio_quality", "one song is too loud, the next too quiet", "utter_ask_loudness_fixed"),
    ("cancel_or_refund", "I want my money back", "action_request_handoff"),
    ("cancel_or_refund", "how do I cancel", "utter_ask_cancelled"),
    ("content_missing_or_wrong", "the album isn't there", "utter_ask_found_on_page"),
    ("content_missing_or_wrong", "the wrong song plays on track 5", "utter_ask_mistake_reported"),
    ("lyrics", "still no lyrics", "utter_ask_lyrics_elsewhere"),
    ("payment_failed_or_method", "is there another way for me to pay", "utter_ask_way_found"),
    ("payment_failed_or_method", "I don't have any credit card", "utter_ask_way_found"),
    ("payment_failed_or_method", "my card was refused", "utter_ask_card_updated"),
    ("plan_family_duo", "it says my address doesn't match", "utter_ask_address_worked"),
    ("plan_family_duo", "I can't join my sister's plan", "utter_ask_invitation_worked"),
    ("plan_price_offer_upgrade", "anything cheaper?", "utter_ask_price_seen"),
    ("plan_student", "my uni isn’t in the list", "utter_ask_student_names"),
    ("playlist_library_missing", "everything is gone", "utter_ask_right_library_found"),
    ("playlist_library_missing", "my liked songs have disappeared", "utter_ask_filter_cleared"),
    ("speaker_connect_device", "my sonos is not found", "utter_ask_same_network_worked"),
    ("speaker_connect_device", "it won't connect to my AirPods", "utter_ask_bluetooth_worked"),
    ("speaker_connect_device", "alexa plays nothing", "utter_ask_relink_worked"),
    ("recommendations_wrong", "radio plays the same songs", "utter_ask_started_elsewhere"),
]


@pytest.mark.parametrize(("topic", "text", "question"), SAID)
def test_what_was_said_is_not_asked(topic, text, question):
    sam = Talk()
    assert sam.hears(topic, text)[-1] == question


@pytest.mark.parametrize(("topic", "text"), [("free_tier_ads_limits", "gambling ads, I'm a recovering addict")])
def test_what_hurts_goes_to_a_person_at_once(topic, text):
    sam = Talk()
    said = sam.hears(topic, text)
    assert said[-4:] == ["utter_ad_person", "action_open_ticket", "utter_human_handoff", "action_request_handoff"]


def test_removing_a_song_is_not_moving_a_playlist():
    assert Talk().hears("playlist_manage_share", "can't remove a song")[-1] == "utter_ask_list_task"


def test_what_is_told_at_the_choice_counts_as_well():
    sam = Talk()
    assert sam.hears("plan_student", "it's about the student plan")[-1] == "utter_ask_student_problem"
    assert sam.hears("plan_student", "my uni isn't on the list")[-1] == "utter_ask_student_names"


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("it's just this one album", "utter_ask_one_song_fixed"),
        ("only when the screen is off", "utter_ask_battery_fixed"),
    ],
)
def test_when_it_stops_can_be_told_in_other_words(text, question):
    sam = Talk(platform="phone", phone_system="ios")
    sam.hears("playback_interrupted", "it keeps stopping")
    assert sam.hears("playback_interrupted", text)[-1] == question
