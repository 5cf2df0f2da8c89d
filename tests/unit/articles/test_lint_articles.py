"""The linter of articles: what a writer would get wrong, with the line, and how to mend it."""

import re

import pytest

from bot.articles import ArticleProblems, load_articles
from bot.articles.lint import lint_articles

BRAND = {
    "name": "Tonada",
    "links": {"plan": "https://tonada.example/plan"},
    "menu": {"settings": "Settings", "downloads": "Settings › Downloads"},
}
#: The line below the front matter is 12, and what a listener should do begins in line 18.
ARTICLE = """\
---
title: Songs skip
summary: What to do when songs skip.
asked_as:
  - it skips
  - songs jump
  - next song by itself
topics: [playback]
platforms: [all]
updated: 2026-11-20
---

## Why it happens

{brand.name} plays only what is *there*, see [your plan]({brand.links.plan}).

## What to do

1. Open **{brand.menu.settings}**.

### On an iPhone or iPad

1. Wait, then see [how it went](/help/other/article#next-time).

| Plan | Songs |
| --- | --- |
| Free | none |

## Next time

Wait.

## Still stuck?

Write to us.
"""


OTHER = ARTICLE.replace("skip", "hop").replace("jump", "leap").replace("next song", "other song")


def said_of(a_directory, text: str) -> list[str]:
    """What the linter says of it, beside another article that has no problem."""
    try:
        lint_articles(
            a_directory(
                a=text,
                other__article=ARTICLE.replace("skip", "hop")
                .replace("jump", "leap")
                .replace("next song", "other song"),
            ),
            BRAND,
            ["playback"],
        )
    except ArticleProblems as problems:
        return [f"{problem.line}: {problem.problem} {problem.remedy}" for problem in problems.problems]
    return []


def test_an_article_as_it_should_be_has_no_problem(a_directory):
    assert said_of(a_directory, ARTICLE) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        # What the page would show otherwise than it is meant.
        ("Wait.", "Wait<br>a bit.", "31: <br … is HTML, and shown as it is written. Leave a line empty,"),
        ("Wait.", "<b>Wait</b>", "31: <b … is HTML, and shown as it is written. Write **bold**."),
        ("Wait.", "Be\n<i>patient</i>.", "32: <i … is HTML, and shown as it is written. Write *slanted*."),
        ("Wait.", "<div>\nWait.\n</div>", "31: <div … is HTML, and shown as it is written. Write it in Markdown."),
        ("Wait.", "<!-- ask Ann -->", "31: <! … is HTML, and shown as it is written. Leave the remark out."),
        ("Wait.", "![A phone](/phone.png)", "31: Pictures are not shown. Say in words"),
        ("Wait.", "    Wait.", "31: These lines are shown as program text."),
        ("### On an iPhone or iPad", "###On an iPhone or iPad", "21: This heading is shown as text."),
        ("### On an iPhone or iPad", "#### On Android", "21: This heading leaves out a level. Write ###."),
        ("### On an iPhone or iPad", "# On Android", "21: This heading would be a second title."),
        ("1. Wait, then", "1.Wait, then", "23: This step is no part of a list."),
        ("1. Wait, then", "Do this:\n2. Wait, then", "24: This step is no part of a list."),
        ("| --- | --- |", "| --- |", "25: This table is shown as text. Write | --- | below its first row,"),
        ("**{brand.menu.settings}**", "** {brand.menu.settings} **", "19: These ** are shown as they are."),
        ("**{brand.menu.settings}**", "**{brand.menu.settings}", "19: These ** are shown as they are."),
        ("{brand.menu.settings}", "{menu.settings}", "19: These braces are shown as they are."),
        ("{brand.menu.settings}", "{brand.menu.setings}", "19: {brand.menu.setings} is not a fact of the brand."),
        # Links.
        ("[your plan]({brand", "[your plan] ({brand", "15: This link is shown as text."),
        ("{brand.links.plan}", "{brand.menu.settings}", "15: A link to Settings leads nowhere."),
        ("{brand.links.plan}", "{brand.menu.downloads}", "15: This link is shown as text."),
        ("{brand.links.plan}", "../other/article.md", "15: A link to ../other/article.md leads nowhere."),
        ("/help/other/article", "/help/other/articles", "23: There is no article other/articles."),
        ("[your plan]", "[here]", '15: A link "here" does not say where it leads. Write what is there.'),
        ("[your plan]", "[Click **here**]", '15: A link "Click here" does not say where it leads.'),
        ("[your plan]({brand.links.plan})", "{brand.links.plan}", "15: This address is bare."),
        ("[your plan]({brand.links.plan})", "<{brand.links.plan}>", "15: This address is bare."),
        (
            "{brand.links.plan}",
            "https://x.example",
            "15: The address https://x.example is written out.",
        ),
        # The form of an article.
        ("## Next time", "## Next Time", '29: "Next Time" is no part of an article. Did you mean Next time?'),
        ("## Next time\n\nWait.\n\n", "", '13: The part "Next time" is missing.'),
        ("## Next time", "## What to do", '13: The part "Next time" is missing.'),
        ("1. Open", "- Open", "19: This step has no number."),
        ("1. Open **{brand.menu.settings}**.\n\n### On an iPhone or iPad\n\n1. Wait", "Wait", "17: There are no steps"),
        ("songs skip.\n", "songs skip\n", "3: The summary is no sentence"),
        ("  - it skips\n", "", '4: "asked_as" has 2 lines. Write 3 to 15,'),
        ("  - it skips\n", "  - Songs skip\n", '4: "asked_as" has the title.'),
        # What belongs to the brand.
        ("{brand.name} plays", "Tonada plays", "15: Tonada is written out. Write {brand.name},"),
        ("when songs skip.", "when Tonada skips.", '3: "summary" names Tonada.'),
        ("Wait.", "Wait 30 days.", "31: The number 30 is written out."),
    ],
)
def test_a_writer_is_told_the_line_what_is_wrong_and_how_to_mend_it(a_directory, old, new, said):
    assert ARTICLE.count(old) == 1, "the article to break has changed"

    found = said_of(a_directory, ARTICLE.replace(old, new))

    assert [one for one in found if one.startswith(said)], found
    assert len(found) == 1, found


def test_parts_in_another_order_are_told(a_directory):
    head, why, do, rest = re.split(r"(?=## W|## N)", ARTICLE)

    assert said_of(a_directory, head + do + why + rest)[0].startswith("13: The parts are in another order, or doubled.")


def test_a_desk_opens_with_what_only_the_linter_minds(a_directory):
    (article,) = load_articles(a_directory(a=ARTICLE.replace("Wait.", "Wait<br>2 days.")), BRAND)

    assert "&lt;br&gt;" in article.body_html


def test_problems_of_a_file_come_in_the_order_of_its_lines(a_directory):
    found = said_of(a_directory, ARTICLE.replace("Wait.", "<b>Wait</b>").replace("{brand.name} plays", "Tonada plays"))

    assert [one.split(":")[0] for one in found] == ["15", "31"]
