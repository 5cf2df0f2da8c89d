"""The table that `soundcheck bench mood` prints."""

import hashlib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from soundcheck.__main__ import app
from soundcheck.bench import mood

SAID = {"this is a disaster": "upset", "you guys suck": "upset", "the song is blue": "other", "what a horror": "other"}


@pytest.fixture
def lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    rows = [f"{hashlib.sha256(text.encode()).hexdigest()},{label},chat" for text, label in SAID.items()]
    (tmp_path / "mood.csv").write_text("\n".join(["sha256,label,set", *rows, ""]))
    (tmp_path / "lines.txt").write_text("\n".join([*SAID, "not labelled"]))
    monkeypatch.setattr(mood, "LABELS", tmp_path / "mood.csv")
    return tmp_path / "lines.txt"


def test_each_threshold_says_what_it_hears_and_how_much_of_it_is_right(lines: Path) -> None:
    result = CliRunner().invoke(app, ["bench", "mood", "--real", str(lines)])

    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(
        "4 messages, 2 of them upset; now a ticket becomes more urgent from -0.4 downwards."
    )
    assert "| -0.4 | 3 | 67 % | 100 % |" in result.stdout
    assert "| -0.6 | 1 | 100 % | 50 % |" in result.stdout


def test_lines_without_a_label_are_refused(lines: Path) -> None:
    result = CliRunner().invoke(app, ["bench", "mood", "--real", str(lines), "--sets", "review"])

    assert result.exit_code == 2
    assert "labelled as upset" in " ".join(result.stderr.replace("│", " ").split())
