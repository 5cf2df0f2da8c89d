"""One flow as the page shows it: its picture, each step with its lines and texts, its file and what is wrong there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.flows import Bundle, Problem
from bot.flows.model import Action, Collect, Flow, Step
from soundcheck.flows.openings import openings
from soundcheck.flows.picture import START, Picture, picture
from soundcheck.flows.svg import STYLE, svg
from soundcheck.studio.situation import actions, facts
from soundcheck.studio.workspace import Snapshot


def flow_view(snapshot: Snapshot, flow: Flow) -> dict[str, Any]:
    bundle, file = snapshot.bundle, flow.where.file
    lines = snapshot.read_from.get(file, "").splitlines()
    intent = flow.triggers[0].intent if flow.triggers else None
    return {
        "number": snapshot.number,
        "id": flow.id,
        "name": flow.name[:1].upper() + flow.name[1:],
        "description": flow.description,
        "file": file,
        "line": flow.where.line,
        "isKept": file in snapshot.kept,
        "intent": intent,
        "openings": list(openings(bundle, flow)) if intent else [],
        "steps": {step.id: _step(bundle, step, lines) for step in flow.steps.values()},
        "facts": facts(bundle, flow),
        "actions": actions(bundle, flow),
        **file_view(snapshot, file),
        **_drawn(picture(bundle, flow)),
    }


def file_view(snapshot: Snapshot, file: str) -> dict[str, Any]:
    """What there is to see of a file that holds no flow which could be read."""
    return {
        "file": file,
        "source": snapshot.sources.get(file, "").splitlines(),
        "problems": [_problem(problem) for problem in snapshot.problems_in(file)],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    where = problem.where
    return {
        "line": where.line,
        "column": where.column,
        "isWarning": problem.is_warning,
        "code": problem.code,
        "message": problem.message,
        "remedy": problem.remedy,
    }


def _drawn(drawn: Picture) -> dict[str, Any]:
    """The page brings its own colours; its policy would refuse those inside the picture."""
    arrows = dict.fromkeys((arrow.source, arrow.target) for arrow in drawn.arrows)
    return {
        "svg": svg(drawn).replace(f"<style>{STYLE}</style>", ""),
        # In the order in which the picture draws them.
        "boxes": [{"id": box.id, "kind": box.kind, "title": box.title, "text": box.text} for box in drawn.boxes],
        "arrows": [list(arrow) for arrow in arrows],
        "start": START,
    }


def _step(bundle: Bundle, step: Step, lines: list[str]) -> dict[str, Any]:
    last_line = _last_line(step, lines)
    return {
        "line": step.where.line,
        "lastLine": last_line,
        "yaml": lines[step.where.line - 1 : last_line],
        "says": [text for name in _responses(step) for text in _texts(bundle, name)],
        "outcome": step.metadata.get("outcome"),
    }


def _responses(step: Step) -> Iterator[str]:
    if isinstance(step.deed, Collect):
        yield step.deed.utter
        yield from (rejection.utter for rejection in step.deed.rejections)
    elif isinstance(step.deed, Action) and step.deed.is_response:
        yield step.deed.name


def _texts(bundle: Bundle, name: str) -> Iterator[dict[str, Any]]:
    response = bundle.responses.get(name)
    for variant in response.variants if response else ():
        yield {
            "response": name,
            "file": variant.where.file,
            "line": variant.where.line,
            "condition": variant.condition.text if variant.condition else None,
            "text": variant.text,
            "buttons": [button.title for button in variant.buttons],
        }


def _last_line(step: Step, lines: list[str]) -> int:
    """A step ends before the first line that stands further left; blank lines and comments after it are not its."""
    last = step.where.line
    for number, line in enumerate(lines[step.where.line :], start=step.where.line + 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if len(line) - len(line.lstrip()) < step.where.column - 1:
            break
        last = number
    return last
