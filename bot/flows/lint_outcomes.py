"""Checks what a flow says at its end and what it notes for the card: outcomes, remedies and articles."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bot.flows.model import Action, Bundle, Call, Collect, Flow, Step
from bot.flows.problem import Problem, Where, did_you_mean

RESULTS = ("resolved", "informed", "handed_off")
EXPLAINED = ("cause", "prevention", "article")


def check(bundle: Bundle, flow: Flow, articles: Collection[str] | None) -> Iterator[Problem]:
    troubleshooting = bool(flow.triggers) and _has_remedies(bundle, flow, frozenset())
    outcomes = [step for step in flow.steps.values() if "outcome" in step.metadata]
    if troubleshooting and not outcomes:
        remedy = "end it with `action: utter_…` and `metadata.outcome`"
        yield Problem(flow.where, "F016", f"{flow.id} tries remedies and never says how it ended", remedy)
    for step in outcomes:
        yield from _outcome(step, troubleshooting, articles)
    for step in flow.steps.values():
        yield from _remedy(bundle, step)
        yield from _shown_article(step, articles)


def _has_remedies(bundle: Bundle, flow: Flow, seen: frozenset[str]) -> bool:
    if flow.id in seen:
        return False
    called = [bundle.flows.get(step.deed.flow) for step in flow.steps.values() if isinstance(step.deed, Call)]
    own = any("remedy" in step.metadata for step in flow.steps.values())
    return own or any(_has_remedies(bundle, child, seen | {flow.id}) for child in called if child)


def _outcome(step: Step, troubleshooting: bool, articles: Collection[str] | None) -> Iterator[Problem]:
    where, outcome = step.at("metadata.outcome"), step.metadata["outcome"]
    if not isinstance(outcome, dict):
        yield Problem(where, "F008", "an outcome has `result:`, `cause:`, `prevention:` and `article:`")
        return
    if not isinstance(step.deed, Action) or not step.deed.is_response:
        yield Problem(where, "F016", "an outcome belongs to an `action: utter_…`", "move it to the closing words")
    for key in outcome:
        if key not in ("result", *EXPLAINED):
            remedy = did_you_mean(str(key), ("result", *EXPLAINED))
            yield Problem(step.at(f"metadata.outcome.{key}"), "F001", f"unknown key `{key}` in an outcome", remedy)
    result = outcome.get("result")
    if result not in RESULTS:
        remedy = did_you_mean(str(result), RESULTS, "use " + ", ".join(RESULTS))
        yield Problem(step.at("metadata.outcome.result"), "F016", f"`{result}` is no result of an outcome", remedy)
    missing = [key for key in EXPLAINED if not outcome.get(key)]
    if troubleshooting and result != "handed_off" and missing:
        message = f"the outcome of `{step.id}` lacks {' and '.join(missing)}"
        yield Problem(where, "F016", message, "say why it happened, how to avoid it, and where to read on")
    yield from _article(outcome.get("article"), step.at("metadata.outcome.article"), articles)


def _remedy(bundle: Bundle, step: Step) -> Iterator[Problem]:
    if "remedy" not in step.metadata:
        return
    slot = bundle.slots.get(step.deed.slot) if isinstance(step.deed, Collect) else None
    if not isinstance(step.deed, Collect) or (slot and slot.type != "bool"):
        where = step.at("metadata.remedy")
        yield Problem(where, "F008", "a remedy belongs to the question whether it helped", "collect a bool slot")


def _shown_article(step: Step, articles: Collection[str] | None) -> Iterator[Problem]:
    if isinstance(step.deed, Action) and step.deed.name == "action_show_article":
        if not step.metadata.get("article"):
            yield Problem(step.where, "F008", "which article?", "add `metadata:` with `article: <slug>`")
        yield from _article(step.metadata.get("article"), step.at("metadata.article"), articles)


def _article(slug: object, where: Where, articles: Collection[str] | None) -> Iterator[Problem]:
    if articles is not None and isinstance(slug, str) and "{" not in slug and slug not in articles:
        yield Problem(where, "F007", f"there is no article `{slug}`", did_you_mean(slug, articles, "write it first"))
