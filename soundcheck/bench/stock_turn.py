"""What a turn costs in a Rasa as its documentation sets one up: DIET and the stock policies.

Learns our examples, for one epoch: how often it saw them changes what it knows, and not what a turn costs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from ruamel.yaml import YAML

from bot.components.stock_pipeline import pipeline, write_examples
from soundcheck.bench import processor
from soundcheck.bench.nlu_data import Messages, of_the_project
from soundcheck.settings import ROOT
from soundcheck.trial import free_ports

ASKED_AN_INTENT = 5
CONVERSATIONS = 20
TURNS = 5
START_SECONDS = 420.0
# https://rasa.com/docs/rasa/policies — what `rasa init` writes.
_POLICIES: list[dict[str, Any]] = [
    {"name": "MemoizationPolicy"},
    {"name": "RulePolicy"},
    {"name": "UnexpecTEDIntentPolicy", "max_history": 5, "epochs": 1},
    {"name": "TEDPolicy", "max_history": 5, "epochs": 1, "constrain_similarities": True},
]


def processor_ms(sqlalchemy: Path | None = None) -> dict[str, float]:
    """Milliseconds of Rasa's processor time a turn, in conversations of five; takes minutes to train.

    With trackers in memory, and in SQLite where a folder with SQLAlchemy 1.4 is given: Rasa's own SQL store works with
    no later one, which is what the desk has.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        asked = _write(folder, of_the_project())
        if _rasa(folder, "train", "--skip-validation").wait() != 0:
            raise RuntimeError("Stock Rasa could not be trained.")
        figures = {"in_memory": _measured(folder, asked)}
        if sqlalchemy is not None:
            figures["in_sqlite"] = _measured(folder, asked, sqlalchemy)
        return figures


def _measured(folder: Path, asked: list[str], sqlalchemy: Path | None = None) -> float:
    (port,) = free_ports(1)
    with _serving(folder, port, sqlalchemy) as pid:
        _talk(port, "before", asked[:TURNS])
        before = processor.now({"rasa": pid})
        for number in range(CONVERSATIONS):
            _talk(port, f"listener-{number}", asked[number * TURNS : (number + 1) * TURNS])
        return processor.since(before, {"rasa": pid}, CONVERSATIONS * TURNS)["rasa"]


def _write(folder: Path, known: Messages) -> list[str]:
    """A project where every intent has an answer, and texts to say to it."""
    examples, left = [], []
    for intent in sorted(set(known.labels)):
        own = [text for text, label in zip(known.texts, known.labels, strict=True) if label == intent]
        examples += [(text, intent) for text in own[:-ASKED_AN_INTENT]]
        left += own[-ASKED_AN_INTENT:]
    names = write_examples(folder / "data.yml", examples)
    config = {"recipe": "default.v1", "language": "en", "pipeline": pipeline(epochs=1), "policies": _POLICIES}
    domain = {
        "version": "3.1",
        "intents": list(names),
        "responses": {f"utter_{name}": [{"text": f"About {name}."}] for name in names},
        "session_config": {"session_expiration_time": 60, "carry_over_slots_to_new_session": True},
    }
    told = [{"intent": name} if part == 0 else {"action": f"utter_{name}"} for name in names for part in (0, 1)]
    stories = [{"story": f"story {i}", "steps": told[i : i + 6]} for i in range(0, len(told), 6)]
    dump = YAML().dump
    dump(config, folder / "config.yml")
    dump(domain, folder / "domain.yml")
    dump({"version": "3.1", "stories": stories}, folder / "stories.yml")
    dump({"rest": {}}, folder / "credentials.yml")
    dump({"tracker_store": {"type": "SQL", "dialect": "sqlite", "db": "trackers.db"}}, folder / "sqlite.yml")
    return (left * 2)[: CONVERSATIONS * TURNS]


@contextmanager
def _serving(folder: Path, port: int, sqlalchemy: Path | None = None) -> Iterator[int]:
    """The process's number, once it answers."""
    store = ["--endpoints", "sqlite.yml"] if sqlalchemy else []
    process = _rasa(folder, "run", "-i", "127.0.0.1", "-p", str(port), *store, before=sqlalchemy)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("Stock Rasa did not start.")
            time.sleep(1)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def _rasa(folder: Path, *command: str, before: Path | None = None) -> subprocess.Popen[bytes]:
    """Python looks for packages in `before` first."""
    data = ["--data", "data.yml", "stories.yml"] if command[0] == "train" else []
    environment = {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "PYTHONPATH": os.pathsep.join(str(path.resolve()) for path in (before, ROOT) if path),
        "LOG_LEVEL": "WARNING",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    }
    quiet = subprocess.DEVNULL
    line = [sys.executable, "-m", "rasa", *command, *data]
    return subprocess.Popen(line, cwd=folder, env=environment, stdout=quiet, stderr=quiet)


def _answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/webhooks/rest/", timeout=5):
            return True
    except OSError:  # Refused, cut off or, while it loads its model, silent.
        return False


def _talk(port: int, sender: str, texts: list[str]) -> None:
    for text in texts:
        body = json.dumps({"sender": sender, "message": text}).encode()
        headers = {"Content-Type": "application/json"}
        with urlopen(Request(f"http://127.0.0.1:{port}/webhooks/rest/webhook", body, headers), timeout=60) as answer:
            answer.read()
