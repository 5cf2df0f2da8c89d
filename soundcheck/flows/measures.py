"""How fast the writer's tools are, for `soundcheck bench flows`: linting, and playing conversations on the engine.

In processor time: all of it is one thread that waits for nothing, and others on the machine do not count.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from bot.flows import Engine
from bot.flows.lint import check
from soundcheck.flows import project
from soundcheck.flows.run import load, run_all

#: As many flows as a large desk has, each as long as ours are on average.
FLOWS, QUESTIONS = 200, 8
#: Long enough that a pause of the machine does not decide.
AT_LEAST = 1.0


def figures() -> dict[str, object]:
    """Everything, as one object of the report."""
    return {"lint": lint(), "tests": tests()}


def lint(flows: int = FLOWS) -> dict[str, object]:
    """Seconds of processor time for checking a folder of generated flows, the best of three."""
    with tempfile.TemporaryDirectory() as directory:
        for number in range(flows):
            (Path(directory) / f"topic_{number}.yml").write_text(_flow(number), encoding="utf-8")
        seconds, problems = [], []
        for _ in range(3):
            began = time.process_time()
            problems = check(Path(directory), project.brand(), project.articles(), project.actions())
            seconds.append(time.process_time() - began)
    return {
        "flows": flows,
        "steps": flows * (QUESTIONS + 3),
        "problems": len(problems),
        "seconds": round(min(seconds), 3),
    }


def tests() -> dict[str, object]:
    """The project's flow tests, again and again: tests, turns and steps in a second of processor time."""
    bundle = project.bundle()
    files, engine = load([project.TESTS], bundle), Engine(bundle)
    played = turns = steps = 0
    began = time.process_time()
    while time.process_time() - began < AT_LEAST:
        for result in run_all(files, engine):
            played += 1
            turns += len(result.exchanges)
            steps += sum(passed.what == "step" for exchange in result.exchanges for passed in exchange.passed)
    seconds = time.process_time() - began
    return {
        "tests": sum(len(file.cases) for file in files),
        "tests_per_second": round(played / seconds),
        "turns_per_second": round(turns / seconds),
        "steps_per_second": round(steps / seconds),
    }


def _flow(number: int) -> str:
    """A topic that asks some questions, each with a way to the end and a way on."""
    name = f"topic_{number}"
    steps, responses, slots = [], [], []
    for question in range(QUESTIONS):
        slot = f"{name}_worked_{question}"
        on = f"ask_{question + 1}" if question + 1 < QUESTIONS else "hand_over"
        steps.append(
            f"      - id: ask_{question}\n        collect: {slot}\n        metadata: {{remedy: Remedy {question}}}\n"
            f"        next:\n          - if: slots.{slot} = true\n            then: solved\n          - else: {on}\n"
        )
        responses.append(
            f"  utter_ask_{slot}:\n    - text: Please try remedy {question}. Does it work?\n      buttons:\n"
            f'        - {{title: "Yes", payload: /SetSlots({slot}=true)}}\n'
            f'        - {{title: "No", payload: /SetSlots({slot}=false)}}\n'
        )
        slots.append(f"  {slot}: {{type: bool}}\n")
    return (
        f"topics:\n  {name}: Topic {number}\n"
        f"flows:\n  {name}:\n    description: A topic like many.\n    nlu_trigger: [{{intent: {name}}}]\n    steps:\n"
        f"      - action: action_read_diagnostics\n{''.join(steps)}"
        "      - id: hand_over\n        link: pattern_human_handoff\n"
        f"      - id: solved\n        action: utter_{name}_solved\n        metadata:\n          outcome:\n"
        "            result: resolved\n            cause: It was stuck.\n            prevention: Keep it up to date.\n"
        "            article: playback/skips-offline\n        next: END\n"
        f"responses:\n  utter_{name}_solved:\n    - text: Good.\n{''.join(responses)}slots:\n{''.join(slots)}"
    )
