"""The lists that ship in data/gazetteers, and how matches are chosen."""

from pathlib import Path

import pytest

from bot.components.gazetteer import Gazetteer, GazetteerProblem


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(Path("data/gazetteers"))


def found(gazetteer: Gazetteer, text: str) -> dict[str, str]:
    return {match.entity: match.value for match in gazetteer.find(text)}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("my songs skip on my iphone", {"device": "iPhone", "platform": "phone", "os": "iOS"}),
        ("ip13 pro max", {"device": "iPhone 13 Pro Max", "platform": "phone", "os": "iOS"}),
        ("iPhone XR, iOS 17.2", {"device": "iPhone XR", "platform": "phone", "os": "iOS 17.2"}),
        ("my i-pads", {"device": "iPad", "platform": "tablet", "os": "iPadOS"}),
        ("galaxy s21 ultra", {"device": "Samsung Galaxy S21 Ultra", "platform": "phone", "os": "Android"}),
        ("pixel 6a on android 14", {"device": "Google Pixel 6a", "platform": "phone", "os": "Android 14"}),
        ("it's on android", {"device": "Android phone", "platform": "phone", "os": "Android"}),
        ("my samsung tv", {"device": "Samsung TV", "platform": "tv"}),
        ("the ps5", {"device": "PlayStation 5", "platform": "console"}),
        ("Windows 11 desktop app", {"os": "Windows 11", "platform": "desktop"}),
        ("in chrome on my mac", {"device": "Mac", "os": "macOS", "platform": "web"}),
        ("android auto", {"car_system": "Android Auto", "platform": "car", "os": "Android"}),
        ("apple carplay", {"car_system": "CarPlay", "platform": "car", "os": "iOS"}),
        ("version 8.9.12.545", {"app_version": "8.9.12.545"}),
        ("also on wi-fi", {"network": "wifi"}),
        ("only on mobile data", {"network": "cellular"}),
        ("we have the family plan", {"plan": "premium_family"}),
        ("I live in the UK", {"region": "GB"}),
        ("charged £11.99 through paypal", {"amount": "£11.99", "payment_method": "PayPal"}),
        ("10 dollars", {"amount": "10 dollars"}),
        ("it says error code 409", {"error_code": "409"}),
        ("any news on ticket T-1029", {"ticket_number": "T-1029"}),
        ("Mail me at sam.smith@example.co.uk!", {"email": "sam.smith@example.co.uk"}),
        ("I get it through Vodafone", {"partner": "Vodafone"}),
    ],
)
def test_what_listeners_write_becomes_the_value_that_flows_know(
    gazetteer: Gazetteer, said: str, expected: dict[str, str]
) -> None:
    assert found(gazetteer, said) == expected


@pytest.mark.parametrize("said", ["how are you", "a macro phoneme", "it happens in us all", "4 s"])
def test_ordinary_words_are_no_entities(gazetteer: Gazetteer, said: str) -> None:
    assert found(gazetteer, said) == {}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("not on android", {}),
        ("it isn’t an Android phone", {}),
        ("not android, iphone", {"device": "iPhone", "platform": "phone", "os": "iOS"}),
        ("on my ipad rather than my iphone", {"device": "iPad", "platform": "tablet", "os": "iPadOS"}),
        ("everywhere except on wifi", {}),
        ("it's not working on android", {"device": "Android phone", "platform": "phone", "os": "Android"}),
        ("not only on android", {"device": "Android phone", "platform": "phone", "os": "Android"}),
        ("no, android", {"device": "Android phone", "platform": "phone", "os": "Android"}),
        ("I'm not on premium", {}),
        ("not on Android or iPhone", {}),
        ("it happens neither on iPhone nor iPad", {}),
        ("neither iPhone, iPad nor Mac", {}),
        ("neither iPhone,iPad nor Mac", {}),
        ("it's not my phone, tablet or laptop, it's the car", {"platform": "car"}),
        ("not on my phone and tablet", {}),
        ("not on my phone and my tv has the same problem", {"platform": "tv"}),
        ("not iPhone or iPad but Android", {"device": "Android phone", "platform": "phone", "os": "Android"}),
        ("it stops on everything except my TV", {}),
        ("it stops on everything except my TV and my ps5", {}),
        ("songs stop without wifi", {}),
        ("I don't have premium", {}),
        ("it works, but I'm not on the family plan", {}),
        ("not on iPhone/iPad", {}),
        ("I used to be on the family plan, now I'm on duo", {"plan": "premium_duo"}),
        ("I moved from Canada to Chile", {"region": "CL"}),
        ("not on the iPhone, nor on my iPad", {}),
        ("not on my iPhone or my iPad, only on my Mac", {"device": "Mac", "platform": "desktop", "os": "macOS"}),
        ("not only on iPhone or iPad", {"device": "iPad", "platform": "tablet", "os": "iPadOS"}),
        ("not the app, the web player", {"platform": "web"}),
        ("it's not my phone, it's my car", {"platform": "car"}),
    ],
)
def test_what_the_listener_rules_out_is_not_meant(gazetteer: Gazetteer, said: str, expected: dict[str, str]) -> None:
    assert found(gazetteer, said) == expected


