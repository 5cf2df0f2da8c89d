"""`soundcheck flows try`: the keyboard and the screen of a session, and who answers for the actions in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import typer

from bot.flows import Bundle, Engine, FlowProblems, Run
from bot.flows.problem import did_you_mean
from bot.flows.source import Problems
from demo.scenario import load_scenarios
from soundcheck.flows.conversation import Stub, Stubs
from soundcheck.flows.guess import heard
from soundcheck.flows.read_cases import read_stubs
from soundcheck.flows.session import HELP, Session
from soundcheck.flows.standins import StandIns

PROMPT = "> "


class CannotTry(Exception):
    """What was asked for is not there; says what is."""


def converse(bundle: Bundle, flow: str | None, scenario: str | None, stubs: Path | None, folder: Path) -> None:
    """Until `:quit` or the end of the input; raises CannotTry or FlowProblems."""
    session = Session(Engine(bundle), _answers(bundle, scenario, stubs), heard, folder)
    _show(HELP.splitlines())
    if flow is not None:
        _show(session.begin(flow))
    while True:
        try:
            line = input(PROMPT)
        except EOFError:
            return
        if line.strip() == ":quit":
            return
        _show(session.enter(line))


def _show(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)


def _answers(bundle: Bundle, scenario: str | None, file: Path | None) -> Stubs:
    """The scenario answers, and before it whatever the file says."""
    scenarios = load_scenarios()
    if scenario is not None and scenario not in scenarios:
        raise CannotTry(f"There is no scenario `{scenario}`; {did_you_mean(scenario, scenarios, ', '.join(scenarios))}")
    stand_ins = StandIns(scenarios[scenario] if scenario else None)
    problems = Problems()
    written = read_stubs(file, bundle, problems) if file else {}
    if problems.found:
        raise FlowProblems(problems.found)

    def answer(run: Run, slots: Mapping[str, Any]) -> Stub | None:
        return written.get(run.action) or stand_ins(run, slots)

    return answer
