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
        ("iphone 6S plus", {"device": "iPhone 6s Plus", "platform": "phone", "os": "iOS"}),
        ("iPhone 8+", {"device": "iPhone 8 Plus", "platform": "phone", "os": "iOS"}),
        ("14 pro max", {"device": "iPhone 14 Pro Max", "platform": "phone", "os": "iOS"}),
        ("s23u", {"device": "Samsung Galaxy S23 Ultra", "platform": "phone", "os": "Android"}),
        ("S7, android", {"device": "Samsung Galaxy S7", "platform": "phone", "os": "Android"}),
        ("samsung 8+", {"device": "Samsung Galaxy S8 Plus", "platform": "phone", "os": "Android"}),
        ("samsung a52s 5g", {"device": "Samsung Galaxy A52s", "platform": "phone", "os": "Android"}),
        ("z fold3", {"device": "Samsung Galaxy Z Fold 3", "platform": "phone", "os": "Android"}),
        ("android note 8", {"device": "Samsung Galaxy Note 8", "platform": "phone", "os": "Android"}),
        ("tab a7", {"device": "Samsung Galaxy Tab A7", "platform": "tablet", "os": "Android"}),
        ("redmi note 9 pro", {"device": "Xiaomi Redmi Note 9 Pro", "platform": "phone", "os": "Android"}),
        ("moto g5 plus", {"device": "Motorola Moto G5 Plus", "platform": "phone", "os": "Android"}),
        ("mbp on Sierra", {"device": "MacBook", "platform": "desktop", "os": "macOS"}),
        ("my mac, running Sierra", {"device": "Mac", "platform": "desktop", "os": "macOS Sierra"}),
        ("el capitan", {"os": "macOS El Capitan", "platform": "desktop"}),
        ("imac with ventura", {"device": "Mac", "os": "macOS Ventura", "platform": "desktop"}),
        ("m1 macbook on monterey", {"device": "MacBook", "os": "macOS Monterey", "platform": "desktop"}),
        ("i-phone 8+", {"device": "iPhone 8 Plus", "platform": "phone", "os": "iOS"}),
        ("oneplus nord ce 2", {"device": "OnePlus Nord CE 2", "platform": "phone", "os": "Android"}),
        ("fairphone 4", {"device": "Fairphone 4", "platform": "phone", "os": "Android"}),
        ("SM-G991B", {"device": "Samsung Galaxy", "platform": "phone", "os": "Android"}),
        ("galaxy watch6", {"device": "Galaxy Watch", "platform": "watch"}),
        ("huawei watch gt4", {"device": "Huawei Watch", "platform": "watch"}),
        ("xiaomi pad 6", {"device": "Android tablet", "platform": "tablet", "os": "Android"}),
        ("the huawei matebook", {"device": "Windows PC", "platform": "desktop", "os": "Windows"}),
        ("marshall acton 3", {"device": "Marshall speaker", "platform": "speaker"}),
        ("in my bmw", {"platform": "car"}),
        ("the vw's bluetooth", {"car_system": "Car Bluetooth", "platform": "car"}),
        ("bluetooth in my toyota", {"car_system": "Car Bluetooth", "platform": "car"}),
        ("eleven quid", {"amount": "eleven quid"}),
        ("₩10,900 monthly", {"amount": "₩10,900"}),
        ("R59.99 a month", {"amount": "R59.99"}),
        ("billed thru itunes", {"payment_method": "Apple billing"}),
        ("I pay via the Play Store", {"payment_method": "Google Pay"}),
        ("in n. ireland", {"region": "GB"}),
        ("from Côte d'Ivoire", {"region": "CI"}),
        ("uni discount", {"plan": "premium_student"}),
        ("osx 10.11.6", {"os": "macOS 10.11.6", "platform": "desktop"}),
        ("macOS Sierra version 10.12.6", {"os": "macOS Sierra", "platform": "desktop"}),
        ("IOS11", {"os": "iOS 11"}),
        ("my iOS is 11.1.2", {"os": "iOS 11.1.2"}),
        ("since iOS 11, currently running 11.1.1", {"os": "iOS 11"}),
        ("app 11.1.1", {"app_version": "11.1.1"}),
        ("Android - 6.0.1", {"os": "Android 6.0.1"}),
        ("the android version is 8.1", {"os": "Android 8.1"}),
        ("pixel on oreo", {"device": "Google Pixel", "platform": "phone", "os": "Android 8"}),
        ("windows 8.1", {"os": "Windows 8.1", "platform": "desktop"}),
        ("ff browser", {"platform": "web"}),
        ("4g lte", {"network": "cellular"}),
        ("with gpay", {"payment_method": "Google Pay"}),
        ("credit card details", {"payment_method": "credit card"}),
        ("my bank says card declined", {"payment_method": "card"}),
        ("10 quid", {"amount": "10 quid"}),
        ("Rs 119", {"amount": "Rs 119"}),
        ("10€/mo", {"amount": "10€"}),
        ("RM15/month", {"amount": "RM15"}),
        ("only 4,99 a month", {"amount": "4,99"}),
        ("student price", {"plan": "premium_student"}),
        ("Individual.", {"plan": "premium_individual"}),
        ("I'm in the US", {"region": "US"}),
        ("living in Manchester", {"region": "GB"}),
        ("a 503 error", {"error_code": "503"}),
        ("errors: 112", {"error_code": "112"}),
        ("atnt", {"partner": "AT&T"}),
        ("iPhone\u00a013", {"device": "iPhone 13", "platform": "phone", "os": "iOS"}),
        ("\u200fiPhone 13\u200f", {"device": "iPhone 13", "platform": "phone", "os": "iOS"}),
        ("Wi\u2011Fi", {"network": "wifi"}),
        ("US", {"region": "US"}),
        ("the U.S.", {"region": "US"}),
        ("u.k.", {"region": "GB"}),
    ],
)
def test_what_listeners_write_becomes_the_value_that_flows_know(
    gazetteer: Gazetteer, said: str, expected: dict[str, str]
) -> None:
    assert found(gazetteer, said) == expected


