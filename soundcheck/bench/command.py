"""`soundcheck bench`: one measure or all of them, as JSON on stdout."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from soundcheck.bench import machine, measures, publishing
from soundcheck.flows import measures as flow_measures
from soundcheck.trial import Trial, running

app = typer.Typer(help="Measure a desk of its own; figures are JSON.", no_args_is_help=True)


@app.command("turn")
def turn(
    peer: Annotated[bool, typer.Option("--peer", help="A turn of a stock Rasa too; takes minutes to train.")] = False,
    peer_sqlalchemy: Annotated[
        Path | None,
        typer.Option(exists=True, help="A folder with SQLAlchemy 1.4: the stock Rasa keeps trackers in SQLite too."),
    ] = None,
) -> None:
    """A bot turn, from the listener's message to the reply."""
    figures = _with_desk(lambda desk: asyncio.run(measures.turn(desk)))
    if peer:
        # Only here: it needs the bot's packages.
        from soundcheck.bench import stock_turn

        try:
            figures["stock_rasa_processor_ms"] = stock_turn.processor_ms(peer_sqlalchemy)
        except RuntimeError as error:
            _print({"turn": figures})
            typer.echo(error, err=True)
            raise typer.Exit(1) from error
    _print({"turn": figures})


@app.command("message")
def message() -> None:
    """An agent's message, until it is acknowledged and until the listener has it."""
    _print({"message": _with_desk(lambda desk: asyncio.run(measures.message(desk)))})


@app.command("start")
def start() -> None:
    """The first start and the second."""
    with tempfile.TemporaryDirectory() as directory:
        _print({"start": measures.start(Path(directory))})


@app.command("memory")
def memory() -> None:
    """Each process, after some turns."""
    _print({"memory": _with_desk(_memory_at_work)})


@app.command("widget")
def widget() -> None:
    """What a page that embeds the widget loads."""
    _print({"widget": measures.widget()})


@app.command("flows")
def flows() -> None:
    """Linting 200 flows, and how many flow tests and steps the engine plays in a second."""
    _print({"flows": flow_measures.figures()})


@app.command("publish")
def publish(
    with_training: Annotated[bool, typer.Option("--with-training", help="The slow way too; takes minutes.")] = False,
) -> None:
    """From an edited text until new conversations have it."""
    _print({"publish": publishing.edit_to_live(with_training)})


@app.command("all")
def everything() -> None:
    """All of them, on one desk."""
    with tempfile.TemporaryDirectory() as directory:
        started = measures.start(Path(directory))
        with running(Path(directory)) as desk:
            figures = {
                "start": started,
                "turn": asyncio.run(measures.turn(desk)),
                "message": asyncio.run(measures.message(desk)),
                "memory": measures.memory(desk),
                "widget": measures.widget(),
            }
    _print(figures)


def _memory_at_work(desk: Trial) -> dict[str, object]:
    # At rest nothing is loaded yet that the first turn loads for good.
    asyncio.run(measures.turn(desk))
    return measures.memory(desk)


def _with_desk(measure: Callable[[Trial], dict[str, object]]) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as directory, running(Path(directory)) as desk:
        return measure(desk)


def _print(figures: dict[str, object]) -> None:
    typer.echo(json.dumps({"machine": machine.facts(), **figures}, indent=2))
