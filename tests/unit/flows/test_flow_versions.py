"""The store of published versions: whole copies, a pointer, and what is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.flows import FlowProblems
from bot.flows.versions import Live, Version, VersionGone, VersionStore
from bot.flows.vocabulary import Vocabulary

FLOW = """
flows:
  lyrics:
    description: Says one thing.
    nlu_trigger: [{intent: lyrics}]
    steps: [{action: utter_lyrics}]
responses:
  utter_lyrics: [{text: TEXT}]
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """The flows that a writer works on."""
    (tmp_path / "draft").mkdir()
    (tmp_path / "brand.yml").write_text("name: Tonada\n", encoding="utf-8")
    write(tmp_path / "draft", "one")
    return tmp_path / "draft"


@pytest.fixture
def store(tmp_path: Path) -> VersionStore:
    return VersionStore(tmp_path / "var" / "flows")


def write(draft: Path, text: str) -> None:
    (draft / "lyrics.yml").write_text(FLOW.replace("TEXT", text), encoding="utf-8")


def add(store: VersionStore, draft: Path, *, live: bool = True) -> int:
    about = Version(0, "2026-11-25T12:00:00Z", "Sam", "", ("text utter_lyrics added",), "f", Vocabulary())
    number = store.add(draft, draft.parent / "brand.yml", about).number
    if live:
        store.go_live(number)
    return number


def said(store: VersionStore, number: int) -> str:
    return store.bundle(number).responses["utter_lyrics"].variants[0].text


def test_a_version_keeps_what_it_was_published_with(store: VersionStore, draft: Path) -> None:
    number = add(store, draft)
    write(draft, "two")

    assert said(store, number) == "one"
    assert store.bundle(number).brand["name"] == "Tonada"


def test_nothing_is_live_before_the_first_publication(store: VersionStore, draft: Path) -> None:
    assert store.live() is None
    assert store.numbers() == []

    add(store, draft, live=False)

    assert store.live() is None


def test_publishing_moves_the_pointer_and_its_mark(store: VersionStore, draft: Path) -> None:
    marks = [store.mark()]
    for number in (1, 2):
        add(store, draft)
        marks.append(store.mark())
        assert store.live() == Live(number)

    assert len(set(marks)) == 3


def test_the_pointer_names_the_model_that_was_made_for_the_version(store: VersionStore, draft: Path) -> None:
    store.go_live(add(store, draft, live=False), "soundcheck-1.tar.gz")

    assert store.live() == Live(1, "soundcheck-1.tar.gz")


def test_the_manifest_is_read_as_it_was_written(store: VersionStore, draft: Path) -> None:
    vocabulary = Vocabulary(intents=frozenset({"lyrics"}), slots=frozenset({"topic"}))
    about = Version(0, "2026-11-25T12:00:00Z", "Sam", "Shorter.", ("a", "b"), "f", vocabulary, True)

    assert store.version(store.add(draft, draft.parent / "brand.yml", about).number) == Version(
        1, "2026-11-25T12:00:00Z", "Sam", "Shorter.", ["a", "b"], "f", vocabulary, True
    )


def test_the_newest_the_live_and_those_in_use_are_kept(store: VersionStore, draft: Path) -> None:
    for _ in range(6):
        add(store, draft, live=False)
    store.go_live(1)

    assert store.prune(in_use={3}, keep=2) == [2, 4]
    assert store.numbers() == [1, 3, 5, 6]


def test_a_number_is_never_given_twice(store: VersionStore, draft: Path) -> None:
    for _ in range(3):
        add(store, draft)
    store.remove(3)

    assert add(store, draft) == 4


def test_a_version_that_is_not_there_is_told(store: VersionStore, draft: Path) -> None:
    add(store, draft)
    for ask in (store.bundle, store.version, store.go_live):
        with pytest.raises(VersionGone):
            ask(7)

    assert store.live() == Live(1)


def test_a_version_that_cannot_be_read_is_told(store: VersionStore, draft: Path) -> None:
    number = add(store, draft)
    (store.flows(number) / "lyrics.yml").write_text("flows: [", encoding="utf-8")

    with pytest.raises(FlowProblems):
        store.bundle(number)


def test_a_draft_that_fails_halfway_leaves_nothing(store: VersionStore, draft: Path) -> None:
    (draft.parent / "brand.yml").unlink()

    with pytest.raises(FileNotFoundError):
        add(store, draft)

    assert list(store.folder.iterdir()) == []


def test_what_a_model_lacks_is_named() -> None:
    flows = Vocabulary(frozenset({"lyrics"}), frozenset({"topic", "browser"}), frozenset({"action_a"}), frozenset("e"))
    model = Vocabulary(frozenset({"lyrics"}), frozenset({"topic"}), frozenset({"action_a", "action_b"}))

    assert list(flows.beyond(model)) == ["slot browser", "entity e"]
    assert not flows.can_run_on(model)
    assert model.can_run_on(flows | model)
    assert Vocabulary.from_json(flows.to_json()) == flows
