"""Checks which topics have a flow: those that a file says need none, and those that everybody forgot."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flows.model import Bundle
from bot.flows.problem import Problem, did_you_mean


def check(bundle: Bundle) -> Iterator[Problem]:
    has_flow = _with_flow(bundle)
    for topic, where in bundle.without_flow.items():
        if topic not in bundle.topics:
            yield Problem(where, "F007", f"there is no topic `{topic}`", did_you_mean(topic, bundle.topics))
        elif topic in has_flow:
            yield Problem(where, "F013", f"`{topic}` has a flow", "take it off this list")


def forgotten(bundle: Bundle) -> Iterator[Problem]:
    """A reminder per topic; not part of `check`, as who writes a first flow has none for all the others."""
    has_flow = _with_flow(bundle)
    for topic, where in bundle.topic_places.items():
        if topic not in has_flow and topic not in bundle.without_flow:
            remedy = "write one, or name it in `without_flow:` if an article or a person is to answer"
            yield Problem(where, "F025", f"no flow is about `{topic}`", remedy)


def _with_flow(bundle: Bundle) -> set[str]:
    return {flow.topic for flow in bundle.flows.values() if flow.triggers}
