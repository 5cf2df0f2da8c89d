"""`soundcheck flows studio`: serves the studio until it is told to stop."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from soundcheck.flows import project

HOST = "127.0.0.1"


def studio(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where the page is.")] = 8070,
    flows: Annotated[Path, typer.Option(help="The flow files.")] = project.FLOWS,
    tests: Annotated[Path, typer.Option(help="Where the flow tests are, and new ones are saved.")] = project.TESTS,
) -> None:
    """Open the flows in a browser: pictures, problems, and a conversation with the draft as you write it."""
    # Only this command needs a web server, and a stand-in for every action.
    from aiohttp import web

    from soundcheck.studio.server import build_app
    from soundcheck.studio.workspace import Workspace

    app = build_app(Workspace(flows, tests))
    try:
        web.run_app(app, host=HOST, port=port, access_log=None, print=lambda _: typer.echo(f"http://{HOST}:{port}/"))
    except OSError as problem:
        typer.echo(f"Port {port} cannot be used ({problem.strerror}); name another one: --port {port + 1}", err=True)
        raise typer.Exit(1) from None
