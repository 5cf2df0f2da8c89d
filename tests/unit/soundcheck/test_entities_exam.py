"""The exam of the entities: who is asked, how finds are marked, what the report says."""

import csv
import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.components.gazetteer import Gazetteer
from soundcheck.__main__ import app
from soundcheck.bench import entities as exam
from soundcheck.bench import entities_report

LISTED, CHAT, OTHER = "my iPhone keeps stopping on wifi in Spain", "on my mind", "not labelled: my iPad"


@pytest.fixture
def posts(tmp_path, monkeypatch):
    """Two labelled messages and one without a label; the country of the first is labelled wrongly, as a miss."""
    key, chat = (hashlib.sha256(text.encode()).hexdigest() for text in (LISTED, CHAT))
    meant = ["device,iPhone", "os,iOS", "platform,phone", "region,PT", "title,Stop"]
    rows = [f"{key},{pair},tune" for pair in meant] + [f"{chat},,,last"]
    labels, texts = tmp_path / "entities.csv", tmp_path / "posts.txt"
    labels.write_text("\n".join(["sha256,entity,value,half", *rows]), encoding="utf-8")
    texts.write_text("\n".join([OTHER, LISTED, CHAT]), encoding="utf-8")
    monkeypatch.setattr(exam, "LABELS", labels)
    return texts


def test_only_labelled_lines_of_the_halves_that_were_asked_for_are_read(posts):
    (first,), both = exam.read([posts], "tune"), exam.read([posts], "tune,last")

    assert first[0] == LISTED
    assert ("device", "iphone") in first[1]
    assert both[1:] == [(CHAT, frozenset())]


def test_an_entity_is_right_only_with_its_value(posts):
    gazetteer = Gazetteer(entities_report.GAZETTEERS)

    marked = exam.mark(gazetteer, exam.read([posts], "tune,last"))
    figures = exam.figures(marked, gazetteer)

    assert marked[0].wrong == [("network", "wifi"), ("region", "es")]
    assert marked[0].missed == [("region", "pt"), ("title", "stop")]
    assert figures["by_entity"]["device"]["f1"] == 1
    assert figures["by_entity"]["region"] == {
        "meant": 1, "found": 1, "right": 0, "precision": 0.0, "recall": 0.0, "f1": 0.0,
    }  # fmt: skip
    assert (figures["by_entity"]["network"]["recall"], figures["by_entity"]["title"]["precision"]) == (None, None)
    assert (figures["listed"]["precision"], figures["listed"]["recall"]) == (0.6, 0.75)
    assert (figures["all"]["precision"], figures["all"]["recall"]) == (0.6, 0.6)
    assert figures["wrong_in_messages_without"] == 0


def test_a_report_says_what_changed_and_what_was_missed(posts, tmp_path):
    asked = ["bench", "entities", "--real", str(posts), "--reports", str(tmp_path), "--name", "mine"]

    first = CliRunner().invoke(app, asked)
    report = json.loads((tmp_path / "mine.json").read_text(encoding="utf-8"))
    report["figures"]["all"]["recall"] = 0.5
    (tmp_path / "mine.json").write_text(json.dumps(report), encoding="utf-8")
    second = CliRunner().invoke(app, asked)

    assert "| all | 5 | 5 | 3 | 0.600 | 0.600 | 0.600 |" in first.stdout
    assert "missed region = pt, title = stop; wrong network = wifi, region = es" in first.stdout
    assert "0.600 (+0.100)" in second.stdout
    assert (tmp_path / "mine.md").exists()


def test_lines_without_a_label_are_no_exam(posts, tmp_path):
    posts.write_text(OTHER, encoding="utf-8")

    refused = CliRunner().invoke(app, ["bench", "entities", "--real", str(posts), "--reports", str(tmp_path)])

    assert refused.exit_code != 0


def test_labels_are_entities_of_the_topics_page_and_a_message_is_in_one_half():
    with exam.LABELS.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    halves = {}
    for row in rows:
        halves.setdefault(row["sha256"], set()).add(row["half"])
    known = Path("docs/topics.md").read_text(encoding="utf-8").rpartition("\nEntities: ")[2]

    assert {half for several in halves.values() for half in several} <= {"tune", "last", "fresh"}
    assert [key for key, several in halves.items() if len(several) != 1] == []
    assert [row for row in rows if bool(row["entity"]) != bool(row["value"])] == []
    assert {row["entity"] for row in rows if f"`{row['entity']}`" not in known} == {""}
