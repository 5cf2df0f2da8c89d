"""`soundcheck backup`: a copy of what a desk knows, taken while it runs, and whole or not there at all.

A database that is a server has tools of its own; the copy says so and holds the rest.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from soundcheck import settings
from soundcheck.settings import Settings

#: Made again by a start, or of no use in another place.
LEFT_OUT = frozenset({"log", "encoder", "reports", "desk.lock"})
#: The gateway's database before Rasa's: a turn that Rasa knows and the gateway does not is asked and answered again.
ORDER = ("soundcheck.db", "rasa.db")


class BackupProblem(Exception):
    """Why nothing was copied."""


def backup(config: Settings, target: Path) -> list[str]:
    """Copy the data directory to `target`, which must not be there yet; the names of what it holds.

    Raises BackupProblem, and OSError where the disk refuses; then nothing is left at `target`.
    """
    if target.exists():
        raise BackupProblem(f"{target} is there already: name a new folder.")
    source = config.data_dir
    if not any(source.glob("*.db")):
        raise BackupProblem(f"No desk has run on {source} yet: set SOUNDCHECK_DATA_DIR.")
    if target.resolve().is_relative_to(source):
        raise BackupProblem(f"{target} is inside {source}: a copy belongs elsewhere.")
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.unfinished")
    shutil.rmtree(draft, ignore_errors=True)
    # Secrets and conversations: for their owner only.
    draft.mkdir(mode=0o700)
    try:
        names = list(_copy(source, draft))
        draft.rename(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return names


def _copy(source: Path, target: Path) -> Iterator[str]:
    for file in sorted(source.glob("*.db"), key=lambda file: (file.name not in ORDER, file.name != ORDER[0])):
        _copy_database(file, target / file.name)
        yield file.name
    for path in sorted(source.iterdir()):
        if path.name in LEFT_OUT or ".db" in path.name or path.suffix == ".new":
            continue
        if path.is_dir():
            shutil.copytree(path, target / path.name)
        else:
            shutil.copy2(path, target / path.name)
        yield path.name


def _copy_database(source: Path, target: Path) -> None:
    """By SQLite itself: the file alone lacks what is still in its log, and may be half written."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL, 0o600))
    with contextlib.closing(sqlite3.connect(source)) as known, contextlib.closing(sqlite3.connect(target)) as copy:
        known.backup(copy)
        (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
    if verdict != "ok":
        raise BackupProblem(f"{source} is damaged: {verdict}")


def command(target: Annotated[Path, typer.Argument(help="A folder that is not there yet.")]) -> None:
    """Copy what the desk knows into a folder, while it runs or not."""
    config = settings.load()
    try:
        names = backup(config, target)
    except (BackupProblem, sqlite3.Error) as problem:
        typer.echo(f"Nothing was copied. {problem}", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{target} holds {', '.join(names)}. It has the desk's secrets in it: keep it as you keep those.")
    if not config["DATABASE_URL"].startswith("sqlite"):
        typer.echo("Conversations and tickets are in another database, which is not part of it: copy that as well.")
