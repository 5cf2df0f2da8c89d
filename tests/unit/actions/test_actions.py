"""What each action reads and sets, with services that live in memory."""

from datetime import date, datetime, timezone
from decimal import Decimal

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.accounts import Account
from actions.charges import Charge, Subscription
from actions.errors import NotFound
from actions.findings import RULES
from actions.gateway import Conversation
from actions.limits import Limits, PlanLimits
from actions.open_ticket import OpenTicket
from actions.read_account import ReadAccount
from actions.read_charges import ReadCharges
from actions.read_diagnostics import ReadDiagnostics
from actions.request_handoff import RequestHandoff
from actions.search_articles import SearchArticles
from actions.show_article import ShowArticle
from actions.ticket_summary import Progress, Remedy
from bot.articles import Article, ArticleIndex
from tests.unit.actions.action_fakes import FakeAccounts, FakeGateway, a_tracker

LIMITS = Limits(PlanLimits(10000, 5), {}, days_online=30, free_space_mb=1000)
ARTICLE = Article(
    slug="playback/skips-offline", title="Songs skip offline", summary="Why downloads skip.",
    topics=("playback_interrupted",), platforms=("phone",), regions=("GB",), min_app_version=None,
    max_app_version=None, updated=date(2026, 11, 20), related=(), body="", body_html="",
)  # fmt: skip
CARD = {
    "type": "article",
    "slug": "playback/skips-offline",
    "title": "Songs skip offline",
    "summary": "Why downloads skip.",
}


async def run(action, tracker) -> tuple[dict, list[dict]]:
    """The slots it sets and the custom messages it sends."""
    dispatcher = CollectingDispatcher()
    events = await action.run(dispatcher, tracker, {})
    return {event["name"]: event["value"] for event in events}, [m["custom"] for m in dispatcher.messages]


def a_gateway(account_id="sam", **diagnostics) -> FakeGateway:
    return FakeGateway({"c1": Conversation("c1", account_id, diagnostics)})


@pytest.fixture
def accounts() -> FakeAccounts:
    at = datetime(2026, 11, 20, tzinfo=timezone.utc)
    return FakeAccounts(
        {"sam": Account("sam", "premium_individual", "active", "GB")},
        {
            "sam": (
                [Charge("1", at, Decimal("11"), "GBP", "settled", "sam", partner="an app store")],
                Subscription("sam", "premium_individual"),
            )
        },
    )


async def test_diagnostics_set_every_finding_and_only_the_facts_that_nobody_told():
    gateway = a_gateway(battery_saver=True, device="iPhone 13", os="iOS 18.1", network={"type": "cellular"})

    slots, _ = await run(ReadDiagnostics(gateway, LIMITS), a_tracker({"device": "iPad", "os": ""}))

    assert slots.pop("findings") == [{"finding_id": "battery_saver_on", "text": "The device's battery saver is on."}]
    assert (slots.pop("os"), slots.pop("network")) == ("iOS 18.1", "cellular")
    assert slots == {f"finding_{finding_id}": finding_id == "battery_saver_on" for finding_id in RULES}


async def test_an_app_that_reports_nothing_leaves_every_finding_unknown():
    slots, _ = await run(ReadDiagnostics(a_gateway(), LIMITS), a_tracker())

    assert slots == {"findings": [], **{f"finding_{finding_id}": None for finding_id in RULES}}


async def test_an_account_tells_plan_status_and_country(accounts):
    slots, _ = await run(ReadAccount(a_gateway(), accounts), a_tracker({"plan": "free"}))

    assert slots == {"plan": "premium_individual", "account_status": "active", "country": "GB"}


async def test_nothing_is_known_of_an_anonymous_listener(accounts):
    gateway = a_gateway(account_id=None)

    assert (await run(ReadAccount(gateway, accounts), a_tracker()))[0] == {"account_status": "unknown"}
    assert (await run(ReadCharges(gateway, accounts), a_tracker()))[0] == {"charge_kind": None, "charge_text": None}


