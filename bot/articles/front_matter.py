"""Reads one article file: the YAML front matter, checked key by key with its line, and the Markdown below.

What only all files together can tell, such as a link to an article that does not exist, is `load`'s part."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bot.articles.article import ALL, PLATFORMS, ArticleProblem
from bot.articles.version import version_key

_FENCE = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*\n", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"[\"']?([A-Za-z_]\w*)[\"']?\s*:")
_REGION = re.compile(r"[A-Z]{2}\Z")

REQUIRED = ("title", "summary", "topics", "updated")
OPTIONAL = ("asked_as", "platforms", "regions", "min_app_version", "max_app_version", "related")
#: A longer list of what is possible is no help.
_MOST_NAMED = 12
#: In letters. What is longer holds more than one question, and its meaning is a mixture of them.
LONGEST_QUESTION = 80


@dataclass
class ArticleFile:
    """A file taken apart. `lines` says where each key stands, `body_line` where the Markdown begins."""

    name: str
    values: dict[str, object] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    problems: list[ArticleProblem] = field(default_factory=list)

    def report(self, line: int, problem: str, remedy: str) -> None:
        self.problems.append(ArticleProblem(self.name, line, problem, remedy))

    def line(self, key: str) -> int:
        return self.lines.get(key, 1)

    def text(self, key: str) -> str:
        """A line of text; reports where it is none."""
        value = self.values.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if key in self.values:
            self.report(
                self.line(key), f'"{key}" is not a line of text.', "Write text; put it in quotes if it is a number."
            )
        return ""

    def names(self, key: str, default: tuple[str, ...], fault: Callable[[str], str | None]) -> tuple[str, ...]:
        """A list of names; `fault` says how to mend a name that is not one, or None."""
        if key not in self.values:
            return default
        value = self.values[key]
        if not isinstance(value, list) or not value or not all(isinstance(name, str) for name in value):
            self.report(self.line(key), f'"{key}" is not a list of names.', "Write it as [one, two].")
            return default
        for name in value:
            if remedy := fault(name):
                self.report(self.line(key), f'"{key}" has "{name}".', remedy)
        return tuple(value)

    def questions(self, key: str) -> tuple[str, ...]:
        """Lines of text, each short and different from the others; none where the key is missing."""
        value = self.values.get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            self.report(self.line(key), f'"{key}" is not a list of lines.', "Write each below, after two spaces and -.")
            return ()
        asked = tuple(one.strip() for one in value)
        for one in asked:
            if len(one) > LONGEST_QUESTION:
                self.report(
                    self.line(key), f'"{key}" has a long line: "{one}".', "Write it as two, or leave words out."
                )
        return asked

    def version(self, key: str) -> str | None:
        value = self.values.get(key)
        if value is None or (isinstance(value, str) and version_key(value)):
            return value
        self.report(self.line(key), f'"{key}" is not a version.', 'Write it in quotes, as in "8.9.12".')
        return None

    def date(self, key: str) -> date:
        value = self.values.get(key)
        if isinstance(value, date):
            return value
        if key in self.values:
            self.report(self.line(key), f'"{key}" is not a date.', "Write it as 2026-11-25.")
        return date.min


def read_article_file(name: str, text: str) -> ArticleFile:
    """Take a file apart. Never raises: what is wrong stands in `problems`."""
    read = ArticleFile(name)
    fence = _FENCE.match(text)
    if fence is None:
        read.report(1, "There is no front matter.", "Begin the file with a line ---, the keys, and a line ---.")
        return read
    below = text[fence.end() :]
    read.body = below.strip() + "\n"
    # Its first line that says something: most writers leave an empty one above.
    read.body_line = text[: len(text) - len(below.lstrip())].count("\n") + 1
    try:
        # The loader that keeps comments and places takes many times as long, and a desk has hundreds of articles.
        loaded = YAML(typ="safe").load(fence["yaml"])
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        read.report(line, f"The front matter is not YAML: {error.problem}.", "A text with a colon in it needs quotes.")
        return read
    except (YAMLError, ValueError) as error:
        read.report(1, f"The front matter is not YAML: {error}.", "Compare it with another article.")
        return read
    if not isinstance(loaded, dict):
        read.report(1, "The front matter holds no keys.", "Write lines such as: title: Songs skip.")
        return read
    read.values = {str(key): value for key, value in loaded.items()}
    # Keys stand at the beginning of their lines, and the first line of the file is the fence.
    read.lines = {
        found[1]: number for number, line in enumerate(fence["yaml"].splitlines(), 2) if (found := _KEY.match(line))
    }
    _check_keys(read)
    if not read.body.strip():
        read.report(read.body_line, "There is nothing below the front matter.", "Write the answer there, in Markdown.")
    return read


def _check_keys(read: ArticleFile) -> None:
    for key in read.values:
        if key not in REQUIRED + OPTIONAL:
            read.report(read.line(key), f'"{key}" is not a key of an article.', suggestion(key, REQUIRED + OPTIONAL))
    for key in REQUIRED:
        if key not in read.values:
            read.report(1, f'"{key}" is missing.', f"Add a line {key}: to the front matter.")


def suggestion(word: str, known: Iterable[str]) -> str:
    """What the writer may have meant."""
    known = sorted(known)
    if close := difflib.get_close_matches(word, known, n=1):
        return f"Did you mean {close[0]}?"
    if len(known) > _MOST_NAMED:
        return f"None of the {len(known)} is like it: look up how it is written."
    return f"Possible are {', '.join(known)}."


def platform_fault(name: str) -> str | None:
    return None if name in PLATFORMS else suggestion(name, PLATFORMS)


def region_fault(name: str) -> str | None:
    return (
        None
        if name == ALL or _REGION.match(name)
        else "Write [all], or countries by two capital letters, as in [GB, DE]."
    )


def topic_fault(topics: Collection[str]) -> Callable[[str], str | None]:
    return lambda name: None if name in topics else suggestion(name, topics)


def no_fault(name: str) -> str | None:
    return None
