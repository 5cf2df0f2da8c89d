"""Which flows a conversation gets, without Rasa: the pointer, the fallbacks, and what a model has to know."""

from __future__ import annotations

import json
import sqlite3
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.components import in_flight, project, published
from bot.components.model_archive import vocabulary_of
from bot.components.published import engine_for, live_engine, needed_vocabulary
from bot.flows import Engine, FlowProblems
from bot.flows.versions import Version, VersionGone, VersionStore
from bot.flows.vocabulary import Vocabulary

FLOW = """
flows:
  lyrics:
    description: Says one thing.
    nlu_trigger: [{intent: lyrics}]
    steps: [{collect: SLOT, utter: utter_lyrics}]
responses:
  utter_lyrics: [{text: TEXT}]
slots:
  SLOT: {type: text}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "data" / "flows").mkdir(parents=True)
    (tmp_path / "data" / "brand.yml").write_text("name: Tonada\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOUNDCHECK_DATA_DIR", str(tmp_path / "var"))
    published.forget()
    write(tmp_path, "the draft")
    yield tmp_path
    published.forget()
    project._engine.cache_clear()


def write(folder: Path, text: str, slot: str = "song") -> None:
    flow = FLOW.replace("TEXT", text).replace("SLOT", slot)
    (folder / "data" / "flows" / "lyrics.yml").write_text(flow, encoding="utf-8")


def publish(folder: Path, text: str, slot: str = "song") -> int:
    write(folder, text, slot)
    vocabulary = Vocabulary(slots=frozenset({slot}))
    about = Version(0, "2026-11-25T12:00:00Z", "Sam", "", (), "f", vocabulary)
    store = published.store()
    number = store.add(folder / "data" / "flows", folder / "data" / "brand.yml", about).number
    store.go_live(number)
    write(folder, "the draft")
    return number


def said(found: tuple[int | None, Engine]) -> tuple[int | None, str]:
    number, engine = found
    return number, engine.bundle.responses["utter_lyrics"].variants[0].text


def test_without_a_publication_everybody_gets_the_files(folder: Path) -> None:
    assert said(engine_for({})) == (None, "the draft")


def test_a_publication_is_noticed_without_a_restart(folder: Path) -> None:
    for number in (1, 2, 3):
        assert publish(folder, f"version {number}") == number
        assert said(engine_for({})) == (number, f"version {number}")

    assert said(engine_for({"version": 2})) == (2, "version 2")


def test_a_lost_version_is_replaced_by_the_live_one(folder: Path) -> None:
    publish(folder, "one")
    publish(folder, "two")
    VersionStore(folder / "var" / "flows").remove(1)

    assert said(engine_for({"version": 1})) == (2, "two")
    assert said(engine_for({"version": "nonsense"})) == (2, "two")


def test_the_draft_never_takes_the_place_of_what_is_published(folder: Path) -> None:
    number = publish(folder, "one")
    file = published.store().flows(number) / "lyrics.yml"
    file.write_text("flows: [", encoding="utf-8")

    with pytest.raises(FlowProblems):
        live_engine()
    published.store().remove(number)
    with pytest.raises(VersionGone):
        live_engine()


def test_flows_that_a_model_cannot_run_wait_for_theirs(folder: Path) -> None:
    publish(folder, "one")
    publish(folder, "two", slot="album")
    one = Vocabulary.of(engine_for({"version": 1})[1].bundle)
    two = Vocabulary.of(engine_for({"version": 2})[1].bundle)

    assert said(live_engine(lambda: one)) == (1, "one")
    assert said(live_engine(lambda: one | two)) == (2, "two")
    assert said(live_engine(Vocabulary)) == (2, "two")


def test_a_model_has_to_know_draft_and_kept_versions(folder: Path) -> None:
    assert needed_vocabulary().slots >= {"song"}
    publish(folder, "one", slot="album")

    assert needed_vocabulary().slots >= {"song", "album"}


def test_a_broken_draft_matters_only_before_the_first_publication(folder: Path) -> None:
    draft = folder / "data" / "flows" / "lyrics.yml"
    draft.write_text("flows: [", encoding="utf-8")
    with pytest.raises(FlowProblems):
        needed_vocabulary()

    publish(folder, "one", slot="album")
    draft.write_text("flows: [", encoding="utf-8")

    assert "album" in needed_vocabulary().slots


def test_the_names_of_a_model_are_read_from_its_archive(tmp_path: Path) -> None:
    domain = {"intents": ["lyrics", {"greeting": {"use_entities": []}}], "slots": {"song": {}}, "actions": ["action_a"]}
    (tmp_path / "metadata.json").write_text(json.dumps({"domain": domain}), encoding="utf-8")
    with tarfile.open(tmp_path / "model.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "metadata.json", "metadata.json")
    (tmp_path / "broken.tar.gz").write_bytes(b"nothing")

    assert vocabulary_of(tmp_path / "model.tar.gz") == Vocabulary(
        intents=frozenset({"lyrics", "greeting"}), slots=frozenset({"song"}), actions=frozenset({"action_a"})
    )
    assert vocabulary_of(tmp_path / "broken.tar.gz") == vocabulary_of(tmp_path / "absent.tar.gz") == Vocabulary()


def test_conversations_are_in_flight_while_a_flow_is_open_and_not_long_ago(tmp_path: Path) -> None:
    file = tmp_path / "rasa.db"
    sqlite3.connect(file).close()
    assert in_flight.in_flight(file) == {}
    database = sqlite3.connect(file, isolation_level=None)
    database.executescript(in_flight.SCHEMA)
    for name, state in {
        "waits": {"version": 2, "frames": [{}]},
        "is done": {"version": 2, "frames": []},
        "is older than versions": {"frames": [{}]},
        "has said nothing": None,
        "waits since long": {"version": 1, "frames": [{}]},
    }.items():
        in_flight.note(database, name, state)
    database.execute("UPDATE flow_versions SET saved_at = 1 WHERE conversation_id = 'waits since long'")

    assert in_flight.in_flight(file) == {2: 1}
    in_flight.forget_before(database, 2)
    assert database.execute("SELECT count(*) FROM flow_versions").fetchone() == (2,)
    database.close()
