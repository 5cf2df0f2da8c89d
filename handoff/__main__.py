"""The gateway's command: serves by default; with a subcommand it manages agents' accounts, or tells what is kept.

python -m handoff [add-agent --email … --name … | set-password --email … | disable-agent --email …
                   | set-capacity --email … --capacity 4 | list-agents | article-votes
                   | export-understanding --below 0.6 --days 30
                   | export-listener | erase-listener, both with --account … or --ticket … | erase-older --days 365]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from dataclasses import asdict

import uvloop

from handoff import logs
from handoff.adapters.argon2_passwords import Argon2Passwords
from handoff.adapters.clock import SystemClock
from handoff.adapters.database import connect
from handoff.adapters.local_bus import LocalBus
from handoff.adapters.migrate import migrate
from handoff.bootstrap import Gateway, build_desk
from handoff.domain.errors import HandoffError
from handoff.service_layer import accounts, privacy
from handoff.service_layer import article_votes as votes
from handoff.service_layer.lessons import lessons
from handoff.service_layer.ports import Desk
from handoff.settings import Settings


async def _serve(settings: Settings) -> None:
    gateway = Gateway(settings)
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    await gateway.start()
    await stopped.wait()
    await gateway.stop()


async def _with_desk(settings: Settings, work: Callable[[Desk], Awaitable[str]]) -> str:
    """These commands work on the database, beside a gateway that may be running."""
    database = connect(settings.database)
    try:
        await migrate(database.writer)
        return await work(build_desk(database, LocalBus(), SystemClock()))
    finally:
        await database.close()


def _password() -> str:
    """Never from an argument: every process of the machine can read those."""
    given = os.environ.get("SOUNDCHECK_AGENT_PASSWORD")
    return given if given is not None else sys.stdin.readline().rstrip("\r\n")


def _work(asked: argparse.Namespace) -> Callable[[Desk], Awaitable[str]]:
    async def add_agent(desk: Desk) -> str:
        await accounts.create_agent(desk, Argon2Passwords(), asked.email, asked.name, _password())
        return f"Added {asked.name} ({asked.email})."

    async def set_password(desk: Desk) -> str:
        await accounts.set_password(desk, Argon2Passwords(), asked.email, _password())
        return f"Changed the password of {asked.email}."

    async def disable_agent(desk: Desk) -> str:
        await accounts.disable_agent(desk, asked.email)
        return f"Disabled {asked.email}."

    async def set_capacity(desk: Desk) -> str:
        await accounts.set_capacity(desk, asked.email, asked.capacity)
        return f"{asked.email} has at most {asked.capacity} conversation{'s' * (asked.capacity != 1)} at once."

    async def list_agents(desk: Desk) -> str:
        agents = await accounts.list_agents(desk)
        return "\n".join(f"{one.email}  {one.name}{'  (disabled)' if one.disabled else ''}" for one in agents)

    async def article_votes(desk: Desk) -> str:
        return json.dumps([asdict(tally) for tally in await votes.tallies(desk)], ensure_ascii=False)

    async def export_understanding(desk: Desk) -> str:
        found = await lessons(desk, asked.below, asked.days)
        return "\n".join(json.dumps(asdict(one)) for one in found)

    async def export_listener(desk: Desk) -> str:
        return json.dumps(await privacy.copy_of(desk, asked.account, asked.ticket), ensure_ascii=False, indent=2)

    async def erase_listener(desk: Desk) -> str:
        return json.dumps(await privacy.erase(desk, asked.account, asked.ticket))

    async def erase_older(desk: Desk) -> str:
        return json.dumps(await privacy.erase_older(desk, asked.days))

    works = {
        "add-agent": add_agent,
        "set-password": set_password,
        "disable-agent": disable_agent,
        "set-capacity": set_capacity,
        "list-agents": list_agents,
        "article-votes": article_votes,
        "export-understanding": export_understanding,
        "export-listener": export_listener,
        "erase-listener": erase_listener,
        "erase-older": erase_older,
    }
    return works[asked.command]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m handoff", description="The gateway of the support desk.")
    commands = parser.add_subparsers(dest="command")
    for name in ("add-agent", "set-password", "disable-agent", "set-capacity"):
        command = commands.add_parser(name)
        command.add_argument("--email", required=True)
        if name == "add-agent":
            command.add_argument("--name", required=True)
        if name == "set-capacity":
            command.add_argument("--capacity", type=int, required=True)
    commands.add_parser("list-agents")
    commands.add_parser("article-votes")
    export = commands.add_parser("export-understanding")
    export.add_argument("--below", type=float, required=True)
    export.add_argument("--days", type=int, required=True)
    for name in ("export-listener", "erase-listener"):
        whom = commands.add_parser(name).add_mutually_exclusive_group(required=True)
        whom.add_argument("--account")
        whom.add_argument("--ticket")
    older = commands.add_parser("erase-older")
    older.add_argument("--days", type=int, required=True)
    asked = parser.parse_args(arguments)
    settings = Settings()
    logs.configure(settings.log_level)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    if asked.command is None:
        # A turn is many small steps, and this loop takes each of them for less.
        uvloop.run(_serve(settings))
        return 0
    try:
        print(asyncio.run(_with_desk(settings, _work(asked))))
    except HandoffError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
