"""`soundcheck listeners`: a copy of what is kept of one listener, and deletion, of theirs or of all that is old.

The gateway finds and deletes; what only the assistant remembers is deleted here.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated

import typer

from bot.components.forgetting import forget
from soundcheck import agents, settings
from soundcheck.agents import AgentProblem

app = typer.Typer(help="Give a listener what is kept of them, or delete it.", no_args_is_help=True)

Account = Annotated[str | None, typer.Option(help="The account's id at the streaming service.")]
Ticket = Annotated[str | None, typer.Option(help="One of their tickets, for those without an account.")]


@app.command("export")
def export(account: Account = None, ticket: Ticket = None) -> None:
    """Print all that is kept of a listener as JSON: conversations, notes, tickets, ratings, what the app reported."""
    typer.echo(_ask("export-listener", account, ticket))


@app.command("erase")
def erase(
    account: Account = None,
    ticket: Ticket = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete all that is kept of a listener. There is no way back but a copy of the whole desk."""
    known = json.loads(_ask("export-listener", account, ticket))
    talks = _conversations(len(known["conversations"]))
    if not yes:
        typer.confirm(f"Delete {known['name']} with {talks} for good?", abort=True)
    gone = json.loads(_ask("erase-listener", account, ticket))
    forget(settings.load().data_dir / "rasa.db", gone)
    typer.echo(f"Deleted {_conversations(len(gone))}. Copies of the desk still have them.")


@app.command("forget")
def forget_old(days: Annotated[int, typer.Option(help="How long after the last message.")]) -> None:
    """Delete conversations that ended longer ago, and listeners of whom nothing else is kept; for a daily job."""
    config = settings.load()
    gone = json.loads(_told(lambda: agents.erase_older(config, days)))
    forget(config.data_dir / "rasa.db", gone)
    typer.echo(f"Deleted {_conversations(len(gone))}.")


def _ask(command: str, account: str | None, ticket: str | None) -> str:
    if (account is None) == (ticket is None):
        raise typer.BadParameter("say who it is, by --account or by --ticket")
    whom = ["--account", account] if account is not None else ["--ticket", str(ticket)]
    return _told(lambda: agents.of_listener(settings.load(), command, whom))


def _told(ask: Callable[[], str]) -> str:
    try:
        return ask()
    except AgentProblem as problem:
        typer.echo(problem, err=True)
        raise typer.Exit(1) from None


def _conversations(count: int) -> str:
    return "1 conversation" if count == 1 else f"{count} conversations"
