import io
import json
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.components.classify import Understood
from soundcheck.__main__ import app
from soundcheck.classify import BATCH, answers, written

REMEDY = 'write {"id": 1, "text": "…"}, each in a line of its own'


def understand(texts: list[str]) -> list[Understood]:
    return [Understood("lyrics", (("lyrics", 0.9), ("greeting", 0.1)), {"device": text}, 0.5) for text in texts]


def answered(*lines: str) -> list[dict[str, Any]]:
    return list(answers(io.BytesIO("\n".join(lines).encode()), understand))


def test_each_message_is_answered_in_order_with_its_id() -> None:
    found = answered(*(json.dumps({"id": f"m{n}", "text": f"text {n}"}) for n in range(200)))

    assert [(row["id"], row["entities"]["device"]) for row in found] == [(f"m{n}", f"text {n}") for n in range(200)]


def test_an_answer_has_all_fields() -> None:
    assert answered('{"id": 1, "text": "words"}') == [
        {
            "id": 1,
            "topic": "lyrics",
            "intent": "lyrics",
            "confidence": 0.9,
            "ranking": [{"intent": "lyrics", "confidence": 0.9}, {"intent": "greeting", "confidence": 0.1}],
            "entities": {"device": "words"},
            "sentiment": 0.5,
            "is_leaving": False,
            "also": [],
        }
    ]


def test_a_bad_line_is_answered_with_an_error_and_the_rest_goes_on() -> None:
    found = answered(
        "nonsense", '{"id": 2}', "[3]", '{"id": 4, "text": " "}', '{"id": 5, "text": 5}', "", '{"text": "a"}'
    )

    assert [(row["id"], "error" in row) for row in found] == [
        (None, True), (2, True), (None, True), (4, True), (5, True), (None, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "message_id", "error"),
    [
        ("no JSON", None, f"line 3: no JSON (expecting value at character 1); {REMEDY}"),
        ('{"id": 7, "text": "cut', None, f"line 3: no JSON (unterminated string starting at character 19); {REMEDY}"),
        ('{"id": NaN, "text": "a"}', None, f"line 3: no JSON (NaN is no number of JSON); {REMEDY}"),
        ("[" * 100_000, None, f"line 3: no JSON (brackets within brackets without end); {REMEDY}"),
        ('"text"', None, f"line 3: a string, not an object; {REMEDY}"),
        ("null", None, f"line 3: null, not an object; {REMEDY}"),
        ('{"id": 1e999, "text": "a"}', None, "line 3: `id` is too large a number; put it in quotes"),
        ('{"id": 7}', 7, f"line 3: `text` is missing; {REMEDY}"),
        ('{"id": 7, "text": 5}', 7, "line 3: `text` is a number; put it in quotes"),
        ('{"id": 7, "text": null}', 7, "line 3: `text` is null; put it in quotes"),
        ('{"id": 7, "text": "\\u00a0\\n"}', 7, "line 3: `text` is empty; leave the line out"),
    ],
)
def test_an_error_names_the_line_and_what_is_wrong(line: str, message_id: Any, error: str) -> None:
    before, wrong, after = answered('{"id": 1, "text": "a"}', "", line, '{"id": 2, "text": "b"}')

    assert wrong == {"id": message_id, "error": error}
    assert (before["entities"], after["entities"]) == ({"device": "a"}, {"device": "b"})


def test_the_number_of_a_line_counts_on_over_many() -> None:
    lines = ['{"id": 1, "text": "a"}'] * (3 * BATCH)

    assert answered(*lines, "nonsense")[-1]["error"].startswith(f"line {3 * BATCH + 1}: no JSON")


def test_a_mark_of_byte_order_windows_line_ends_and_bytes_that_are_no_text_are_read() -> None:
    source = b'\xef\xbb\xbf{"id": 1, "text": "a"}\r\n\r\n{"id": 2, "text": "\xff"}\r\n'

    found = list(answers(io.BytesIO(source), understand))

    assert [(row["id"], row["entities"]["device"]) for row in found] == [(1, "a"), (2, "\ufffd")]


def test_equal_ids_and_none_are_answered_each() -> None:
    lines = ('{"id": 1, "text": "a"}', '{"id": 1, "text": "b"}', '{"text": "c"}', '{"id": {"a": [1]}, "text": "d"}')

    assert [(row["id"], row["entities"]["device"]) for row in answered(*lines)] == [
        (1, "a"), (1, "b"), (None, "c"), ({"a": [1]}, "d"),
    ]  # fmt: skip


def test_what_is_written_can_be_read_again() -> None:
    answer = {"id": "\ud83d é", "error": "line 1: `text` is empty"}

    assert json.loads(written(answer).decode()) == answer


def test_no_lines_give_no_answers() -> None:
    assert answered("") == []


def test_the_command_ends_with_1_where_a_line_could_not_be_read_and_names_the_first(tmp_path, monkeypatch) -> None:
    class Stub:
        def __init__(self, archive: object) -> None:
            self.classify = understand

    monkeypatch.setattr("bot.components.classify.Classifier", Stub)
    monkeypatch.setattr("bot.components.model_archive.newest_model", lambda: "a model")
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text('{"id": 1, "text": "a"}\n')
    bad.write_text('{"id": 1, "text": "a"}\n{"id": 2}\n[]\n{"id": 4, "text": "d"}\n')

    right, wrong = (CliRunner().invoke(app, ["classify", str(file)]) for file in (good, bad))

    assert (right.exit_code, right.stderr) == (0, "")
    assert wrong.exit_code == 1
    assert [json.loads(line)["id"] for line in wrong.stdout.splitlines()] == [1, 2, None, 4]
    assert wrong.stderr.startswith("2 lines were answered with an error, the first line 2: `text` is missing;")
