import io
import json
from typing import Any

import pytest

from bot.components.classify import Understood
from soundcheck.classify import BATCH, answers, written


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
        ("no JSON", None, "line 3: not a line of JSON"),
        ('{"id": 7, "text": "cut', None, "line 3: not a line of JSON"),
        ('{"id": NaN, "text": "a"}', None, "line 3: not a line of JSON"),
        ("[" * 100_000, None, "line 3: not a line of JSON"),
        ('"text"', None, "line 3: not an object"),
        ('{"id": 1e999, "text": "a"}', None, "line 3: `id` is too large a number"),
        ('{"id": 7}', 7, "line 3: `text` is missing"),
        ('{"id": 7, "text": 5}', 7, "line 3: `text` is not a string"),
        ('{"id": 7, "text": null}', 7, "line 3: `text` is not a string"),
        ('{"id": 7, "text": "\\u00a0\\n"}', 7, "line 3: `text` is empty"),
    ],
)
def test_an_error_names_the_line_and_what_is_wrong(line: str, message_id: Any, error: str) -> None:
    before, wrong, after = answered('{"id": 1, "text": "a"}', "", line, '{"id": 2, "text": "b"}')

    assert wrong == {"id": message_id, "error": error}
    assert (before["entities"], after["entities"]) == ({"device": "a"}, {"device": "b"})


def test_the_number_of_a_line_counts_on_over_many() -> None:
    lines = ['{"id": 1, "text": "a"}'] * (3 * BATCH)

    assert answered(*lines, "nonsense")[-1]["error"] == f"line {3 * BATCH + 1}: not a line of JSON"


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