async def test_charges_become_a_kind_and_a_sentence(accounts):
    slots, _ = await run(ReadCharges(a_gateway(), accounts), a_tracker())

    assert slots["charge_kind"] == "partner_billed"
    assert slots["charge_text"] == "The charge of £11.00 on 20 November 2026 was billed by an app store, not by us."


async def test_an_account_that_does_not_exist_is_a_failure(accounts):
    with pytest.raises(NotFound):
        await run(ReadAccount(a_gateway(account_id="gone"), accounts), a_tracker())


async def test_the_article_that_fits_the_message_is_sent():
    search = SearchArticles(ArticleIndex([ARTICLE]))

    slots, sent = await run(search, a_tracker(said="my songs skip offline"))

    assert slots == {"article_slug": ARTICLE.slug, "article_title": ARTICLE.title}
    assert sent == [CARD]


async def test_the_question_that_the_engine_kept_is_searched_for():
    kept = {"question": "songs skip", "topic": "playback_interrupted"}

    slots, _ = await run(SearchArticles(ArticleIndex([ARTICLE])), a_tracker(kept, said="Yes"))

    assert slots["article_slug"] == ARTICLE.slug


async def test_slips_of_the_keyboard_do_not_hide_the_article():
    slots, _ = await run(SearchArticles(ArticleIndex([ARTICLE])), a_tracker(said="my sonsg sikp"))

    assert slots["article_slug"] == ARTICLE.slug


async def test_a_known_topic_has_an_article_even_if_the_listener_has_other_words():
    known = {"question": "it hiccups", "topic": "playback_interrupted"}

    slots, _ = await run(SearchArticles(ArticleIndex([ARTICLE])), a_tracker(known))

    assert slots["article_slug"] == ARTICLE.slug


@pytest.mark.parametrize(
    "slots",
    [
        {"question": "the weather in Paris"},
        {"question": "songs skip", "region": "US"},
        {"question": "the weather in Paris", "topic": "songs_skip"},
    ],
)
async def test_when_nothing_fits_nothing_is_sent(slots):
    slots, sent = await run(SearchArticles(ArticleIndex([ARTICLE])), a_tracker(slots))

    assert slots == {"article_slug": None, "article_title": None}
    assert sent == []


async def test_the_article_of_the_step_is_shown():
    slots, sent = await run(ShowArticle([ARTICLE]), a_tracker(article=ARTICLE.slug))

    assert slots["article_slug"] == ARTICLE.slug
    assert sent == [CARD]


async def test_a_step_that_names_no_known_article_is_a_failure():
    with pytest.raises(KeyError):
        await run(ShowArticle([ARTICLE]), a_tracker(article="no/such"))


async def test_a_ticket_is_opened_once_per_turn_with_what_is_known():
    gateway = a_gateway()
    progress = Progress("playback_interrupted", "music that stops", (Remedy("Turned it off", "did_not_help"),))
    action = OpenTicket(gateway, lambda slots: progress)
    tracker = a_tracker({"problem": "songs skip", "handoff_reason": "steps_exhausted"})

    first, _ = await run(action, tracker)
    again, _ = await run(action, tracker)

    assert first == again == {"ticket_number": "T-1001"}
    assert {request.cause_id for request in gateway.requests} == {"c1:3"}
    assert gateway.requests[0].topic == "playback_interrupted"
    assert gateway.requests[0].reason == "steps_exhausted"
    assert gateway.requests[0].summary.startswith("Problem: songs skip\n")


@pytest.mark.parametrize(
    ("slot", "reason", "text"),
    [
        (
            "steps_exhausted",
            "steps_exhausted",
            "The bot has tried every step it knows, and the problem is still there.",
        ),
        (None, "asked_for_person", "The listener asked for a person."),
        ("because", "asked_for_person", "The listener asked for a person."),
    ],
)
async def test_a_handoff_says_why_in_plain_words(slot, reason, text):
    slots, sent = await run(RequestHandoff(), a_tracker({"handoff_reason": slot}))

    assert slots == {}
    assert sent == [{"type": "handoff", "reason": reason, "reason_text": text}]
