"""Builders for articles, as objects and as files."""

from datetime import date
from pathlib import Path

import pytest

from bot.articles import Article

BRAND = {"name": "Tonada", "downloads": {"devices": 5, "songs_text": "10,000"}}

FILE = """---
title: Songs skip offline
summary: What to do when downloaded songs of {brand.name} skip.
topics: [offline_downloads, playback_interrupted]
platforms: [phone, tablet]
regions: [all]
min_app_version: "8.9"
updated: 2026-11-20
related: []
---
You can download on **{brand.downloads.devices} devices**.
"""


@pytest.fixture
def an_article():
    def build(slug: str, **changes) -> Article:
        values = {
            "slug": slug, "title": slug, "summary": "", "topics": (), "platforms": ("all",), "regions": ("all",),
            "min_app_version": None, "max_app_version": None, "updated": date(2026, 11, 20), "related": (),
            "body": "", "body_html": "",
        }  # fmt: skip
        return Article(**(values | changes))

    return build


@pytest.fixture
def a_directory(tmp_path: Path):
    def build(**files: str) -> Path:
        for name, text in files.items():
            path = tmp_path / "kb" / (name.replace("__", "/") + ".md")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / "kb"

    return build


@pytest.fixture
def brand() -> dict:
    return BRAND


@pytest.fixture
def article_file() -> str:
    return FILE
