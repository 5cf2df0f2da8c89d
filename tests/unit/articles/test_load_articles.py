"""Loading articles: what a file becomes, and what a writer is told about a broken one."""

from datetime import date

import pytest

from bot.articles import ArticleProblems, load_articles


def test_a_file_becomes_an_article_with_the_facts_of_the_brand_filled_in(a_directory, article_file, brand):
    (article,) = load_articles(a_directory(playback__skips=article_file, README="For writers."), brand)

    assert article.slug == "playback/skips"
    assert article.summary == "What to do when downloaded songs of Tonada skip."
    assert article.topics == ("offline_downloads", "playback_interrupted")
    assert (article.min_app_version, article.max_app_version) == ("8.9", None)
    assert article.updated == date(2026, 11, 20)
    assert article.body == "You can download on **5 devices**.\n"
    assert article.body_html == "<p>You can download on <strong>5 devices</strong>.</p>\n"


def test_a_writer_says_how_listeners_ask(a_directory, article_file, brand):
    asked = article_file.replace("topics:", 'asked_as:\n  - it skips\n  - "{brand.name}: no song plays"\ntopics:')
    articles = load_articles(a_directory(a=asked, b=article_file), brand)

    assert [article.asked_as for article in articles] == [("it skips", "Tonada: no song plays"), ()]


def test_a_line_leads_to_one_article(a_directory, article_file, brand):
    asked = article_file.replace("topics:", "asked_as: [it skips]\ntopics:")
    with pytest.raises(ArticleProblems) as raised:
        load_articles(a_directory(a=asked, b=asked), brand)

    assert [(problem.file[-4:], problem.line) for problem in raised.value.problems] == [("b.md", 4)]
    assert '"a" has the line "it skips" already.' in str(raised.value)


def test_html_and_script_links_of_a_file_never_reach_the_page(a_directory, article_file, brand):
    hostile = article_file + "\n<script>alert(1)</script> [press](javascript:alert(1)) ![x](https://x.example/y.png)\n"
    (article,) = load_articles(a_directory(a=hostile), brand)

    assert "<script" not in article.body_html
    assert "&lt;script&gt;" in article.body_html
    assert "href" not in article.body_html
    assert "<img" not in article.body_html


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("title: Songs", "titel: Songs", 2, '"titel" is not a key of an article. Did you mean title?'),
        ("updated: 2026-11-20\n", "", 1, '"updated" is missing. Add a line updated: to the front matter.'),
        ("updated: 2026-11-20", "updated: last week", 8, '"updated" is not a date. Write it as 2026-11-25.'),
        ("[phone, tablet]", "[phones, tablet]", 5, '"platforms" has "phones". Did you mean phone?'),
        ("[phone, tablet]", "phone", 5, '"platforms" is not a list of names. Write it as [one, two].'),
        ("regions: [all]", "regions: [Germany]", 6, "Write [all], or countries by two capital letters"),
        ('"8.9"', "8.9", 7, '"min_app_version" is not a version. Write it in quotes, as in "8.9.12".'),
        ('"8.9"\n', '"8.9"\nmax_app_version: "8.2"\n', 8, "No version lies between the two."),
        ("related: []", "related: [playback/skip]", 9, 'There is no other article "playback/skip".'),
        ("brand.downloads.devices", "brand.downloads.device", 11, "Did you mean devices?"),
        ("brand.downloads.devices", "brand.downloads", 11, "{brand.downloads} is not a fact of the brand."),
        ("topics:", "asked_as: it skips\ntopics:", 4, '"asked_as" is not a list of lines.'),
        ("topics:", "asked_as: [it skips, 3]\ntopics:", 4, "Write each below, after two spaces and -."),
        ("topics:", f"asked_as: [{'it skips ' * 10}]\ntopics:", 4, "Write it as two, or leave words out."),
        ("topics:", "asked_as: [It skips, it skips]\ntopics:", 4, '"a" has the line "it skips" already.'),
        ("title: Songs", "title: Songs: skip", 2, "A text with a colon in it needs quotes."),
        ("---\ntitle", "title", 1, "There is no front matter."),
        ("You can download on **{brand.downloads.devices} devices**.\n", "", 11, "nothing below the front matter"),
    ],
)
def test_a_broken_file_is_reported_with_line_and_remedy(a_directory, article_file, brand, old, new, line, said):
    assert old in article_file
    with pytest.raises(ArticleProblems) as raised:
        load_articles(a_directory(a=article_file.replace(old, new, 1)), brand)

    assert [p.line for p in raised.value.problems if said in str(p)] == [line], str(raised.value)
    assert "a.md:" in str(raised.value)


@pytest.mark.parametrize(
    ("written", "said"),
    [("offline_download", "Did you mean offline_downloads?"), ("zebra", "None of the 20 is like it")],
)
def test_a_topic_that_is_none_is_reported_where_topics_are_known(a_directory, article_file, brand, written, said):
    topics = {"offline_downloads", "playback_interrupted", *(f"other_{number}" for number in range(18))}
    assert load_articles(a_directory(a=article_file), brand, topics)

    with pytest.raises(ArticleProblems) as raised:
        load_articles(a_directory(a=article_file.replace("offline_downloads", written)), brand, topics)

    assert f'a.md:4: "topics" has "{written}". {said}' in str(raised.value)


def test_empty_lines_above_the_answer_do_not_shift_the_line_of_a_problem(a_directory, article_file, brand):
    broken = article_file.replace("You can download on **{brand.downloads.devices}", "\n\n\n**{brand.downloads.device}")
    with pytest.raises(ArticleProblems) as raised:
        load_articles(a_directory(a=broken), brand)

    assert [problem.line for problem in raised.value.problems] == [14]


def test_all_problems_of_all_files_are_reported_at_once(a_directory, article_file, brand):
    directory = a_directory(a=article_file.replace("title:", "titel:"), b="nothing", c=article_file)
    with pytest.raises(ArticleProblems) as raised:
        load_articles(directory, brand)

    assert {problem.file.rsplit("/", 1)[1] for problem in raised.value.problems} == {"a.md", "b.md"}
