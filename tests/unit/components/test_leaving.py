import time

import pytest

from bot.components.leaving import is_leaving


@pytest.mark.parametrize(
    "text",
    [
        "I'm switching to Deezer",
        "we are all moving over to Apple Music",
        "I might as well use YouTube Music",
        "I’ll just go back to Pandora",
        "Cancelling my sub.",
        "how do I cancel my premium subscription?",
        "if it is not back by Friday I'm cancelling",
        "been thinking of cancelling for a while",
        "considering ditching my subscription",
        "I won’t be renewing",
        "you are losing a paying customer",
        "Goodbye, Spotify",
        "delete my account",
        "deleting this app",
        "ABOUT TO UNINSTALL THIS APP",
        "I’m leaving you for Tidal",
        "going to look for another app, I mean going to another app",
    ],
)
def test_who_leaves_or_is_about_to_is_noticed(text: str) -> None:
    assert is_leaving(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "😡",
        "how do I switch to the family plan",
        "I'm switching to mobile data",
        "I switched from Deezer to you and love it",
        "better than Apple Music",
        "I'll never leave you for Apple Music",
        "I didn't cancel my subscription",
        "why was my account cancelled",
        "I was charged after cancelling my plan",
        "cancel the download",
        "cancel",
        "uninstalling the app and installing it again did nothing",
        "tried deleting the app",
        "I'm leaving the house and it stops",
        "it keeps going to the next song",
        "I lost my playlist",
    ],
)
def test_other_plans_and_other_deeds_are_no_leaving(text: str) -> None:
    assert not is_leaving(text)


@pytest.mark.parametrize("words", ["going to ", "cancel my ", "I'm leaving ", "lose a ", "not ", " "])
def test_nobody_is_waited_for_who_writes_without_end(words: str) -> None:
    begun = time.perf_counter()

    is_leaving(words * 2_000)

    assert time.perf_counter() - begun < 1
