"""What README.md and CONTRIBUTING.md name exists: paths, make targets, commands, links, pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from soundcheck.__main__ import app

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("README.md", "CONTRIBUTING.md", "docs/operations.md")

CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s#]+)")
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)|<img[^>]+src=\"([^\"]+)\"")
#: A word in code that speaks of a file: it has a folder, or an ending that files of ours have.
PATH = re.compile(r"^[\w.-]+(?:/[\w.<>*-]+)*/?$")
ENDINGS = (".md", ".yml", ".py", ".toml", ".lock", ".txt", ".ts", ".json")
SOURCES = ("actions", "bot", "demo", "docs", "handoff/protocol", "soundcheck", "tests")
#: What comes into being by a command, and is not in the repository.
MADE = (".venv/", "var/", "models/", "handoff/web/dist/")


def page(name: str) -> str:
    path = ROOT / name
    assert path.exists(), f"{name} is missing"
    return path.read_text(encoding="utf-8")


def named_paths(text: str) -> set[str]:
    """The paths that a page names in code."""
    words = {word for code in CODE.findall(text) for word in code.split()}
    paths = {word for word in words if PATH.match(word) and ("/" in word or word.endswith(ENDINGS))}
    return {path for path in paths if not path.startswith(MADE) and "://" not in path}


def exists(path: str) -> bool:
    """A placeholder stands for one name or part of one. A bare name follows a path: it may be in any folder of ours."""
    pattern = re.sub(r"<[^>]*>", "*", path.rstrip("/"))
    if "/" not in pattern:
        return (ROOT / pattern).exists() or any(any((ROOT / folder).rglob(pattern)) for folder in SOURCES)
    return any(ROOT.glob(pattern))


@pytest.mark.parametrize("name", PAGES)
def test_every_path_exists(name):
    assert [path for path in sorted(named_paths(page(name))) if not exists(path)] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_to_a_file(name):
    assert [link for link in LINK.findall(page(name)) if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_make_target_exists_and_explains_itself(name):
    targets = set(re.findall(r"^([a-z-]+):.*## ", page("Makefile"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)", " ".join(CODE.findall(page(name)) + fenced(page(name))))) <= targets


@pytest.mark.parametrize("name", PAGES)
def test_every_command_exists(name):
    known = typer.main.get_command(app)
    for words in re.findall(r"-m soundcheck ([a-z ]+)", page(name)):
        command = known
        for word in words.split():
            commands = getattr(command, "commands", None)
            if commands is None:  # The rest are arguments.
                break
            assert word in commands, f"{name} says `soundcheck {words.strip()}`"
            command = commands[word]


def test_the_readme_shows_widget_and_console():
    pictures = [first or second for first, second in PICTURE.findall(page("README.md"))]

    assert pictures
    assert all((ROOT / picture).stat().st_size > 10_000 for picture in pictures)


def fenced(text: str) -> list[str]:
    return re.findall(r"```.*?\n(.*?)```", text, re.DOTALL)
