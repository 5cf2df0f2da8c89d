"""What a reply to "did that help?" says by its words, kind by kind."""

import time

import pytest

from bot.flows.what_came_of_it import (
    confirms,
    has_failed,
    has_worked,
    is_declined,
    is_only_done,
    is_under_way,
    reports,
    was_done_before,
)


@pytest.mark.parametrize(
    "said",
    [
        "it works now, thanks!",
        "I reinstalled it and it works",
        "Worked!",
        "that fixed it 👍🏻",
        "yes, finally logged in!",
        "I’m in now, thank you",
        "it’s working again",
        "plays",
        "it doesn't stop anymore!!",
        "stopped skipping, thank you",
        "it no longer logs me out",
    ],
)
def test_plain_words_that_it_works_are_heard(said: str) -> None:
    assert has_worked(said)


@pytest.mark.parametrize(
    "said",
    [
        "it worked for about 5 minutes then stopped",
        "it worked great yesterday",
        "it was working fine two hours ago",
        "that worked before the update",
        "it works half of the time",
        "works worse now",
        "works like crap",
        "I doubt that worked",
        "I hope this works",
        "is it working now?",
        "plays the same five songs",
        "everything plays in the wrong order",
        "it works fine, I guess it's an issue with my phone",
        "not working again",
        "it doesn't work anymore",
        "it doesn't crash anymore but it's slow",
        "it stopped working",
        "I'm in Canada",
        "I'm in the app and it stops",
    ],
)
def test_for_how_long_how_well_and_what_is_only_hoped_is_no_it_works(said: str) -> None:
    assert not has_worked(said)


@pytest.mark.parametrize(
    "said",
    [
        "already did that",
        "I've tried that",
        "I’ve tried restarting",
        "Thanks, already did that",
        "no worries, did that already",
        "it is already up to date",
        "I have already the latest one",
        "tried everything",
        "did that twice",
    ],
)
def test_what_was_done_before_has_not_helped_however_politely_it_is_said(said: str) -> None:
    assert was_done_before(said)


@pytest.mark.parametrize("said", ["already tried that and it works", "I tried it, all fine", "ok, trying that", ""])
def test_who_says_what_came_of_it_or_has_yet_to_try_has_not_done_it_before(said: str) -> None:
    assert not was_done_before(said)


@pytest.mark.parametrize(
    "said", ["it won’t let me edit", "typed it in 5 times. refused", "same error", "nothing happens", "no luck :("]
)
def test_plain_words_that_it_was_refused_or_changed_nothing_are_heard(said: str) -> None:
    assert has_failed(said)


@pytest.mark.parametrize(
    "said", ["no error this time", "refused at first, works now", "the error is gone", "is that an error?", "it moved"]
)
def test_what_failed_before_or_is_only_asked_about_has_not_failed(said: str) -> None:
    assert not has_failed(said)


@pytest.mark.parametrize("said", ["it says my card is from another country", "no, the page only said no"])
def test_what_the_screen_says_is_a_report(said: str) -> None:
    assert reports(said)
    assert not reports("my friend says hello")


@pytest.mark.parametrize("said", ["omg yes it was under his email. it's there now thank you", "It's there!"])
def test_the_words_of_the_button_for_yes_confirm(said: str) -> None:
    assert confirms(said, "Yes, it's there")


@pytest.mark.parametrize("said", ["it's there but empty", "I hope it's there", "it's there?", "there"])
def test_with_an_if_or_a_but_they_confirm_nothing(said: str) -> None:
    assert not confirms(said, "Yes, it's there")


@pytest.mark.parametrize(
    "said", ["ok", "trying that now, brb", "will see tomorrow. thanks", "I'll do it later", "no idea till tomorrow"]
)
def test_who_is_at_it_or_puts_it_off_is_given_the_time(said: str) -> None:
    assert is_under_way(said)
    assert not is_under_way("tried it later, works")


@pytest.mark.parametrize("words", ["already ", "did ", "on ", "did that ", "it works ", "no thanks "])
def test_nobody_is_waited_for_who_answers_without_end(words: str) -> None:
    begun = time.perf_counter()

    for reads in (was_done_before, has_worked, has_failed, is_declined, is_only_done, is_under_way, reports):
        reads(words * (8_000 // len(words)))

    assert time.perf_counter() - begun < 1


@pytest.mark.parametrize("said", ["did that", "I've done it", "I just did", "Just did!", "ok done", "I have tried"])
def test_a_deed_alone_says_nothing_of_what_came_of_it(said: str) -> None:
    assert is_only_done(said)


@pytest.mark.parametrize("said", ["done with you", "done nothing", "I did it and it works", "I've been done"])
def test_a_deed_with_anything_else_is_more_than_a_deed(said: str) -> None:
    assert not is_only_done(said)


@pytest.mark.parametrize(
    "said", ["no thanks", "nah thank you!", "I'd rather not", "I don’t want to", "I'm not doing that", "maybe later"]
)
def test_who_would_rather_not_has_declined(said: str) -> None:
    assert is_declined(said)


@pytest.mark.parametrize(
    "said",
    [
        "no thanks, it works now",
        "No thank you, that solved it",
        "it is not now playing",
        "I don't want to pay for this",
    ],
)
def test_who_says_how_it_went_or_wants_something_else_has_not_declined(said: str) -> None:
    assert not is_declined(said)