@pytest.mark.parametrize(
    ("said", "platforms"),
    [
        ("works on my laptop, just not on the phone", ["phone"]),
        ("It works on my laptop. Just not on my phone.", ["phone"]),
        ("it works on everything except my TV", ["tv"]),
        ("except for my TV and my car everything works", ["tv", "car"]),
        ("it works neither on my phone nor on my tablet", ["phone", "tablet"]),
        ("neither my phone nor my tv works", ["phone", "tv"]),
        ("works on my phone, laptop and tablet, just not on the tv", ["tv"]),
        ("fine on my phone but it stops on my laptop", ["desktop"]),
        ("my phone works, the laptop doesn't", ["desktop"]),
        ("works on my tablet and my phone keeps crashing", ["phone"]),
        ("on my laptop everything is fine, on my tablet it crashes", ["tablet"]),
        ("I can log in on my laptop but not on my phone", ["phone"]),
        ("I can share from my laptop and my phone shows nothing", ["desktop", "phone"]),
        ("it doesn't work on my phone, on my laptop it works", ["phone"]),
        ("it never works on my phone", ["phone"]),
        ("only works on my phone", ["phone"]),
        ("skips on my phone, works on my tablet", ["phone"]),
        ("ok, not on my phone, on my tablet", ["tablet"]),
        ("works everywhere but on my TV", ["tv"]),
        ("all my devices except my tablet and my TV work", ["tablet", "tv"]),
        ("it plays on my laptop but not on my phone", ["phone"]),
        ("it plays the wrong song on my laptop but not on my phone", ["desktop"]),
        ("it doesn't happen on my laptop, only on my phone", ["phone"]),
        ("my phone isn't the problem, my tablet skips", ["tablet"]),
        ("my work laptop and my phone", ["desktop", "phone"]),
    ],
)
def test_where_all_is_well_is_not_meant_beside_where_it_is_not(
    gazetteer: Gazetteer, said: str, platforms: list[str]
) -> None:
    assert [match.value for match in gazetteer.find(said) if match.entity == "platform"] == platforms


def test_what_works_is_only_left_out_for_something_of_its_kind(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "works on my laptop, the lyrics are wrong on wifi") == {
        "platform": "desktop",
        "network": "wifi",
    }


def test_a_match_knows_its_words(gazetteer: Gazetteer) -> None:
    text = "On my iPhone 13!"

    device = next(match for match in gazetteer.find(text) if match.entity == "device")

    assert text[device.start : device.end] == "iPhone 13"


def test_an_implied_platform_does_not_hide_the_one_that_was_said(gazetteer: Gazetteer) -> None:
    platforms = [m.value for m in gazetteer.find("on my pc, it works on android") if m.entity == "platform"]

    assert platforms == ["desktop"]


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "device.yml").write_text("entity: device\nvalues:\n  - {value: iPhone}\n", encoding="utf-8")

    with pytest.raises(GazetteerProblem, match=r"device\.yml"):
        Gazetteer(tmp_path)
