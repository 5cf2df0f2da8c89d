"""The project that this process serves: its flows, brand and articles, read once from the working directory.

Rasa builds importer, policy and response generator apart from each other; here they meet the same engine.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.articles import Article, load_articles
from bot.components.fingerprint import hash_of
from bot.flows import Engine, load_bundle

FLOWS = Path("data/flows")
BRAND = Path("data/brand.yml")
ARTICLES = Path("kb_articles")
ENGINE_SOURCES = Path(__file__).parent.parent / "flows"


@lru_cache(maxsize=4)
def _engine(folder: Path) -> Engine:
    return Engine(load_bundle(folder / FLOWS, _brand(folder)))


@lru_cache(maxsize=4)
def _brand(folder: Path) -> dict[str, Any]:
    return YAML(typ="safe").load(folder / BRAND)


@lru_cache(maxsize=4)
def _articles(folder: Path) -> dict[str, Article]:
    if not (folder / ARTICLES).is_dir():
        return {}
    return {article.slug: article for article in load_articles(folder / ARTICLES, _brand(folder))}


def project_engine() -> Engine:
    """The engine over data/flows; raises FlowProblems while a flow file is broken."""
    return _engine(Path.cwd())


def project_articles() -> dict[str, Article]:
    """The articles by slug."""
    return _articles(Path.cwd())


def flows_fingerprint() -> str:
    """Changes with every flow file, the brand, and the engine itself."""
    return hash_of([FLOWS, BRAND, ENGINE_SOURCES])
