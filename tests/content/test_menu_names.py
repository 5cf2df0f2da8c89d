"""What texts put in bold is on a screen: a place of the app, named in data/brand.yml, or one of the device's own."""

import re

from tests.content.walking import ARTICLES, FLOWS, ROOT, brand

BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
#: Names that phones, computers, cars and app stores give their own places. All else is the app's.
OF_DEVICES = re.compile(
    r"Settings|(System )?Settings › .+|(Low Power Mode|[Bb]attery saver)|Local Network|iPad Storage|Bluetooth"
    r"|CarPlay|Android Auto|Customize launcher|Force stop|Clear cache|Fn|Hands-Free|Headset"
    r"|Google Play Store|Payments & subscriptions|Subscriptions|Update"
)
OF_THE_BRAND = re.compile(r"\{brand\.menu\.(\w+)\}")


def texts():
    """Every article and flow file, by its path in the project."""
    for path in [*ARTICLES.rglob("*.md"), *FLOWS.glob("*.yml")]:
        yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def test_a_place_of_the_app_takes_its_name_from_the_brand():
    for name, text in texts():
        for bold in BOLD.findall(text):
            assert OF_THE_BRAND.fullmatch(bold) or OF_DEVICES.fullmatch(bold), f"{name}: **{bold}**"


def test_the_brand_names_no_place_that_no_text_leads_to():
    used = {key for _, text in texts() for key in re.findall(r"\{brand\.menu\.(\w+)\}", text)}
    assert used == set(brand()["menu"])
