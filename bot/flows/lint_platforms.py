"""Checks that nobody is offered what their platform cannot do, or sent to an article for other platforms."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from bot.flows.model import Bundle, Call, Flow, Step
from bot.flows.narrowing import Values, arrivals, every_value
from bot.flows.problem import Problem, Where, did_you_mean

PLATFORM = "platform"
#: Among an article's platforms: it is for everyone.
ALL = "all"


def check(bundle: Bundle, flow: Flow, articles: Collection[str] | None, is_called: bool) -> Iterator[Problem]:
    """`is_called`: only other flows begin this one, so what reaches its steps is theirs to answer for."""
    yield from _names(bundle, flow)
    reached = arrivals(bundle, flow, PLATFORM, every_value(bundle, PLATFORM))
    for step_id, values in reached.items():
        if step_id not in flow.steps:
            continue
        step = flow.steps[step_id]
        if isinstance(articles, Mapping):
            yield from _articles(step, values, articles)
        if not is_called:
            yield from _offers(bundle, flow, step, values)


def _names(bundle: Bundle, flow: Flow) -> Iterator[Problem]:
    known = every_value(bundle, PLATFORM) - {None}
    for step in flow.steps.values():
        named = step.metadata.get("platforms")
        if named is None:
            continue
        if not isinstance(named, list):
            yield Problem(step.at("metadata.platforms"), "F008", "a list of platforms belongs here", "write [phone, …]")
            continue
        for name in named:
            if name not in known:
                remedy = did_you_mean(str(name), sorted(str(k) for k in known), "see the slot `platform`")
                yield Problem(step.at("metadata.platforms"), "F015", f"`{name}` is no platform", remedy)


def _articles(step: Step, values: Values, articles: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    for path, slug in _named_articles(step):
        meant = articles.get(slug, (ALL,))
        if None in values or ALL in meant or values & set(meant):
            continue
        message = f"`{slug}` is for {', '.join(meant)}, and this way only for {_listed(values)}"
        yield Problem(step.at(path), "F023", message, "name an article for them")


def _named_articles(step: Step) -> Iterator[tuple[str, str]]:
    outcome = step.metadata.get("outcome")
    found = (
        ("metadata.outcome.article", outcome.get("article") if isinstance(outcome, dict) else None),
        ("metadata.article", step.metadata.get("article")),
    )
    return ((path, slug) for path, slug in found if isinstance(slug, str))


def _offers(bundle: Bundle, flow: Flow, step: Step, values: Values) -> Iterator[Problem]:
    """The step, or one of the flow that it calls, where someone comes whose platform cannot do it."""
    for told, cannot in _beyond(bundle, step, values, (flow.id,)):
        whose = f"`{told}`" if told == step.id else f"`{told}`, called here,"
        message = f"{whose} is offered to {_listed(cannot)}, which cannot do it"
        remedy = "branch on `slots.platform` before it, or call `identify_device` first"
        yield Problem(_place(step), "F024", message, remedy)


def _beyond(bundle: Bundle, step: Step, values: Values, callers: tuple[str, ...]) -> Iterator[tuple[str, Values]]:
    allowed = step.metadata.get("platforms")
    if isinstance(allowed, list):
        cannot = values - {None, *allowed}
        if cannot:
            yield step.id, cannot
    if isinstance(step.deed, Call) and step.deed.flow in bundle.flows and step.deed.flow not in callers:
        called = bundle.flows[step.deed.flow]
        inside = (*callers, called.id)
        for step_id, arriving in arrivals(bundle, called, PLATFORM, values, callers).items():
            if step_id in called.steps:
                yield from _beyond(bundle, called.steps[step_id], arriving, inside)


def _place(step: Step) -> Where:
    return step.at("metadata.platforms") if "platforms" in step.metadata else step.where


def _listed(values: Values) -> str:
    return ", ".join(sorted(str(value) for value in values))
