"""`soundcheck flows lint`: the same problems for people, for programs and for editors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flow_project import FLOW
from typer.testing import CliRunner

from soundcheck.flows.command import app


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    text = FLOW.replace("else: hand_over", "else: hand_ovr").replace("content/lyrics", "qqqq")
    (tmp_path / "lyrics.yml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def right(tmp_path: Path) -> Path:
    (tmp_path / "lyrics.yml").write_text(FLOW, encoding="utf-8")
    return tmp_path


def lint(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["lint", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_people_read_place_problem_and_remedy(wrong: Path) -> None:
    code, output, errors = lint(wrong)

    assert (code, output) == (1, "")
    assert errors.splitlines()[0] == (
        f"{wrong}/lyrics.yml:21:19 F003 `hand_ovr` is no step of lyrics; did you mean hand_over?"
    )


def test_programs_read_a_list(wrong: Path) -> None:
    code, output, errors = lint(wrong, "--format", "json")

    assert (code, errors) == (1, "")
    assert json.loads(output) == [
        {
            "file": f"{wrong}/lyrics.yml",
            "line": 21,
            "column": 19,
            "code": "F003",
            "message": "`hand_ovr` is no step of lyrics",
            "remedy": "did you mean hand_over?",
        },
        {
            "file": f"{wrong}/lyrics.yml",
            "line": 37,
            "column": 22,
            "code": "F007",
            "message": "there is no article `qqqq`",
            "remedy": "write it first",
        },
    ]


def test_editors_read_one_line_per_problem(wrong: Path) -> None:
    code, output, errors = lint(wrong, "--format", "editor")

    assert (code, errors) == (1, "")
    assert output.splitlines() == [
        f"{wrong}/lyrics.yml:21:19: F003 `hand_ovr` is no step of lyrics; did you mean hand_over?",
        f"{wrong}/lyrics.yml:37:22: F007 there is no article `qqqq`; write it first",
    ]


@pytest.mark.parametrize(
    ("form", "said"),
    [("text", " flows, no problem.\n"), ("json", "[]\n"), ("editor", "")],
    ids=["text", "json", "editor"],
)
def test_without_a_problem_all_forms_succeed(right: Path, form: str, said: str) -> None:
    code, output, errors = lint(right, "--format", form)

    assert (code, errors) == (0, "")
    assert output.endswith(said)
    assert form == "text" or output == said


def test_a_file_that_is_no_yaml_is_one_line_too(tmp_path: Path) -> None:
    (tmp_path / "lyrics.yml").write_text("flows:\n  lyrics: {description: x\n  steps:\n", encoding="utf-8")

    code, output, _ = lint(tmp_path, "--format", "editor")

    assert code == 1
    assert len(output.splitlines()) == 1
    assert ": F000 " in output
