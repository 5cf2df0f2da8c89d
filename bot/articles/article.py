"""What an article is, whom it is for, and how a broken file is reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.articles.version import version_key

#: In `platforms` and `regions`: the article is for everyone.
ALL = "all"

PLATFORMS = frozenset({ALL, "phone", "tablet", "desktop", "web", "car", "speaker", "tv", "watch", "console"})


@dataclass(frozen=True)
class Article:
    """One answer: one file. `slug` is its path below the directory, without `.md`."""

    slug: str
    title: str
    summary: str
    topics: tuple[str, ...]
    platforms: tuple[str, ...]
    regions: tuple[str, ...]
    min_app_version: str | None
    max_app_version: str | None
    updated: date
    related: tuple[str, ...]
    #: Markdown, placeholders filled.
    body: str
    #: The same as sanitised HTML.
    body_html: str
    #: How listeners ask for it, in their words: found by, never shown.
    asked_as: tuple[str, ...] = ()

    def is_for(self, platform: str | None) -> bool:
        """Whether it is meant for what the listener uses; so is any where that is not known."""
        return platform is None or ALL in self.platforms or platform in self.platforms

    def fits(self, region: str | None, app_version: str | None) -> bool:
        """Whether it is true for such a listener. What is not known about the listener rules nothing out."""
        if region is not None and ALL not in self.regions and region.upper() not in self.regions:
            return False
        version = version_key(app_version)
        if version is None:
            return True
        oldest, newest = version_key(self.min_app_version), version_key(self.max_app_version)
        return (oldest is None or version >= oldest) and (newest is None or version <= newest)


@dataclass(frozen=True)
class ArticleProblem:
    """One thing that is wrong with a file, and how to mend it."""

    file: str
    line: int
    problem: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.problem} {self.remedy}"


class ArticleProblems(Exception):
    """Some articles are broken. Holds every problem at once, so that a writer mends them in one go."""

    def __init__(self, problems: list[ArticleProblem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
