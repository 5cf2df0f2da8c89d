"""What stock Rasa is given to learn and to answer, and what is refused, without starting one."""

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock
from urllib.error import URLError

import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from soundcheck.bench import command, stock_turn
from soundcheck.bench.nlu_data import Messages

KNOWN = Messages(
    [f"{label} number {number}" for label in ("lyrics", "group/finer", "greeting") for number in range(30)],
    [label for label in ("lyrics", "group/finer", "greeting") for _ in range(30)],
)


def read(file: Path) -> Any:
    return YAML(typ="safe").load(file)


def test_every_intent_has_its_examples_an_answer_and_a_place_in_a_story(tmp_path: Path) -> None:
    stock_turn._write(tmp_path, KNOWN)

    domain, stories = read(tmp_path / "domain.yml"), read(tmp_path / "stories.yml")["stories"]
    nlu = {row["intent"]: row["examples"] for row in read(tmp_path / "data.yml")["nlu"]}
    intents = [step["intent"] for story in stories for step in story["steps"] if "intent" in step]
    actions = [step["action"] for story in stories for step in story["steps"] if "action" in step]
    assert sorted(domain["intents"]) == sorted(nlu) == sorted(intents)
    assert len(domain["intents"]) == 3
    assert sorted(domain["responses"]) == sorted(actions)
    assert {len(examples.splitlines()) for examples in nlu.values()} == {30 - stock_turn.ASKED_AN_INTENT}


def test_each_story_begins_with_the_listener_and_the_bot_answers_each_time(tmp_path: Path) -> None:
    stock_turn._write(tmp_path, KNOWN)

    for story in read(tmp_path / "stories.yml")["stories"]:
        assert [*map(list, story["steps"])] == [["intent"], ["action"]] * (len(story["steps"]) // 2)


def test_it_is_asked_what_it_did_not_learn(tmp_path: Path) -> None:
    asked = stock_turn._write(tmp_path, KNOWN)

    learned = (tmp_path / "data.yml").read_text(encoding="utf-8")
    assert len(asked) == 2 * 3 * stock_turn.ASKED_AN_INTENT
    assert not [text for text in asked if f"- {text}\n" in learned]


def test_no_more_is_asked_than_the_conversations_need(tmp_path: Path) -> None:
    labels = [f"topic_{number}" for number in range(40)]
    many = Messages(
        [f"{label} {n}" for label in labels for n in range(30)], [each for each in labels for _ in range(30)]
    )

    assert len(stock_turn._write(tmp_path, many)) == stock_turn.CONVERSATIONS * stock_turn.TURNS


def test_the_policies_are_those_of_the_documentation_and_every_part_learns_one_epoch(tmp_path: Path) -> None:
    stock_turn._write(tmp_path, KNOWN)

    config = read(tmp_path / "config.yml")
    parts = config["pipeline"] + config["policies"]
    assert [policy["name"] for policy in config["policies"]] == [
        "MemoizationPolicy", "RulePolicy", "UnexpecTEDIntentPolicy", "TEDPolicy",
    ]  # fmt: skip
    assert {part["epochs"] for part in parts if "epochs" in part} == {1}


def test_what_cannot_be_trained_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stock_turn, "of_the_project", lambda: KNOWN)
    monkeypatch.setattr(stock_turn, "_rasa", lambda *_, **__: SimpleNamespace(wait=lambda: 1))

    with pytest.raises(RuntimeError, match="could not be trained"):
        stock_turn.processor_ms()


def test_a_peer_that_fails_costs_no_figure_of_ours_and_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_with_desk", lambda measure: {"p50_ms": 7.0})
    monkeypatch.setattr(stock_turn, "processor_ms", Mock(side_effect=RuntimeError("Stock Rasa did not start.")))

    run = CliRunner().invoke(command.app, ["turn", "--peer"])

    assert (run.exit_code, run.stderr) == (1, "Stock Rasa did not start.\n")
    assert json.loads(run.stdout)["turn"] == {"p50_ms": 7.0}


def test_who_dies_before_it_answers_is_refused_and_not_left_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    dead = subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"])
    dead.wait()
    monkeypatch.setattr(stock_turn, "_rasa", lambda *_, **__: dead)
    monkeypatch.setattr(stock_turn, "_answers", lambda port: False)

    with pytest.raises(RuntimeError, match="did not start"), stock_turn._serving(tmp_path, 1):
        pass


def test_who_does_not_answer_in_time_is_refused_and_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sleeping = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    monkeypatch.setattr(stock_turn, "_rasa", lambda *_, **__: sleeping)
    monkeypatch.setattr(stock_turn, "_answers", lambda port: False)
    monkeypatch.setattr(stock_turn, "START_SECONDS", -1.0)

    with pytest.raises(RuntimeError, match="did not start"), stock_turn._serving(tmp_path, 1):
        pass

    assert sleeping.poll() is not None


@pytest.mark.parametrize("problem", [TimeoutError(), ConnectionResetError(), URLError("refused")])
def test_who_is_silent_or_hangs_up_does_not_answer_yet(monkeypatch: pytest.MonkeyPatch, problem: OSError) -> None:
    monkeypatch.setattr(stock_turn, "urlopen", Mock(side_effect=problem))

    assert not stock_turn._answers(1)


def test_who_answers_is_measured_by_its_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answering = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    monkeypatch.setattr(stock_turn, "_rasa", lambda *_, **__: answering)
    monkeypatch.setattr(stock_turn, "_answers", lambda port: True)

    with stock_turn._serving(tmp_path, 1) as pid:
        assert pid == answering.pid
    assert answering.poll() is not None
