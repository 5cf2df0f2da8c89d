"""Enforces the import rules of docs/architecture.md, by reading the sources and not by running them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = ("actions", "bot", "demo", "handoff", "soundcheck")

#: The longest matching part decides. It may import itself, and of ours only what stands here.
ALLOWED: dict[str, tuple[str, ...]] = {
    "actions": ("bot",),
    "bot.articles": (),
    "bot.components": ("bot",),
    "bot.flows": (),
    "demo": (),
    "handoff.adapters": ("handoff.service_layer", "handoff.domain", "handoff.protocol"),
    "handoff.domain": (),
    "handoff.entrypoints": (
        "handoff.service_layer",
        "handoff.protocol",
        "handoff.domain.errors",
        "bot.articles",
    ),
    "handoff.protocol": (),
    "handoff.service_layer": ("handoff.domain",),
}
#: Outside packages that one part alone may know.
RESERVED = {"rasa": "bot.components", "rasa_sdk": "actions"}


def modules() -> dict[str, Path]:
    """Every module of ours, by dotted name."""
    found = {}
    for package in OURS:
        for path in (ROOT / package).rglob("*.py"):
            if "node_modules" not in path.parts:
                found[".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")] = path
    return found


def imports(module: str, path: Path) -> Iterator[tuple[int, str]]:
    """Each import of a module, also those inside functions: line and dotted name of what is imported."""
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            # `from handoff import domain` names a module only in its last part.
            yield from ((node.lineno, f"{source}.{alias.name}") for alias in node.names)


def within(name: str, part: str) -> bool:
    return name == part or name.startswith(f"{part}.")


def rule_of(module: str) -> str | None:
    """The part of ALLOWED that a module belongs to; None where parts may meet."""
    return max((part for part in ALLOWED if within(module, part)), key=len, default=None)


def breaches(module: str, path: Path) -> Iterator[str]:
    part = rule_of(module)
    for line, name in imports(module, path):
        where = f"{path.relative_to(ROOT)}:{line}: {module} imports {name}"
        for package, owner in RESERVED.items():
            if within(name, package) and not within(module, owner):
                yield f"{where}, but only {owner} may import {package}"
        if part is None or not any(within(name, package) for package in OURS) or within(name, part):
            continue
        if not any(within(name, allowed) for allowed in ALLOWED[part]):
            yield f"{where}, but {part} may import of ours only: {', '.join(ALLOWED[part]) or 'nothing'}"


def test_every_part_imports_only_what_it_may():
    assert [breach for module, path in modules().items() for breach in breaches(module, path)] == []


def test_the_gateway_reaches_rasa_on_no_way():
    """Not through another module of ours either: it must start where Rasa is not installed."""
    known = modules()
    waiting, seen = [module for module in known if within(module, "handoff")], set()
    while waiting:
        module = waiting.pop()
        if module in seen:
            continue
        seen.add(module)
        for line, name in imports(module, known[module]):
            assert not any(within(name, package) for package in RESERVED), f"{known[module]}:{line} imports {name}"
            waiting += [other for other in known if within(name, other)]


@pytest.mark.parametrize(
    ("module", "source", "caught"),
    [
        ("handoff.domain.ticket", "from handoff.adapters import store", True),
        ("handoff.domain.ticket", "def f():\n    import bot.flows", True),
        ("handoff.domain.ticket", "from . import errors", False),
        ("handoff.domain.ticket", "from ..adapters import store", True),
        ("handoff.domain.ticket", "from handoff import adapters", True),
        ("handoff.entrypoints.app", "from handoff.domain import ticket", True),
        ("handoff.entrypoints.app", "from handoff.domain.errors import NotFound", False),
        ("handoff.bootstrap", "from handoff.adapters import store", False),
        ("bot.flows.engine", "import rasa.core", True),
        ("actions.ticket", "import rasa_sdk", False),
        ("actions.ticket", "import handoff.domain", True),
        ("bot.components.policy", "import rasa", False),
    ],
)
def test_a_breach_is_seen(module, source, caught, tmp_path, monkeypatch):
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    path = tmp_path / "module.py"
    path.write_text(source)

    assert bool(list(breaches(module, path))) is caught
