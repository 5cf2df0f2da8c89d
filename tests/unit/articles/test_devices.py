"""Steps for one device each: marked for the page where there is a choice, and spelt as the page knows them."""

import pytest

from bot.articles import ArticleProblems, load_articles
from bot.articles.devices import misspelt, with_devices

IPHONE, ANDROID = "<h3>On an iPhone or iPad</h3>\n<ol><li>a</li></ol>\n", "<h3>On Android</h3>\n<p>b</p>\n"
AFTER = "<h3>On every device</h3>\n<p>c</p>\n<h2>Next time</h2>\n"


def test_neighbours_for_different_devices_become_one_choice():
    marked = with_devices(f"<h2>What to do</h2>\n<p>first</p>\n{IPHONE}{ANDROID}{AFTER}")

    assert marked == (
        "<h2>What to do</h2>\n<p>first</p>\n"
        '<div class="devices">\n'
        f'<section data-device="iphone" data-name="iPhone or iPad">\n{IPHONE}</section>\n'
        f'<section data-device="android" data-name="Android">\n{ANDROID}</section>\n'
        f"</div>\n{AFTER}"
    )


@pytest.mark.parametrize("html", [IPHONE + AFTER, "<p>no heading</p>", "", IPHONE + AFTER + ANDROID])
def test_where_there_is_nothing_to_choose_nothing_is_marked(html):
    assert with_devices(html) == html


def test_a_loaded_article_has_its_choice(a_directory, article_file, brand):
    text = article_file + "\n### On Android\n\n1. a\n\n### In the car\n\n1. b\n"
    (article,) = load_articles(a_directory(a=text), brand)

    assert 'data-device="car" data-name="Car"' in article.body_html


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("On an iPhone or iPad", None),
        ("On every device", None),
        ("A word about batteries", None),
        ("On an Iphone or iPad", "On an iPhone or iPad"),
        ("On android", "On Android"),
        ("On your computer", "On a computer"),
    ],
)
def test_a_slip_in_the_heading_of_a_device_is_noticed(heading, meant):
    assert misspelt(heading) == meant


def test_a_writer_is_told_where_the_slip_is(a_directory, article_file, brand):
    with pytest.raises(ArticleProblems) as raised:
        load_articles(a_directory(a=article_file + "\n### On android\n\n1. a\n"), brand)

    (problem,) = raised.value.problems
    assert (problem.line, problem.remedy) == (13, "Write: ### On Android")
