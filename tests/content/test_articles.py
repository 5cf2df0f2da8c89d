"""The articles: complete, true to the brand's facts, and one for whatever a listener may bring."""

import re
from pathlib import Path

from ruamel.yaml import YAML

from bot.articles.article import PLATFORMS
from bot.articles.lint import lint_articles
from tests.content.walking import ARTICLES, FLOWS, ROOT, brand, slugs

PAGES = sorted(ARTICLES.rglob("*.md"))
#: Dialogue acts are answered in the dialogue, and nothing is written about what listener support does not handle.
WITHOUT_ARTICLE = {
    "talk_to_human",
    "inform_details",
    "greeting",
    "thanks_praise_resolved",
    "goodbye",
    "affirm",
    "deny_not_fixed",
    "out_of_scope",
}


def topics():
    """The ids in the table of docs/topics.md."""
    table = (ROOT / "docs" / "topics.md").read_text(encoding="utf-8").split("Tie-breaks")[0]
    return re.findall(r"^\|[^|]*\| `(\w+)` \|", table, flags=re.MULTILINE)


def front_matter(page: Path):
    return YAML(typ="safe").load(page.read_text(encoding="utf-8").split("---\n")[1])


def test_the_linter_has_nothing_to_say():
    assert len(lint_articles(ARTICLES, brand(), topics())) == len(PAGES) >= 125


def test_no_question_of_the_exam_is_given_away():
    exam = YAML(typ="safe").load(ROOT / "data" / "exams" / "articles.yml")
    questions = {one["ask"] for several in exam["questions"].values() for one in several} | set(exam["nothing"])

    given = {line for page in PAGES for line in front_matter(page)["asked_as"]}
    assert given & questions == set()


def test_every_topic_has_an_article():
    written = {topic for page in PAGES for topic in front_matter(page)["topics"]}
    assert set(topics()) - WITHOUT_ARTICLE - written == set()


def test_every_platform_and_some_regions_and_versions_have_articles_of_their_own():
    written = [front_matter(page) for page in PAGES]
    assert {platform for facts in written for platform in facts["platforms"]} == PLATFORMS
    for scope in ("regions", "min_app_version", "max_app_version"):
        assert any(scope in facts for facts in written), scope


def test_no_two_articles_answer_the_same_question():
    for what in ("title", "summary"):
        said = [front_matter(page)[what] for page in PAGES]
        assert len(said) == len(set(said))


def test_every_article_is_named_by_another_one_or_by_a_flow():
    texts = [path.read_text(encoding="utf-8") for path in [*PAGES, *FLOWS.glob("*.yml")]]
    named = {slug for page in PAGES for slug in front_matter(page)["related"]}
    named |= {slug for text in texts for slug in re.findall(r"(?:article: |/help/)([a-z-]+/[a-z-]+)", text)}
    assert slugs() - named == set()


def test_every_article_that_a_flow_names_exists():
    for path in FLOWS.glob("*.yml"):
        named = re.findall(r"^\s+article: (\S+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert set(named) <= slugs(), path.name


def test_whoever_logs_out_or_installs_anew_is_told_about_downloads():
    # On a car's screen, a TV and in a browser nothing is downloaded.
    elsewhere = re.compile(r"car's screen|on the TV|in the browser")
    loses = re.compile(r"log out.* in\b|install it (again|from)", re.IGNORECASE)
    for page in PAGES:
        for step in re.findall(r"^\d+\. .*$", page.read_text(encoding="utf-8"), flags=re.MULTILINE):
            if loses.search(step) and not elsewhere.search(step):
                assert "ownloads" in step, f"{page.name}: {step}"
