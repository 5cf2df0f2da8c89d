"""A writer's slips in the form of a file are named in plain words, where they were made, with a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.flows.source import Problems, read_source

SLIPS = {
    "flows:\n\tlyrics:\n": "2:1 a tab character; indent with spaces",
    "flows:\n  lyrics:\n    name: a\n   steps: b\n": "4:4 this line is not indented as its neighbours are; let",
    "flows:\n  - id: a\n      collect: b\n": "3:14 this line is indented more than the one above allows; let",
    "flows:\n  lyrics:\n    steps\n      - id: a\n": "3:5 a colon is missing in this line; write `key: value`",
    "flows:\n  - id: a\n    collect b\n    next: END\n": "3:5 a colon is missing in this line",
    "text: Good: it is out.\n": "1:11 a text with a colon in it; put the whole text in quotation marks",
    'text: "Good", it is out.\n': "1:13 the text goes on after its closing quotation mark or bracket; put",
    "text: 'It's out.'\n": "1:11 the text goes on after its closing quotation mark or bracket",
    'text: "It is out.\nname: a\n': "1:7 the quotation mark that opens here is never closed; close it",
    "text: **Settings**\n": "1:7 a text cannot begin with `*`; put",
    "text: @you\n": "1:7 a text cannot begin with `@`; put",
    "slots:\n  a: {type: bool\n": "2:6 the bracket that opens here is not closed",
    "flows: {}\n---\nflows: {}\n": "2:1 a second document begins here; remove",
    "Dear team,\nhere is my flow: ask.\n": "1:1 a colon is missing in this line; write",
    "text: It is\x00 out.\n": "1:12 an invisible control character; delete it",
}


@pytest.mark.parametrize("text", SLIPS)
def test_a_slip_is_named_in_plain_words_with_its_place_and_a_remedy(text: str, tmp_path: Path) -> None:
    place, expected = SLIPS[text].split(" ", 1)

    said = _read(text.encode(), tmp_path)

    assert said.startswith(f"a.yml:{place} F000 not readable as YAML: {expected}")


def test_another_encoding_is_named_with_a_remedy(tmp_path: Path) -> None:
    assert "F000 not readable: the text is not UTF-8; save it again" in _read("text: öut\n".encode("latin1"), tmp_path)


@pytest.mark.parametrize("content", [b"flows: {}\r\n", b"\xef\xbb\xbfflows: {}\n", "flows: {} # 🎉\n".encode(), b""])
def test_windows_line_ends_a_byte_order_mark_emojis_and_an_empty_file_are_no_problem(
    content: bytes, tmp_path: Path
) -> None:
    assert _read(content, tmp_path) == ""


def _read(content: bytes, folder: Path) -> str:
    path, problems = folder / "a.yml", Problems()
    path.write_bytes(content)
    read_source(path, "a.yml", problems)
    return "\n".join(str(problem) for problem in problems.found)
