"""Plays the actions while a flow is tried: a scenario of the demo answers for app and account, nothing is sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from actions.charges import Charge, Explanation, Subscription, explain
from actions.diagnostics import Bundle as Diagnostics
from actions.diagnostics import facts
from actions.findings import RULES, find
from actions.limits import Limits
from bot.articles import ArticleIndex, load_articles
from bot.flows import Run
from demo.account.store import AccountStore, demo_accounts
from demo.scenario import Scenario
from soundcheck.flows.conversation import Said, Stub
from soundcheck.flows.project import ARTICLES, brand

BILLING_DAYS = timedelta(days=90)


class StandIns:
    """The stubs of one scenario; without one, app and account report nothing."""

    def __init__(self, scenario: Scenario | None = None) -> None:
        self._diagnostics = Diagnostics(scenario.diagnostics if scenario else {})
        self._account_id = scenario.account_id if scenario else None
        self._now = datetime.now(timezone.utc)
        self._accounts = AccountStore(":memory:")
        self._accounts.fill(demo_accounts(), self._now)
        self._index: ArticleIndex | None = None

    def __call__(self, run: Run, slots: Mapping[str, Any]) -> Stub | None:
        answers = {
            "action_read_diagnostics": self._read_diagnostics,
            "action_read_account": self._read_account,
            "action_read_charges": self._read_charges,
            "action_search_articles": self._search,
        }
        if run.action in answers:
            return answers[run.action](slots)
        if run.action == "action_show_article":
            return self._article(run.metadata.get("article"))
        if run.action == "action_open_ticket":
            return Stub({"ticket_number": "SC-1042"})
        return Stub() if run.action == "action_request_handoff" else None

    def _read_diagnostics(self, slots: Mapping[str, Any]) -> Stub:
        found = find(self._diagnostics, Limits.from_brand(brand()))
        holds = {finding.finding_id for finding in found}
        known = {slot: value for slot, value in facts(self._diagnostics).items() if value and not slots.get(slot)}
        findings = [{"finding_id": finding.finding_id, "text": finding.text} for finding in found]
        return Stub({**{f"finding_{rule}": rule in holds for rule in RULES}, "findings": findings, **known})

    def _read_account(self, slots: Mapping[str, Any]) -> Stub:
        account = self._accounts.account(self._account_id) if self._account_id else None
        if account is None:
            return Stub({"account_status": "unknown"})
        return Stub({"plan": account["plan"], "account_status": account["status"], "country": account["country"]})

    def _read_charges(self, slots: Mapping[str, Any]) -> Stub:
        listed = self._accounts.charges(self._account_id, self._now - BILLING_DAYS) if self._account_id else None
        explained = Explanation(None, None)
        if listed is not None:
            charges = [_charge(row) for row in listed["charges"]]
            explained = explain(charges, _subscription(listed["account_id"], listed["subscription"]))
        return Stub({"charge_kind": explained.kind, "charge_text": explained.text})

    def _search(self, slots: Mapping[str, Any]) -> Stub:
        self._index = self._index or ArticleIndex(load_articles(ARTICLES, brand()))
        query = str(slots.get("question") or slots.get("problem") or "")
        near: dict[str, Any] = {name: slots.get(name) for name in ("topic", "platform", "region", "app_version")}
        hits = self._index.search(query, **near)
        return self._article(hits[0].article.slug, hits[0].article.title) if hits else self._article(None)

    def _article(self, slug: str | None, title: str | None = None) -> Stub:
        said = (Said(f"[article {slug}]"),) if slug else ()
        return Stub({"article_slug": slug, "article_title": title or slug}, said)


def _charge(row: Mapping[str, Any]) -> Charge:
    return Charge(
        row["charge_id"],
        datetime.fromisoformat(row["at"]),
        Decimal(row["amount"]),
        row["currency"],
        row["status"],
        row["account_id"],
        row["retry_of"],
        row["partner"],
    )


def _subscription(account_id: str, row: Mapping[str, Any]) -> Subscription:
    times = (datetime.fromisoformat(row[name]) if row[name] else None for name in ("cancelled_at", "moved_at"))
    return Subscription(account_id, row["plan"], *times)
