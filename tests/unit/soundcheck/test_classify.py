import io
import json
from typing import Any

from bot.components.classify import Understood
from soundcheck.classify import answers


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


def test_no_lines_give_no_answers() -> None:
    assert answered("") == []
