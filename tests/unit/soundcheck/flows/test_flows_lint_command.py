"""`soundcheck flows lint`: the same problems for people, for programs and for editors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flow_project import FLOW
from typer.testing import CliRunner

from bot.flows.cut_off import cut_off
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
            "severity": "error",
            "code": "F003",
            "message": "`hand_ovr` is no step of lyrics",
            "remedy": "did you mean hand_over?",
        },
        {
            "file": f"{wrong}/lyrics.yml",
            "line": 37,
            "column": 22,
            "severity": "error",
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


def test_a_warning_is_no_failure_unless_it_is_wanted(right: Path) -> None:
    path = right / "lyrics.yml"
    path.write_text(FLOW.replace("missing lyrics", "chart #1 lyrics", 1), encoding="utf-8")

    code, output, errors = lint(right)

    assert (code, output.endswith(" flows, no problem, 1 warning.\n")) == (0, True)
    assert errors == (
        f"{path}:3:17 F027 warning: the text ends before `#1`, as a `#` after a blank begins a comment; "
        "put it in quotation marks\n"
    )
    assert lint(right, "--strict")[0] == 1
    assert ": warning: F027 " in lint(right, "--format", "editor")[1]


@pytest.mark.parametrize(
    "line",
    ["name: lyrics  # a comment", 'name: "chart #1 songs"', "name: c#1", "name: 'a #b'", "# name: a #b", "id: x #1"],
)
def test_other_hashes_are_no_warning(line: str) -> None:
    assert list(cut_off(f"    {line}\n", "lyrics.yml")) == []


def test_a_flow_that_no_test_names_is_told(right: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    tests = tmp_path_factory.mktemp("tests")

    code, _, errors = lint(right, "--tests", tests)

    assert code == 0
    assert " F026 warning: no flow test names lyrics; soundcheck flows draft-tests lyrics writes some" in errors
    (tests / "mine.yml").write_text("test_cases:\n- flow_started: lyrics\n", encoding="utf-8")
    assert lint(right, "--tests", tests)[2] == ""
