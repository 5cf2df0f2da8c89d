"""`soundcheck flows …`: what a writer runs. It only shows; finding out is the part of the modules beside it."""

from __future__ import annotations

import json
import time
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.flows import Bundle, Engine, FlowProblems
from bot.flows.problem import did_you_mean
from soundcheck.flows import coverage as reach
from soundcheck.flows import drafting, linting, project, publish, schema, trying
from soundcheck.flows.conversation import Conversation
from soundcheck.flows.full import FullConversation, without_given_confidence
from soundcheck.flows.mermaid import mermaid
from soundcheck.flows.picture import picture
from soundcheck.flows.run import Begin, Result, load, run_all
from soundcheck.flows.svg import svg


class Form(str, Enum):
    svg = "svg"
    mermaid = "mermaid"


app = typer.Typer(help="Check, test, draw and try the flows of data/flows.", no_args_is_help=True)
publish.register(app)


@app.command("lint")
def lint(
    directory: Annotated[Path, typer.Argument()] = project.FLOWS,
    form: Annotated[linting.Form, typer.Option("--format", help="For people, programs or editors.")] = (
        linting.Form.text
    ),
    tests: Annotated[Path, typer.Option(help="The flow tests.")] = project.TESTS,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings, too.")] = False,
) -> None:
    """Name every problem of the flow files. Warnings alone are no failure, unless --strict says so."""
    bundle, problems = linting.look(directory, tests)
    errors = [problem for problem in problems if strict or not problem.is_warning]
    if form is linting.Form.text:
        for problem in problems:
            typer.echo(str(problem), err=True)
        if not errors:
            warnings = f", {len(problems)} warning{'s' * (len(problems) > 1)}" if problems else ""
            typer.echo(f"{len(bundle.flows)} flows, no problem{warnings}.")
    else:
        # Programs read what was found from the output, also when it is nothing; editors take each line for a problem.
        typer.echo(linting.as_json(problems) if form is linting.Form.json else linting.for_editors(problems), nl=False)
    raise typer.Exit(1 if errors else 0)


@app.command("schema")
def flow_schema(
    output: Annotated[Path | None, typer.Option("-o", help="A file; the terminal if left out.")] = None,
) -> None:
    """Write the JSON Schema by which editors complete and explain flow files."""
    if output is None:
        typer.echo(schema.as_text(), nl=False)
    else:
        output.write_text(schema.as_text(), encoding="utf-8")
        typer.echo(f"{output}: the schema of flow files.")


