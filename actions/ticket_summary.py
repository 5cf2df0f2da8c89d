"""Writes the summary of a ticket: what an agent has to know before the first word."""

from __future__ import annotations

from dataclasses import dataclass

#: Enough of a long message to recognise it; the whole of it stands in the conversation.
_LONGEST_PROBLEM = 300
#: What the gateway takes.
_LONGEST_SUMMARY = 2_000
_RESULTS = {"worked": "worked", "did_not_help": "did not help", "not_possible": "not possible"}


@dataclass(frozen=True)
class Remedy:
    """A thing the listener tried, and how it went: worked, did_not_help or not_possible."""

    remedy: str
    result: str


@dataclass(frozen=True)
class Progress:
    """How far the flow has come."""

    topic: str | None = None
    flow_name: str | None = None
    tried: tuple[Remedy, ...] = ()
    also: str | None = None


def summarise(problem: str | None, progress: Progress) -> str:
    """A line per thing that is known, in plain text."""
    lines = [f"Problem: {_shortened(problem)}" if problem else "Problem: not told in words."]
    if progress.topic:
        lines.append(f"Topic: {progress.topic.replace('_', ' ')}")
    if progress.flow_name:
        lines.append(f"Went through: {progress.flow_name}")
    if progress.also:
        lines.append(f"Also asked about: {progress.also}")
    if progress.flow_name and not progress.tried:
        lines.append("Tried: nothing yet")
    tried = [f"Tried: {step.remedy} ({_RESULTS.get(step.result, step.result)})" for step in progress.tried]
    # Of a very long story the latest steps say most.
    while len("\n".join([*lines, *tried])) > _LONGEST_SUMMARY:
        del tried[0]
    return "\n".join([*lines, *tried])


def _shortened(text: str) -> str:
    one_line = " ".join(text.split())
    if len(one_line) <= _LONGEST_PROBLEM:
        return one_line
    # Cut between words, if there are any, so that what is left reads as the listener wrote it.
    start = one_line[:_LONGEST_PROBLEM]
    return (start.rpartition(" ")[0] or start) + " …"
