"""What an evaluator brings is read as spreadsheets write it, or refused with line and remedy."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from soundcheck.__main__ import app
from soundcheck.bench.labelled_csv import UnusableMessages, check_examples, read, remarks
from soundcheck.bench.last_report import figures_of


def written(tmp_path: Path, content: str | bytes) -> Path:
    file = tmp_path / "some.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


@pytest.mark.parametrize(
    "content",
    [
        "text,label\nplay it,music\n",
        "\ufefftext,label\r\nplay it,music\r\n",
        "id, text ,label,note\n1,play it, music ,x\n\n",
        '"label","text"\n"music","play it"',
    ],
)
def test_it_is_read_as_spreadsheets_write_it(tmp_path: Path, content: str) -> None:
    assert read(written(tmp_path, content)) == [("play it", "music")]


def test_a_text_may_hold_quotes_commas_and_lines(tmp_path: Path) -> None:
    file = written(
        tmp_path, 'text,label\n"he said ""play, now""\nplease \u2028 soon",music\n' + "a" * 200_000 + ",long\n"
    )

    assert [(text[:30], label) for text, label in read(file)] == [
        ('he said "play, now"\nplease \u2028 s', "music"),
        ("a" * 30, "long"),
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "some.csv:1: There is no column text and no column label, but nothing."),
        ("text,intent\na,b\n", "some.csv:1: There is no column label, but text, intent."),
        ("text;label\na;b\n", "some.csv:1: There is no column text and no column label, but text;label."),
        ("text,label\n", "some.csv: There is no message below the header."),
        ("text,label\na,b\nno label\n", "some.csv:3: There is no label."),
        ('text,label\n"a\nb",c\n ,d\n', "some.csv:4: There is no text."),
        ("text,label\na, really,b\n", "some.csv:2: There are 3 columns instead of 2."),
        ('text,label\na,b\n"c,d\n', "some.csv:3: unexpected end of data."),
        ("text,label\na,b\nc\0,d\n", "some.csv:3: There is a character of no text (NUL)."),
        ("text,label\na,b\ncafé,d\n".encode("latin-1"), "some.csv:3: This is no text in UTF-8."),
    ],
)
def test_a_fault_is_named_by_line(tmp_path: Path, content: str | bytes, problem: str) -> None:
    with pytest.raises(UnusableMessages) as refused:
        read(written(tmp_path, content))

    assert problem in str(refused.value)


def test_every_fault_is_named_and_of_very_many_the_first(tmp_path: Path) -> None:
    with pytest.raises(UnusableMessages) as refused:
        read(written(tmp_path, "text,label\n" + "a\n" * 12))

    assert str(refused.value).splitlines()[-1] == "And 2 more."
    assert len(str(refused.value).splitlines()) == 11


def test_one_label_or_one_example_of_a_label_teaches_nothing() -> None:
    with pytest.raises(UnusableMessages, match="'music'"):
        check_examples(["music", "music"], 2)
    with pytest.raises(UnusableMessages, match="too few has shopping"):
        check_examples(["music", "music", "shopping"], 2)
    check_examples(["music", "music", "shopping", "shopping"], 2)


def test_what_makes_an_exam_say_less_than_it_seems_is_remarked() -> None:
    known = [("play it", "music"), ("wake me", "alarm"), ("ring", "alarm"), ("ring", "music")]

    assert remarks(known, [("play that", "music")]) == ["1 examples stand under several labels."]
    assert remarks(known[:2], [("buy milk", "shopping"), ("play it", "music")]) == [
        "1 messages have a label without any example, so they are all wrong: shopping (1).",
        "1 messages are among the examples, word for word: they are not unseen.",
    ]


def test_the_command_says_it_in_a_line_and_ends_with_1(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["bench", "nlu", "--train", str(written(tmp_path, "text\na\n"))])

    assert result.exit_code == 1
    assert result.stderr.startswith(f"{tmp_path}/some.csv:1: There is no column label")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("content", ["", "{", "[]", '{"figures": 3}', "{}"])
def test_a_last_report_that_is_none_is_not_compared(tmp_path: Path, content: str) -> None:
    assert figures_of(written(tmp_path, content)) == {}
    assert figures_of(tmp_path / "nowhere.json") == {}
