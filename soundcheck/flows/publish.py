"""`soundcheck flows publish`, `diff`, `versions`, `rollback`, `uses`: what a writer is told, asked and refused."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from bot.flows import Bundle, Engine, FlowProblems
from bot.flows.uses import kinds, uses
from bot.flows.versions import VersionGone, VersionStore
from soundcheck import settings, training
from soundcheck.flows import linting, project, publishing, running_bot
from soundcheck.flows.publishing import Plan
from soundcheck.flows.run import load, run_all
from soundcheck.settings import ROOT, Settings

#: A pointer that moved is noticed within half a second; a model takes a while to load on a small machine.
CONTENT_SECONDS, MODEL_SECONDS = 10.0, 120.0
#: More names or failed tests than this are not read but searched.
SHOWN = 8

Message = Annotated[str, typer.Option("--message", "-m", help="What it is about, for the list of versions.")]
Flows = Annotated[Path, typer.Option(help="The flow files.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


def register(app: typer.Typer) -> None:
    """Put the commands into the group of flows."""
    for command in (publish, diff, versions, rollback, uses_of):
        app.command("uses" if command is uses_of else command.__name__)(command)


def publish(
    message: Message = "",
    yes: Yes = False,
    flows: Flows = project.FLOWS,
    tests: Annotated[Path, typer.Option(help="The flow tests.")] = project.TESTS,
) -> None:
    """Make the flows of data/flows live, if lint and tests have nothing against it."""
    config = settings.load()
    store = publishing.store_of(config)
    source = publishing.Source(flows)
    bundle, found = linting.look(flows, tests)
    if errors := [str(problem) for problem in found if not problem.is_warning]:
        _refuse(errors)
    planned = publishing.plan(store, source, bundle)
    for warning in found:
        typer.echo(str(warning))
    _check_tests(bundle, tests)
    if planned.before is not None and not planned.changes and publishing.is_draft_published(store, source):
        typer.echo(f"Nothing to publish: data/flows is version {planned.before}.")
        return
    _carry_out(config, store, planned, message, yes)


def diff(
    old: Annotated[int | None, typer.Argument(help="A version; the live one if left out.")] = None,
    new: Annotated[int | None, typer.Argument(help="A version; data/flows if left out.")] = None,
    flows: Flows = project.FLOWS,
) -> None:
    """Show what data/flows would change, or what is different between two versions."""
    store = publishing.store_of(settings.load())
    try:
        live = store.live()
        if old is None and live is None:
            typer.echo("Nothing is published yet.")
            return
        before = store.bundle(old if old is not None else live.number if live else 0)
        after = store.bundle(new) if new is not None else publishing.Source(flows).bundle()
    except VersionGone as gone:
        _refuse([str(gone)])
    except FlowProblems as problems:
        _refuse([str(problem) for problem in problems.problems])
    changes = publishing.difference(before, after)
    _show(changes)
    typer.echo(_count(len(changes), "change"))


def versions() -> None:
    """List what was published: number, when, by whom, what, and who is still on it."""
    config = settings.load()
    store = publishing.store_of(config)
    live, busy = store.live(), _in_flight(config)
    for number in reversed(store.numbers()):
        try:
            version = store.version(number)
        except VersionGone as gone:
            typer.echo(f"{number:>4}       {gone}")
            continue
        mark = "live" if live and live.number == number else ""
        about = version.message or "; ".join(version.changes[:2]) or "no change"
        flight = f", {_count(busy[number], 'conversation')} in flight" if busy.get(number) else ""
        how = ", with a training" if version.trained else ""
        typer.echo(f"{number:>4} {mark:<4}  {version.published_at}  {version.published_by}: {about}{how}{flight}")
    if live is None:
        typer.echo("Nothing is published yet.")


def rollback(
    number: Annotated[int | None, typer.Argument(help="The version; the one before the live one if left out.")] = None,
    message: Message = "",
    yes: Yes = False,
) -> None:
    """Publish an older version once more. data/flows stays as it is."""
    config = settings.load()
    store = publishing.store_of(config)
    try:
        back = publishing.version_before(store, number)
        planned = publishing.plan_back(store, back)
    except VersionGone as gone:
        _refuse([str(gone)])
    except FlowProblems as problems:
        _refuse([str(problem) for problem in problems.problems])
    _carry_out(config, store, planned, message or f"Back to version {back}.", yes)
    typer.echo("data/flows is as it was: mend it there before you publish again.")


def uses_of(
    name: Annotated[str, typer.Argument(help="Of a flow, response, slot, article, action or intent.")],
    flows: Flows = project.FLOWS,
) -> None:
    """List who uses a name: look before you rename or delete."""
    try:
        bundle = project.bundle(flows)
    except FlowProblems as problems:
        _refuse([str(problem) for problem in problems.problems])
    known = kinds(bundle, name)
    found = uses(bundle, name)
    for use in found:
        typer.echo(str(use))
    what = " and ".join(known) or "no name that the flows know"
    typer.echo(f"{name} is {what}; {_count(len(found), 'use')}.")


def _carry_out(config: Settings, store: VersionStore, planned: Plan, message: str, yes: bool) -> None:
    _show(planned.changes)
    busy = _in_flight(config)
    if planned.before is not None:
        typer.echo(f"{_count(len(planned.changes), 'change')} against version {planned.before}.")
        if busy:
            typer.echo(f"Conversations in flight: {sum(busy.values())}. Each ends on the version that it began with.")
    if planned.unknown:
        first, more = planned.unknown[:SHOWN], len(planned.unknown) - SHOWN
        rest = f" and {more} more" if more > 0 else ""
        typer.echo(f"This needs a training, as the model does not know {', '.join(first)}{rest}.")
    else:
        typer.echo("This needs no training.")
    if not yes and not typer.confirm("Publish?"):
        raise typer.Exit(1)

    def train() -> str:
        training.train(config.environment, config.data_dir / "log", Console(highlight=False))
        return publishing.newest_model_name()

    try:
        version = publishing.publish(store, planned, message, train if planned.unknown else None)
    except (training.TrainingFailed, publishing.ChangedMeanwhile) as problem:
        _refuse([str(problem)])
    typer.echo(f"Version {version.number} is published.")
    _tell_when_live(config, version.number, MODEL_SECONDS if version.trained else CONTENT_SECONDS)
    store.prune(in_use=_in_flight(config).keys())


def _tell_when_live(config: Settings, number: int, patience_seconds: float) -> None:
    began = time.monotonic()
    if running_bot.at_work(config) is None:
        typer.echo("No assistant is running here; it will start with it.")
        return
    if not running_bot.wait_for(config, number, patience_seconds):
        _refuse([f"The assistant does not use version {number} yet: see {config.data_dir}/log/rasa.log."])
    typer.echo(f"New conversations have it, {time.monotonic() - began:.1f} s later.")


def _check_tests(bundle: Bundle, tests: Path) -> None:
    """Refuse while a flow test fails; a project without tests has nothing to say."""
    if not tests.is_dir():
        return
    try:
        results = list(run_all(load([tests], bundle), Engine(bundle)))
    except FlowProblems as problems:
        _refuse([str(problem) for problem in problems.problems])
    failed = [result for result in results if not result.passed]
    if failed:
        lines = [
            line for test in failed[:SHOWN] for line in (f"✗ {test.case.name}", *(f"  {f}" for f in test.failures))
        ]
        _refuse([*lines, f"{_count(len(failed), 'flow test')} failed: soundcheck flows test names them all."])
    typer.echo(f"{_count(len(results), 'flow test')} passed.")


def _show(changes: list[publishing.Change] | tuple[publishing.Change, ...]) -> None:
    for change in changes:
        typer.echo(str(change))
        for sign, colour, text in (("-", "red", change.before), ("+", "green", change.after)):
            for line in text.splitlines():
                typer.secho(f"  {sign} {line}", fg=colour)


def _in_flight(config: Settings) -> dict[int, int]:
    from bot.components.in_flight import in_flight

    return in_flight(config.data_dir / "rasa.db")


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _refuse(lines: list[str]) -> NoReturn:
    for line in lines:
        typer.echo(line.replace(f"{ROOT}/", ""), err=True)
    typer.echo("Nothing was changed.", err=True)
    raise typer.Exit(1)
