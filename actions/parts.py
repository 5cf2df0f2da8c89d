"""Puts the actions together. The only place in this folder where parts meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa_sdk import Action
from ruamel.yaml import YAML

from actions.accounts import AccountService
from actions.flow_progress import ReadProgress
from actions.gateway import Gateway
from actions.limits import Limits
from actions.open_ticket import OpenTicket
from actions.read_account import ReadAccount
from actions.read_charges import ReadCharges
from actions.read_diagnostics import ReadDiagnostics
from actions.request_handoff import RequestHandoff
from actions.search_articles import SearchArticles
from actions.show_article import ShowArticle
from bot.articles import Article, WakingIndex, load_articles
from bot.articles.waking_index import Build

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Content:
    """What the actions know without asking anyone."""

    brand: dict[str, Any]
    articles: Sequence[Article]
    index: WakingIndex

    @classmethod
    def load(cls, root: Path = ROOT, build: Build = lambda articles: None) -> Content:
        """Raises ArticleProblems: a desk with broken articles should not open.

        `build` makes the index by meaning; whoever serves wakes it."""
        brand = YAML(typ="safe").load(root / "data" / "brand.yml")
        articles = load_articles(root / "kb_articles", brand)
        return cls(brand, articles, WakingIndex(articles, build))


def all_actions(content: Content, gateway: Gateway, accounts: AccountService, progress: ReadProgress) -> list[Action]:
    return [
        ReadDiagnostics(gateway, Limits.from_brand(content.brand)),
        ReadAccount(gateway, accounts),
        ReadCharges(gateway, accounts),
        SearchArticles(content.index),
        ShowArticle(content.articles),
        OpenTicket(gateway, progress),
        RequestHandoff(),
    ]
