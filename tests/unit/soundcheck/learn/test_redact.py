"""What is taken out of a listener's words, and what is left in because nobody could learn from the rest."""

from __future__ import annotations

import time

import pytest

from soundcheck.learn.redact import is_card, is_iban, redact


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("mail me at sam.lee+x@example.co.uk please", "mail me at [e-mail] please"),
        ("sam (at) example (dot) com", "[e-mail]"),
        ("see https://open.example.com/track/1?si=abc now", "see [link] now"),
        ("www.example.com/me", "[link]"),
        ("it is on example.com/u/sam_lee", "it is on [link]"),
        ("@samlee sent it", "[handle] sent it"),
        ("any news on T-1029?", "any news on [ticket]?"),
        ("order no. GPA.3345-1234-5678-90123", "order no. GPA.[number]"),
        ("case #88213 is old", "[ticket] is old"),
        ("card 4111 1111 1111 1111 was declined", "card [card] was declined"),
        ("4111111111111111", "[card]"),
        ("5500-0000-0000-0004", "[card]"),
        ("not a card 4111 1111 1111 1112", "not a card [number]"),
        ("from DE89 3704 0044 0532 0130 00 please", "from [IBAN] please"),
        ("gb82west12345698765432", "[IBAN]"),
        ("call +44 20 7946 0958 after five", "call [phone] after five"),
        ("0049 (0)30 901820", "[phone]"),
        ("(212) 555-0187", "[phone]"),
        ("212-555-0187", "[phone]"),
        ("ring 07700 900123", "ring [phone]"),
        ("my number is 9876543210", "my number is [number]"),
        ("account 123456", "account [number]"),
        ("anna at gmail dot com", "[e-mail]"),
        ("jo[dot]bloggs[at]gmail[dot]com", "[e-mail]"),
        ("jo @ gmail . com", "[e-mail]"),
        ("example.dev/u/jo or discord.gg/abc", "[link] or [link]"),
        ("app:user:jobloggs", "[handle]"),
        ("call me on 555 0187", "call me on [phone]"),
        ("Tel.: 030/90 18 20", "Tel.: [phone]"),
        ("my order id is 5f3a-22bc", "my [ticket]"),
        ("my ip is 192.168.1.20", "my ip [number]"),
        ("birthday is 3 March 1984", "birthday is [date]"),
        ("exp 12/27 cvv 123", "exp [date] cvv [secret]"),
        ("Passwort: Geheim1!", "Passwort: [secret]"),
        ("name: Sam Lee", "name: [name]"),
        ("my surname is Lee", "my surname is [name]"),
        ("Apt 4, 350 Fifth Ave, New York, NY 10118", "[address]"),
        ("PO Box 1234", "[address]"),
        ("jo dot bloggs at gmail.com", "[e-mail]"),
        ("jo @ web.de", "[e-mail]"),
        ("jo\u200b.bloggs＠web.de", "[e-mail]"),
        ("card 4111\u00a01111\u00a01111\u00a01111", "card [card]"),
        ("4111.1111.1111.1111", "[card]"),
        ("visa ending in 4242", "visa ending in [digits]"),
        ("call ０７７００９００１２３", "call [phone]"),
        ("555-0187", "[phone]"),
        ("passport X1234567", "passport [number]"),
        ("transaction 8XJ12345AB678901C", "transaction [number]"),
        ("sort code 12-34-56", "[number]"),
        ("00:1A:2B:3C:4D:5E", "[number]"),
        ("my password is Hunter2!", "my password is [secret]"),
        ("pin 4821", "pin [secret]"),
        ("my username is jo_bloggs", "my username is [handle]"),
        ("discord jo#1234", "discord [handle]"),
        ("DOB 12/03/1984", "DOB [date]"),
        ("my name's Søren O'Connor-Lindqvist and it skips", "my name's [name] and it skips"),
        ("I'm Margaret Thistlewood, 14 Rowan Avenue, Leeds LS6 3BN and it skips", "I'm [name], [address] and it skips"),
        ("send it to 221b Baker Street, London NW1 6XE please", "send it to [address] please"),
        ("1600 Pennsylvania Ave NW, Washington, DC 20500", "[address]"),
        ("flat 3, 12 high street, york", "flat 3, [address], york"),
        ("Musterstraße 12, 10115 Berlin", "[address]"),
        ("rue de la Paix 5", "[address]"),
        ("my postcode is LS6 3BN", "my postcode is [address]"),
        ("my wife Agnes says the same", "my wife [name] says the same"),
        ("Mrs. Ada Obi cannot log in", "Mrs. [name] cannot log in"),
        ("it fails again. Regards, Anil", "it fails again. Regards, [name]"),
        ("my name is Ada Obi and it skips", "my name is [name] and it skips"),
        ("Hola, me llamo Inés", "Hola, me llamo [name]"),
    ],
)
def test_what_tells_who_wrote_it_is_taken_out(text: str, redacted: str) -> None:
    assert redact(text) == redacted


@pytest.mark.parametrize(
    "text",
    [
        "charged 11.99 on 2026-11-25 and again on 03.11.2026",
        "version 8.9.12.345 on iOS 18.1, iPhone 13",
        "my 10,000 songs since 2019 are gone",
        "error 404, then 1001",
        "same on wifi. nothing plays",
        "I have 5 mp3s, song.mp3 is one",
        "1:23 into the song, at 18:30",
        "5GB free of 128",
        "in case it helps: an order of songs",
        "my password is wrong and my username is gone",
        "I'm Premium Family on iPhone 13 Pro Max",
        "I'M AN ARTIST",
        "Miles Davis - So What",
        "a 9 hour drive tomorrow, 400 songs in my road trip list",
        "number 40 in the same street",
        "my friend on Android",
        "on call waiting 2026-11-25, version 8.9.12.545",
        "playlist name is wrong, artist name missing",
        "thanks Android",
        "that drop at 2:14 tho 😮\u200d💨…",
    ],
)
def test_what_the_problem_is_stays(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize(
    ("text", "names", "redacted"),
    [
        ("Sam Lee here, my songs skip", ["Sam Lee"], "[name] here, my songs skip"),
        ("greetings, SAM", ["Sam Lee"], "greetings, [name]"),
        ("the same sample", ["Sam Lee"], "the same sample"),
        ("Anne-Marie says hi", ["Anne-Marie O'Neil"], "[name] says hi"),
        ("José hier", ["José"], "[name] hier"),
        ("a (b) c", ["("], "a (b) c"),
    ],
)
def test_the_name_of_who_signed_in_is_taken_out(text: str, names: list[str], redacted: str) -> None:
    assert redact(text, names) == redacted


def test_check_digits() -> None:
    assert is_card("378282246310005")
    assert not is_card("378282246310006")
    assert is_iban("FR14 2004 1010 0505 0001 3M02 606")
    assert not is_iban("FR15 2004 1010 0505 0001 3M02 606")


@pytest.mark.parametrize(
    ("word", "times"),
    [
        ("ticket" + " " * 8_000 + "x", 1),
        ("order no ", 900),
        ("I'm Aa ", 1_500),
        ("Aa ", 3_000),
        ("Aa-", 3_000),
        ("1 Aa Bb ", 1_000),
        ("a1b2-", 2_000),
        ("jo dot ", 1_200),
    ],
)
def test_nobody_is_waited_for_who_wrote_without_end(word: str, times: int) -> None:
    text = word * times
    begun = time.perf_counter()

    redact(text)

    assert time.perf_counter() - begun < 2
