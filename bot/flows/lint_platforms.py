"""Checks that a branch for some platforms does not send their listeners to an article for other ones."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from bot.flows.condition import Compare, Either, Literal, Name, Node
from bot.flows.model import Action, Branch, Call, Collect, Flow, SetSlots, Step
from bot.flows.problem import Problem

PLATFORM = "platform"
#: Among an article's platforms: it is for everyone.
ALL = "all"
#: Among a step's platforms: some way to it asks for none.
ANY = ""


def check(flow: Flow, articles: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    if not any(_named(branch) for step in flow.steps.values() for branch in step.next):
        return
    for step_id, platforms in _platforms(flow).items():
        step = flow.steps[step_id]
        for path, slug in _named_articles(step):
            meant = articles.get(slug, (ALL,))
            if ANY in platforms or ALL in meant or platforms & set(meant):
                continue
            message = f"`{slug}` is for {', '.join(meant)}, and this way only for {', '.join(sorted(platforms))}"
            yield Problem(step.at(path), "F023", message, "name an article for them")


def _named_articles(step: Step) -> Iterator[tuple[str, str]]:
    outcome = step.metadata.get("outcome")
    found = (
        ("metadata.outcome.article", outcome.get("article") if isinstance(outcome, dict) else None),
        ("metadata.article", step.metadata.get("article")),
    )
    return ((path, slug) for path, slug in found if isinstance(slug, str))


def _platforms(flow: Flow) -> dict[str, set[str]]:
    """For each step the platforms that the nearest branches before it ask for, rather too many than too few."""
    reached: dict[str, set[str]] = {}
    waiting: list[tuple[str, frozenset[str]]] = [(flow.first, frozenset({ANY}))]
    while waiting:
        step_id, platforms = waiting.pop()
        if step_id not in flow.steps or platforms <= reached.get(step_id, set()):
            continue
        reached.setdefault(step_id, set()).update(platforms)
        step = flow.steps[step_id]
        after = frozenset({ANY}) if _may_change_platform(step) else platforms
        waiting.extend((branch.target, _named(branch) or after) for branch in step.next)
    return reached


def _may_change_platform(step: Step) -> bool:
    deed = step.deed
    if isinstance(deed, Collect):
        return deed.slot == PLATFORM
    if isinstance(deed, SetSlots):
        return PLATFORM in deed.values
    return isinstance(deed, Call) or (isinstance(deed, Action) and not deed.is_response)


def _named(branch: Branch) -> frozenset[str]:
    """The platforms of `slots.platform = "x" or slots.platform = "y"`; nothing of any other condition."""
    return _values(branch.condition.tree) if branch.condition else frozenset()


def _values(node: Node) -> frozenset[str]:
    if isinstance(node, Either):
        left, right = _values(node.left), _values(node.right)
        return left | right if left and right else frozenset()
    if isinstance(node, Compare) and node.operator == "=" and isinstance(node.left, Name):
        value = node.right.value if isinstance(node.right, Literal) else None
        about_platform = (node.left.namespace, node.left.key) == ("slots", PLATFORM)
        return frozenset({value}) if about_platform and isinstance(value, str) else frozenset()
    return frozenset()
