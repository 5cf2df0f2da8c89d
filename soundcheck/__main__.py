"""`python -m soundcheck`: every command of the project, each handed to the module that knows how."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from soundcheck import backup, classify, content, listeners, people, serve, settings, training
from soundcheck.bench import command as bench
from soundcheck.bench.articles_report import articles as bench_articles
from soundcheck.bench.entities_report import entities as bench_entities
from soundcheck.bench.mood import mood as bench_mood
from soundcheck.bench.nlu_report import nlu as bench_nlu
from soundcheck.flows import command as flows
from soundcheck.learn import command as learn
from soundcheck.studio.command import studio

app = typer.Typer(
    help="The support desk of a music-streaming service.", no_args_is_help=True, pretty_exceptions_enable=False
)
app.add_typer(people.app, name="agents")
app.add_typer(listeners.app, name="listeners")
app.add_typer(flows.app, name="flows")
app.add_typer(content.articles, name="articles")
app.add_typer(bench.app, name="bench")
app.add_typer(learn.app, name="learn")
app.command("classify")(classify.classify)
app.command("backup")(backup.command)
flows.app.command("studio")(studio)
bench.app.command("articles")(bench_articles)
bench.app.command("entities")(bench_entities)
bench.app.command("mood")(bench_mood)
bench.app.command("nlu")(bench_nlu)


@app.command("serve")
def serve_command(
    demo: Annotated[bool, typer.Option(help="With a demo app, its accounts and an agent to log in as.")] = True,
) -> None:
    """Run the whole desk, print its links and a login."""
    raise typer.Exit(serve.serve(demo))


@app.command("train")
def train_command() -> None:
    """Train the assistant, if what it learns from has changed."""
    config = settings.load()
    try:
        training.train(config.environment, config.data_dir / "log", serve.console)
    except training.TrainingFailed as problem:
        typer.echo(problem, err=True)
        raise typer.Exit(1) from None


@app.command("screenshots")
def screenshots_command() -> None:
    """Remake the picture of the README from a running desk."""
    # Only this command needs a browser's library.
    from soundcheck import screenshots

    typer.echo(screenshots.remake())


def main() -> None:
    """Run a command. What the machine refuses, a file or a full disk, is one line and not a page of ours."""
    try:
        app()
    except OSError as refused:
        place = f"{refused.filename}: " if refused.filename else ""
        sys.exit(f"{place}{refused.strerror or refused}")


if __name__ == "__main__":
    main()
