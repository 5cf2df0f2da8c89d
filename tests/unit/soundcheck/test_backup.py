"""A copy of a desk's data: complete, whole, and for its owner only."""

import contextlib
import sqlite3
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from soundcheck import backup as module
from soundcheck import settings
from soundcheck.__main__ import app
from soundcheck.backup import BackupProblem, backup
from soundcheck.settings import Settings


@pytest.fixture
def desk(tmp_path: Path) -> Settings:
    """What a desk leaves behind, the last message still in the log of its database."""
    config = settings.load({"SOUNDCHECK_DATA_DIR": str(tmp_path / "data")})
    (config.data_dir / "flows").mkdir()
    (config.data_dir / "flows" / "live.json").write_text("1")
    (config.data_dir / "log").mkdir()
    (config.data_dir / "desk.lock").touch()
    return config


@contextlib.contextmanager
def written(config: Settings, name: str = "soundcheck.db"):
    with contextlib.closing(sqlite3.connect(config.data_dir / name)) as database:
        database.executescript("PRAGMA journal_mode=WAL; CREATE TABLE messages (text TEXT)")
        database.execute("INSERT INTO messages VALUES ('it skips')")
        database.commit()
        yield database


def texts(file: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(file)) as database:
        return [text for (text,) in database.execute("SELECT text FROM messages")]


def test_a_running_desk_is_copied_with_its_last_message(desk: Settings, tmp_path: Path) -> None:
    target = tmp_path / "copies" / "monday"
    with written(desk), written(desk, "rasa.db"):
        assert (desk.data_dir / "soundcheck.db-wal").stat().st_size > 0
        names = backup(desk, target)

    assert names == ["soundcheck.db", "rasa.db", "flows", "secrets.json"]
    assert sorted(path.name for path in target.iterdir()) == sorted(names)
    assert texts(target / "soundcheck.db") == ["it skips"]
    assert (target / "flows" / "live.json").read_text() == "1"
    assert (target / "secrets.json").read_bytes() == (desk.data_dir / "secrets.json").read_bytes()
    assert [stat.S_IMODE(path.stat().st_mode) & 0o077 for path in (target, target / "soundcheck.db")] == [0, 0]


def test_a_copy_is_not_written_over_another(desk: Settings, tmp_path: Path) -> None:
    (tmp_path / "monday").mkdir()
    with written(desk), pytest.raises(BackupProblem, match="there already"):
        backup(desk, tmp_path / "monday")


def test_nothing_is_not_copied(desk: Settings, tmp_path: Path) -> None:
    with pytest.raises(BackupProblem, match="SOUNDCHECK_DATA_DIR"):
        backup(desk, tmp_path / "monday")


def test_a_copy_does_not_copy_itself(desk: Settings) -> None:
    with written(desk), pytest.raises(BackupProblem, match="inside"):
        backup(desk, desk.data_dir / "copies" / "monday")


def test_a_copy_that_breaks_off_is_no_copy(desk: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.shutil, "copytree", full)
    with written(desk), pytest.raises(OSError, match="No space"):
        backup(desk, tmp_path / "copies" / "monday")

    assert list((tmp_path / "copies").iterdir()) == []


def test_a_damaged_database_is_not_taken_for_a_copy(desk: Settings, tmp_path: Path) -> None:
    (desk.data_dir / "soundcheck.db").write_bytes(b"not a database at all" * 100)
    monday = tmp_path / "monday"

    done = CliRunner().invoke(app, ["backup", str(monday)], env=dict(desk.environment))

    assert done.exit_code == 1
    assert done.output.startswith("Nothing was copied.")
    assert not monday.exists()


def test_the_command_says_what_it_holds_and_what_it_does_not(desk: Settings, tmp_path: Path) -> None:
    monday = tmp_path / "monday"
    elsewhere = {**desk.environment, "SOUNDCHECK_DATABASE_URL": "postgresql+asyncpg://db/soundcheck"}
    with written(desk, "rasa.db"):
        done = CliRunner().invoke(app, ["backup", str(monday)], env=elsewhere)

    assert done.exit_code == 0, done.output
    assert f"{monday} holds rasa.db, flows, secrets.json." in done.output
    assert "another database" in done.output
