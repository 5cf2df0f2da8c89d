"""`soundcheck classify`: JSON lines of messages in, JSON lines of what they are about out, without a server."""

from __future__ import annotations

import codecs
import json
import os
import queue
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from math import isfinite
from pathlib import Path
from typing import IO, Annotated, Any

import typer

from soundcheck.settings import ROOT

#: Lines that wait together are classified together, which is faster; a line that comes alone is not kept waiting.
BATCH = 256
_REMEDY = 'write {"id": 1, "text": "…"}, each in a line of its own'


def classify(
    file: Annotated[
        Path | None,
        typer.Argument(
            help='Lines like {"id": 1, "text": "…"}; standard input without.',
            exists=True,
            dir_okay=False,
            readable=True,
        ),
    ] = None,
) -> None:
    """Say what messages are about: one JSON line each, in order, as soon as it is known.

    A line that cannot be read is answered with an error that names it; the others are answered all the same, and the
    command ends with 1. Of a text beyond 4,000 letters the beginning counts. Without an id, the answer's is null."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    source = file.resolve().open("rb") if file else sys.stdin.buffer
    os.chdir(ROOT)  # The model and the lists are read by paths of the project.
    from bot.components.classify import Classifier
    from bot.components.model_archive import newest_model

    model = newest_model()
    if model is None:
        typer.echo("There is no model yet: soundcheck train", err=True)
        raise typer.Exit(1)
    wrong: list[str] = []
    for answer in answers(source, Classifier(model).classify):
        sys.stdout.buffer.write(written(answer))
        sys.stdout.buffer.flush()
        wrong += [answer["error"]] if "error" in answer else []
    if wrong:
        count = "1 line was" if len(wrong) == 1 else f"{len(wrong)} lines were"
        typer.echo(f"{count} answered with an error, {'the first ' if wrong[1:] else ''}{wrong[0]}", err=True)
        raise typer.Exit(1)


def answers(source: IO[bytes], understand: Callable[[list[str]], list[Any]]) -> Iterator[dict[str, Any]]:
    """One answer per line that is not blank; a line that cannot be read is answered with an `error` that names it."""
    number = 0
    for lines in _batches(source):
        asked = [_read(line, place) for place, line in enumerate(lines, start=number + 1) if line.strip()]
        number += len(lines)
        understood = iter(understand([text for _, text, problem in asked if problem is None]))
        for message_id, _, problem in asked:
            if problem is not None:
                yield {"id": message_id, "error": problem}
            else:
                yield {"id": message_id, **_fields(next(understood))}


def written(answer: dict[str, Any]) -> bytes:
    """A line of JSON; half of a character, which an id may hold, stays the escape that it came as."""
    return (json.dumps(answer, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def _read(line: bytes, number: int) -> tuple[Any, str, str | None]:
    """Id, text, and what is wrong with the line."""
    if number == 1:
        line = line.removeprefix(codecs.BOM_UTF8)
    try:
        message = json.loads(line.decode("utf-8", "replace").rstrip(), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        return None, "", f"line {number}: no JSON ({_reason(error)}); {_REMEDY}"
    if not isinstance(message, dict):
        return None, "", f"line {number}: {_kind(message)}, not an object; {_REMEDY}"
    message_id, text = message.get("id"), message.get("text")
    if isinstance(message_id, float) and not isfinite(message_id):
        return None, "", f"line {number}: `id` is too large a number; put it in quotes"
    if not isinstance(text, str):
        wrong = f"is {_kind(text)}; put it in quotes" if "text" in message else f"is missing; {_REMEDY}"
        return message_id, "", f"line {number}: `text` {wrong}"
    if not text.strip():
        return message_id, "", f"line {number}: `text` is empty; leave the line out"
    return message_id, text, None


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg[0].lower()}{error.msg[1:].removesuffix(' at')} at character {error.colno}"
    return "brackets within brackets without end" if isinstance(error, RecursionError) else str(error).partition(":")[0]


def _kind(value: Any) -> str:
    """What people call it."""
    kinds = {bool: "true or false", int: "a number", float: "a number", str: "a string", list: "a list"}
    return kinds.get(type(value), "null" if value is None else "an object")


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")


def _fields(understood: Any) -> dict[str, Any]:
    return {
        "topic": understood.topic,
        "intent": understood.intent,
        "confidence": understood.confidence,
        "ranking": [{"intent": intent, "confidence": confidence} for intent, confidence in understood.ranking],
        "entities": understood.entities,
        "sentiment": understood.sentiment,
        "is_leaving": understood.is_leaving,
        "also": list(understood.also),
    }


def _batches(source: Iterable[bytes]) -> Iterator[list[bytes]]:
    """All lines that are there already, at most `BATCH`; waits only for the first."""
    waiting: queue.Queue[bytes | None] = queue.Queue(BATCH * 2)

    def read() -> None:
        try:
            for line in source:
                waiting.put(line)
        finally:
            waiting.put(None)

    threading.Thread(target=read, daemon=True).start()
    while (line := waiting.get()) is not None:
        batch: list[bytes | None] = [line]
        while len(batch) < BATCH and not waiting.empty() and batch[-1] is not None:
            batch.append(waiting.get())
        yield [each for each in batch if each is not None]
        if batch[-1] is None:
            return