@pytest.mark.parametrize(
    "said",
    [
        "how are you",
        "a macro phoneme",
        "it happens in us all",
        "4 s",
        "Fleetwood Mac and Mac Miller",
        "what is your phone number",
        "muy pocos anuncios",
        "individual songs",
        "a duo from the nineties",
        "please note 3 songs",
        "the Manchester gig",
        "the UK charts",
        "Oxygen 4.5.13",
        "since 12.11.2017",
        "the sd card",
        "promo code 1234",
        "99 % of the time",
        "Ventura",
        "I got the code 6 times",
        "join us",
        "no wifi",
        "I have multiple windows",
        "updating via the App Store",
        "a fair price",
        "in my hand",
    ],
)
def test_ordinary_words_are_no_entities(gazetteer: Gazetteer, said: str) -> None:
    assert found(gazetteer, said) == {}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("not on android", {}),
        ("it isn’t an Android phone", {}),
        ("it isn`t an Android phone", {}),
        ("not\u00a0on\u00a0android", {}),
        ("I no longer have an iPhone", {}),
        ("I don't live in the UK any more, I moved to Spain", {"region": "ES"}),
        ("I haven't tried it on my laptop", {}),
        ("the song isn't in Canada", {"region": "CA"}),
        ("my playlists are not on my tv", {"platform": "tv"}),
        ("it isn't in Canada", {}),
        ("why is it not on my tv", {"platform": "tv"}),
        ("change my plan from student plan to family plan", {"plan": "premium_family"}),
        ("my account went from premium to free", {"plan": "free"}),
        ("can I go from premium individual to Duo", {"plan": "premium_duo"}),
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
        ("works w/o phone", {}),
        ("never had premium family", {}),
        ("I never had a problem on my iphone until now", {"device": "iPhone", "platform": "phone", "os": "iOS"}),
        ("the ipad isn't affected, iphone is", {"device": "iPhone", "platform": "phone", "os": "iOS"}),
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
        ("it crashes on my tablet, it works fine on my laptop", ["tablet"]),
        ("works on my phone😀 not on my tv", ["tv"]),
        ("works on my phone…not on my tv", ["tv"]),
        ("nothing wrong with my phone, the car disconnects", ["car"]),
        ("the track isn’t on my tablet, it works on my laptop", ["tablet"]),
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


def test_a_device_that_is_fine_is_not_meant_beside_a_system_that_is_not(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "no issues on desktop, but on iOS the lyrics are gone") == {"os": "iOS"}


def test_the_same_named_more_exactly_stands_alone(gazetteer: Gazetteer) -> None:
    devices = [m.value for m in gazetteer.find("an iPhone X and an iPhone XR, both iPhones") if m.entity == "device"]

    assert devices == ["iPhone X", "iPhone XR"]


def test_a_number_after_a_device_may_be_no_model(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "on my iphone 3 times")["device"] == "iPhone"
    assert found(gazetteer, "iPhone 11.0.2")["device"] == "iPhone"
    assert found(gazetteer, "iOS version 8.4.28.1104")["os"] == "iOS"


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
