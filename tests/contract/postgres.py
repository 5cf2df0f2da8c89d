"""A PostgreSQL server of the tests' own, as Debian's package brings it: started in a new folder, gone afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

INSTALLED = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """Where initdb and pg_ctl are; null where no server is installed."""
    found = shutil.which("initdb") or next(map(str, sorted(INSTALLED.glob("*/bin/initdb"), reverse=True)), None)
    return Path(found).parent if found else None


@contextmanager
def postgres(bin_folder: Path, directory: Path) -> Iterator[str]:
    """The server's address for SQLAlchemy. It refuses to run as root, so there the package's own account runs it."""
    data = directory / "data"
    if os.geteuid() == 0:
        shutil.chown(directory, "postgres")
        # The account has to reach the folder through its parents, which are the tests' alone.
        for parent in directory.parents:
            if parent == Path("/tmp") or parent.stat().st_uid != 0:
                break
            parent.chmod(parent.stat().st_mode | 0o011)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    _run(directory, bin_folder / "initdb", "-D", data, "-A", "trust", "-U", "soundcheck", "--no-sync", "-E", "UTF8")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={directory} -c fsync=off"
    _run(directory, bin_folder / "pg_ctl", "-D", data, "-w", "-l", directory / "log", "-o", options, "start")
    try:
        yield f"postgresql+asyncpg://soundcheck@127.0.0.1:{port}/postgres"
    finally:
        _run(directory, bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def _run(directory: Path, *command: object) -> None:
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    subprocess.run(words, cwd=directory, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
