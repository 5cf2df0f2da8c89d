"""`soundcheck agents`: who may log in to the console. Passwords are typed or piped in, never given as an argument."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from soundcheck import agents, settings

app = typer.Typer(help="Say who may log in to the console.", no_args_is_help=True)

Email = Annotated[str, typer.Argument(help="The agent's e-mail address.")]
Password = Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)]


@app.command("add")
def add(email: Email, name: Annotated[str, typer.Option(prompt=True)], password: Password) -> None:
    """Create an agent."""
    _say(lambda: agents.add(settings.load(), email, name, password))


@app.command("list")
def list_agents() -> None:
    """Show every agent."""
    _say(lambda: agents.listing(settings.load()))


@app.command("disable")
def disable(email: Email) -> None:
    """Let an agent log in no more."""
    _say(lambda: agents.disable(settings.load(), email))


@app.command("capacity")
def capacity(email: Email, conversations: Annotated[int, typer.Argument(help="At once.")]) -> None:
    """Say how many conversations an agent may have at once; 4 if nobody says."""
    _say(lambda: agents.set_capacity(settings.load(), email, conversations))


@app.command("password")
def password(email: Email, password: Password) -> None:
    """Give an agent another password."""
    _say(lambda: agents.set_password(settings.load(), email, password))


def _say(ask: Callable[[], str]) -> None:
    try:
        typer.echo(ask())
    except agents.AgentProblem as problem:
        typer.echo(problem, err=True)
        raise typer.Exit(1) from None
