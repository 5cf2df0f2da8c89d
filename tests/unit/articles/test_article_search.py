"""Searching articles: the right one first, only for this listener, and nothing when nothing fits."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.articles import Article, ArticleIndex


@pytest.fixture
def articles(an_article) -> list[Article]:
    return [
        an_article(
            "playback/skips-offline", title="Downloaded songs skip offline", topics=("playback_interrupted",),
            summary="Why songs are skipped or stop without a connection.", body="Downloads may be limited to Wi-Fi.",
        ),
        an_article(
            "billing/charged-twice", title="You were charged twice", topics=("billing_unexpected_charge",),
            summary="Pending authorisations and second accounts.", body="A pending charge disappears by itself.",
        ),
        an_article(
            "app/carplay-log-in", title="Log in with CarPlay", topics=("account_login", "car_mode"), platforms=("car",),
            summary="Log in on the phone first.", body="Open the app on the phone.",
        ),
        an_article(
            "plans/student", title="Renew your student plan", topics=("plan_student",), regions=("GB", "DE"),
            summary="Verification is needed every year.", body="Open your account page to verify.",
        ),
        an_article(
            "app/old-crash", title="The app crashes at the start", topics=("app_crash_performance",),
            summary="An update mends it.", body="Update the app.", max_app_version="8.9.30",
        ),
    ]  # fmt: skip


@pytest.fixture
def index(articles) -> ArticleIndex:
    return ArticleIndex(articles)


def slugs(hits) -> list[str]:
    return [hit.article.slug for hit in hits]


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("my songs keep skipping on my iphone when I'm offline", "playback/skips-offline"),
        ("why was I charged two times, there is a pending charge", "billing/charged-twice"),
        ("renewing the student verification", "plans/student"),
    ],
)
def test_the_article_that_answers_comes_first(index, query, slug):
    assert slugs(index.search(query))[:1] == [slug]


@pytest.mark.parametrize("query", ["what is the weather in Paris", "how do I bake a sourdough bread", "", "???", "the"])
def test_an_unrelated_question_finds_nothing(index, query):
    assert index.search(query) == []


def test_a_vague_question_finds_the_article_of_the_known_topic(index):
    question = "songs are somehow weird tonight"

    assert index.search(question) == []
    assert slugs(index.search(question, topic="playback_interrupted")) == ["playback/skips-offline"]


@pytest.mark.parametrize(
    ("query", "listener", "found"),
    [
        ("renew student plan", {}, True),
        ("renew student plan", {"region": "gb"}, True),
        ("renew student plan", {"region": "US"}, False),
        ("crashes at the start", {"app_version": "8.9.12"}, True),
        ("crashes at the start", {"app_version": "8.9.30"}, True),
        ("crashes at the start", {"app_version": "8.10"}, False),
        ("crashes at the start", {"app_version": "unknown"}, True),
    ],
)
def test_only_articles_that_are_true_for_this_listener_are_found(index, query, listener, found):
    assert bool(index.search(query, **listener)) is found


@pytest.mark.parametrize(
    ("question", "platform", "first"),
    [
        # Equally near: what is for the listener's device.
        ("plane or car", "phone", "a/phone"),
        ("plane or car", "car", "b/car"),
        ("plane or car", None, "a/phone"),
        # Somebody on a phone writes about the car.
        ("in my car", "phone", "b/car"),
    ],
)
def test_what_is_for_other_devices_has_to_fit_better(an_article, question, platform, first):
    articles = [
        an_article("a/phone", title="plane", platforms=("phone", "tablet")),
        an_article("b/car", title="car", platforms=("car",)),
    ]

    assert ArticleIndex(articles).search(question, platform=platform)[0].article.slug == first


def test_what_hardly_fits_and_is_for_other_devices_is_no_answer(an_article):
    index = ArticleIndex([an_article("a/b", title="T", summary="Half.", platforms=("car",))])

    assert index.search("half moon", platform="car") != []
    assert index.search("half moon", platform="tv") == []


def test_no_more_than_the_limit_are_returned(an_article):
    index = ArticleIndex([an_article(f"a/{n}", title="Songs skip") for n in range(5)])

    assert slugs(index.search("songs skip", limit=2)) == ["a/0", "a/1"]


def test_meaning_finds_what_no_word_matches_and_still_refuses_the_unrelated(articles):
    def encode(texts):
        return [(1.0, 0.1) if "charge" in text or "money" in text else (0.0, 1.0) for text in texts]

    index = ArticleIndex(articles, encode)

    assert slugs(index.search("my money left"))[0] == "billing/charged-twice"
    assert ArticleIndex(articles).search("my money left") == []


def test_the_known_topic_comes_first_also_where_meaning_prefers_another(articles):
    def encode(texts):
        return [(1.0, 0.4) if "charge" in text.lower() else (0.4, 1.0) for text in texts]

    hits = ArticleIndex(articles, encode).search("a charge for my student plan", topic="plan_student")

    assert slugs(hits)[:2] == ["plans/student", "billing/charged-twice"]


def alike(texts):
    """Everything means the same: only the topic is left to decide."""
    return [(1.0, 0.0) for _ in texts]


def test_a_guess_of_the_topic_puts_the_articles_of_likely_topics_first(articles):
    likely = {"plan_student": 0.5, "car_mode": 0.3, "playback_interrupted": 0.15}

    hits = ArticleIndex(articles, alike, guess=lambda question, vector: likely).search("zxqv", limit=9)

    # The car is the second topic of its article, which counts less than the first of another; here it is likelier.
    assert slugs(hits)[:3] == ["plans/student", "app/carplay-log-in", "playback/skips-offline"]
    assert len(hits) == len(articles)


def test_a_guess_is_asked_with_words_and_vector_and_only_where_no_topic_is_known(articles):
    asked = []

    def guess(question, vector):
        asked.append((question, [float(number) for number in vector]))
        return {"plan_student": 1.0}

    index = ArticleIndex(articles, alike, guess=guess)
    index.search("songs")
    known = index.search("songs", topic="playback_interrupted")

    assert asked == [("songs", [1.0, 0.0])]
    assert slugs(known)[:1] == ["playback/skips-offline"]


@pytest.mark.parametrize(("nothing_of_ours", "found"), [(0.0, True), (0.3, True), (1.0, False)])
def test_what_is_probably_no_matter_of_ours_has_to_be_nearer(an_article, nothing_of_ours, found):
    def encode(texts):
        # A cosine of 0.5.
        return [(1.0, 0.0) if text == "zxqv" else (1.0, 3**0.5) for text in texts]

    index = ArticleIndex([an_article("a/b")], encode, guess=lambda *_: {"out_of_scope": nothing_of_ours})

    assert bool(index.search("zxqv")) is found


def test_an_article_is_found_by_the_words_listeners_ask_it_by(an_article):
    index = ArticleIndex([an_article("a/b", title="Songs skip", asked_as=("hiccups all the time",))])

    assert slugs(index.search("the hiccups")) == ["a/b"]


def test_an_index_of_nothing_finds_nothing():
    assert ArticleIndex([], lambda texts: [(1.0,) for _ in texts]).search("songs") == []


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(), max_size=80))
@example("\ud800")
@example("songs \x00 skip")
def test_whatever_a_listener_types_is_searched_without_an_error(articles, query):
    def encode(texts):
        return [(float(len(text.encode())), 1.0) for text in texts]

    ArticleIndex(articles, encode).search(query, topic="car_mode")
