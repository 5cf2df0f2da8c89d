"""The progress of a flow, read through the engine from the state that it left."""

from dataclasses import replace

import pytest

from actions.flow_progress import progress_by
from actions.ticket_summary import Progress, Remedy
from bot.flows import Engine, Heard, Part, load_bundle

FLOWS = """
flows:
  no_sound:
    name: no sound
    description: Finds out why nothing is heard.
    nlu_trigger:
      - intent: playback_interrupted
    topic: playback_interrupted
    steps:
      - collect: restarted
        metadata:
          remedy: Started the app again
        next: ask_updated
      - id: ask_updated
        collect: updated
      - action: utter_done
        metadata:
          outcome: {result: informed, cause: An old version., prevention: Updates., article: devices/update}
        next: END
responses:
  utter_done:
    - text: Done.
  utter_ask_restarted:
    - text: Does it work after a restart?
      buttons:
        - {title: "Yes", payload: /SetSlots(restarted=true)}
        - {title: "No", payload: /SetSlots(restarted=false)}
  utter_ask_updated:
    - text: Does it work after an update?
      buttons:
        - {title: "Yes", payload: /SetSlots(updated=true)}
        - {title: "No", payload: /SetSlots(updated=false)}
slots:
  restarted: {type: bool}
  updated: {type: bool}
"""


@pytest.fixture
def flows(tmp_path):
    (tmp_path / "no_sound.yml").write_text(FLOWS, encoding="utf-8")
    return tmp_path


def heard(text: str, intent: str | None = None, payload: str | None = None) -> Heard:
    return Heard(
        text=text, intent=intent, confidence=0.95, ranking=((intent, 0.95),) if intent else (), entities=(),
        payload=payload, message_id=text,
    )  # fmt: skip


def talk(engine: Engine, slots: dict, *messages: Heard) -> dict:
    """The slots after these messages, as Rasa would keep them."""
    for message in messages:
        decision = engine.start_turn(slots.get("dialogue_stack") or {}, slots, message)
        while True:
            slots = {**slots, **decision.slots, "dialogue_stack": decision.state}
            if type(decision.effect).__name__ == "Listen":
                break
            decision = engine.go_on(slots["dialogue_stack"], slots)
    return slots


def test_topic_flow_and_remedies_tried_are_known(flows):
    engine = Engine(load_bundle(flows, {}))
    slots = talk(
        engine,
        dict.fromkeys(engine.bundle.slots),
        heard("I hear nothing", intent="playback_interrupted"),
        heard("No", payload="/SetSlots(restarted=false)"),
    )

    assert progress_by(lambda state: engine)(slots) == Progress(
        "playback_interrupted", "no sound", (Remedy("Started the app again", "did_not_help"),)
    )


def test_a_topic_that_still_waits_is_known(flows):
    engine = Engine(load_bundle(flows, {}))
    parts = (Part("I hear nothing", "playback_interrupted", 0.9), Part("how do I shuffle", "playback_controls", 0.9))
    both = replace(heard("I hear nothing. How do I shuffle?", intent="playback_interrupted"), parts=parts)

    progress = progress_by(lambda state: engine)(talk(engine, dict.fromkeys(engine.bundle.slots), both))

    assert (progress.flow_name, progress.also) == ("no sound", "Shuffle, repeat and the queue")


def test_before_any_flow_nothing_is_known(flows):
    engine = Engine(load_bundle(flows, {}))

    assert progress_by(lambda state: engine)({}) == Progress()
    assert progress_by(lambda state: engine)({"dialogue_stack": None}) == Progress()