@app.command("test")
def test(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files and folders; tests/flows if left out.", exists=True)
    ] = None,
    name: Annotated[str, typer.Option("-k", help="Only tests whose name holds this.")] = "",
    coverage: Annotated[bool, typer.Option("--coverage", help="Say which steps no test reaches.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Through the trained model and all of Rasa; slow.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    flows: Annotated[Path, typer.Option(help="The flow files.")] = project.FLOWS,
) -> None:
    """Play the conversations of the flow tests and name what is not as expected."""
    bundle = _bundle(flows)
    try:
        files = load(paths or [project.TESTS], bundle)
    except FlowProblems as problems:
        _fail(problems)
    begin = _whole_assistant(bundle) if full else Conversation
    files = [without_given_confidence(file) for file in files] if full else files
    began = time.perf_counter()
    results = list(run_all(files, Engine(bundle), name, begin))
    seconds = time.perf_counter() - began
    steps = reach.reached(exchange for result in results for exchange in result.exchanges)
    covered = reach.coverage(bundle, steps) if coverage else []
    (_print_json if as_json else _print)(results, covered, seconds)
    if not results:
        typer.echo("No test fits.", err=True)
    raise typer.Exit(0 if results and all(result.passed for result in results) else 1)


@app.command("draft-tests")
def draft_tests(
    flow: Annotated[str, typer.Argument(help="The id of a flow.")],
    folder: Annotated[Path, typer.Option(help="Where the tests are, and the draft will be.")] = project.TESTS,
    flows: Annotated[Path, typer.Option(help="The flow files.")] = project.FLOWS,
) -> None:
    """Write a test for each way through a flow that no test goes yet, for you to read and rename."""
    bundle = _bundle(flows)
    _check_flow(bundle, flow)
    try:
        written = drafting.write(bundle, flow, folder)
    except FlowProblems as problems:
        _fail(problems)
    if written.path is None:
        typer.echo(f"The tests go every way of {flow} that can be gone.")
    else:
        typer.echo(f"{written.tests} tests in {project.shown(written.path)}: read them, and give them better names.")
    for flow_id, step, target in sorted(written.not_found):
        where = bundle.flows[flow_id].steps[step].where
        typer.echo(f"{where.file}:{where.line}: found no conversation that goes from {step} to {target}.")


@app.command("graph")
def graph(
    flow: Annotated[str, typer.Argument(help="The id of a flow.")],
    form: Annotated[Form, typer.Option("--format", help="A picture, or text that other pages draw.")] = Form.svg,
    output: Annotated[Path | None, typer.Option("-o", help="A file; the terminal if left out.")] = None,
    flows: Annotated[Path, typer.Option(help="The flow files.")] = project.FLOWS,
) -> None:
    """Draw a flow: steps, ways on, remedies and outcomes."""
    bundle = _bundle(flows)
    _check_flow(bundle, flow)
    drawn = picture(bundle, bundle.flows[flow])
    text = svg(drawn) if form is Form.svg else mermaid(drawn)
    if output is None:
        typer.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")
        typer.echo(f"{output}: {bundle.flows[flow].name}.")


@app.command("try")
def try_flow(
    flow: Annotated[str | None, typer.Argument(help="A flow to begin with.")] = None,
    scenario: Annotated[str | None, typer.Option(help="What app and account report: one of demo/scenarios.")] = None,
    stubs: Annotated[Path | None, typer.Option(help="Answers of actions, as in a flow test.")] = None,
    folder: Annotated[Path, typer.Option(help="Where :save puts tests.")] = project.TESTS,
    flows: Annotated[Path, typer.Option(help="The flow files.")] = project.FLOWS,
) -> None:
    """Have a conversation with the flows, without Rasa and without the desk."""
    bundle = _bundle(flows)
    if flow is not None:
        _check_flow(bundle, flow)
    try:
        trying.converse(bundle, flow, scenario, stubs, folder)
    except trying.CannotTry as reason:
        typer.echo(reason, err=True)
        raise typer.Exit(1) from None
    except FlowProblems as problems:
        _fail(problems)


def _check_flow(bundle: Bundle, flow: str) -> None:
    if flow not in bundle.flows:
        typer.echo(f"There is no flow `{flow}`; {did_you_mean(flow, bundle.flows, 'look its id up')}", err=True)
        raise typer.Exit(1)


def _whole_assistant(bundle: Bundle) -> Begin:
    # Only here Rasa is needed.
    from bot.components.rehearsal import NoModel, Rehearsal

    try:
        return partial(FullConversation, Rehearsal(bundle))
    except NoModel as problem:
        typer.echo(problem, err=True)
        raise typer.Exit(1) from None


def _print(results: list[Result], covered: list[reach.Coverage], seconds: float) -> None:
    for result in results:
        if not result.passed:
            typer.echo(f"✗ {result.case.name}")
            for failure in result.failures:
                typer.echo(f"  {failure}")
    for file in covered:
        lines = ", ".join(map(str, file.missing_lines))
        typer.echo(f"{file.percent:5.0f} %  {file.file}" + (f"  never reached: line {lines}" if lines else ""))
    failed = sum(not result.passed for result in results)
    turns = sum(len(result.exchanges) for result in results)
    typer.echo(f"{len(results) - failed} passed, {failed} failed; {turns} turns in {seconds:.2f} s.")


def _print_json(results: list[Result], covered: list[reach.Coverage], seconds: float) -> None:
    typer.echo(
        json.dumps(
            {
                "passed": sum(result.passed for result in results),
                "seconds": round(seconds, 3),
                "failed": [
                    {
                        "test_case": result.case.name,
                        "file": failure.where.file,
                        "line": failure.where.line,
                        "expected": failure.expected,
                        "actual": failure.actual,
                    }
                    for result in results
                    for failure in result.failures
                ],
                "coverage": [
                    {"file": file.file, "percent": round(file.percent, 1), "missing_lines": file.missing_lines}
                    for file in covered
                ],
            },
            indent=2,
        )
    )


def _bundle(directory: Path = project.FLOWS) -> Bundle:
    try:
        return project.bundle(directory)
    except FlowProblems as problems:
        _fail(problems)


def _fail(problems: FlowProblems) -> NoReturn:
    for problem in problems.problems:
        typer.echo(str(problem), err=True)
    raise typer.Exit(1)
