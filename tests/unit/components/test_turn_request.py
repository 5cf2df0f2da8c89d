import json

import pytest

from bot.components.turn_request import BadRequest, TurnRequest, Unauthorized, check_signature, read_turn, signature_of

SECRET, NOW = "secret", 1_764_000_000.0
BODY = b'{"a": 1}'


def body(**changes: object) -> bytes:
    content = {"conversation_id": "c1", "message_id": "c1:3", "text": "hello", "payload": None, "context": {}}
    return json.dumps({**content, **changes}).encode()


def test_the_gateways_signature_is_accepted() -> None:
    stamp = str(int(NOW))

    check_signature(SECRET, stamp, signature_of(SECRET, stamp, BODY), BODY, NOW)


@pytest.mark.parametrize(
    ("stamp", "signed_with", "signed_body"),
    [
        (int(NOW), "another secret", BODY),
        (int(NOW), SECRET, b'{"a": 2}'),
        (int(NOW) - 61, SECRET, BODY),
        (int(NOW) + 61, SECRET, BODY),
        ("soon", SECRET, BODY),
        ("", SECRET, BODY),
    ],
)
def test_another_secret_another_body_or_another_time_is_refused(
    stamp: object, signed_with: str, signed_body: bytes
) -> None:
    signature = signature_of(signed_with, str(stamp), signed_body)

    with pytest.raises(Unauthorized):
        check_signature(SECRET, str(stamp), signature, BODY, NOW)


def test_a_signature_that_is_not_ascii_is_refused() -> None:
    with pytest.raises(Unauthorized):
        check_signature(SECRET, str(int(NOW)), "ünsigned", BODY, NOW)


def test_a_turn_is_read() -> None:
    assert read_turn(body(context={"device": "iPhone 13"})) == TurnRequest(
        "c1", "c1:3", "hello", None, {"device": "iPhone 13"}
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"\xff\xfe",
        b"[]",
        body(conversation_id=""),
        body(message_id=3),
        body(text=None),
        body(text="  "),
        body(payload=3),
        body(payload=""),
        body(context="iPhone"),
        body(text="x" * 200_000),
    ],
)
def test_a_malformed_body_is_refused_with_a_reason(content: bytes) -> None:
    with pytest.raises(BadRequest, match=r"\w"):
        read_turn(content)
