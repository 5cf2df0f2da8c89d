"""Steps one by one: questions, branches, calls, links, and what is left of a flow when it is over."""

from flow_talk import Talk

CALLS = """
flows:
  lyrics:
    description: Calls a fragment and goes on.
    nlu_trigger: [{intent: lyrics}]
    persisted_slots: [kept]
    steps:
      - set_slots: [{kept: remembered}, {lost: forgotten}]
      - call: fragment
      - collect: after
      - action: utter_done
  fragment:
    description: Asks one thing.
    if: false
    steps:
      - collect: inner
        next:
          - if: slots.inner
            then: END
          - else:
            - set_slots: [{inner: null}, {tries: again}]
              next: END
responses:
  utter_ask_inner: [{text: Inside?}]
  utter_ask_after: [{text: After?}]
  utter_done: [{text: Done.}]
slots:
  kept: {type: text}
  lost: {type: text, label: Lost}
  inner: {type: bool}
  tries: {type: text, initial_value: none yet}
  after: {type: bool}
"""


def test_a_flow_runs_actions_and_stops_at_its_first_question() -> None:
    talk = Talk().hear("my music stops", "playback_interrupted")

    assert talk.ran == ["action_read_diagnostics"]
    assert talk.said == ["utter_ask_platform"]


def test_a_question_whose_slot_is_filled_is_skipped() -> None:
    talk = Talk(sets={"action_read_diagnostics": {"platform": "phone"}}).hear("my music stops", "playback_interrupted")

    assert talk.said == ["utter_ask_when"]


def test_what_the_first_message_mentions_is_not_asked_for() -> None:
    talk = Talk().hear("my music stops on the tv", "playback_interrupted", entities={"platform": "tv"})

    assert talk.slots["platform"] == "tv"
    assert talk.said == ["utter_ask_when"]


def test_a_question_asked_before_filling_forgets_what_it_knew() -> None:
    flows = CALLS.replace("- collect: after", "- collect: after\n        ask_before_filling: true")
    talk = Talk(flows)
    talk.slots["after"] = True
    talk.hear("lyrics", "lyrics").hear("yes")

    assert talk.said == ["utter_ask_after"]
    assert talk.slots["after"] is None


def test_a_refused_value_is_asked_again_with_the_reason() -> None:
    talk = Talk().hear("student", "plan_student").hear("Leeds").hear("9")

    assert talk.said == ["utter_too_many_years", "utter_ask_years"]
    assert talk.slots["years"] is None

    assert talk.hear("3").said == ["utter_student", "utter_can_do_something_else"]


def test_a_called_flow_returns_to_its_caller() -> None:
    talk = Talk(CALLS).hear("lyrics", "lyrics")
    assert talk.said == ["utter_ask_inner"]

    assert talk.hear("yes").said == ["utter_ask_after"]


def test_nested_steps_run_and_end_the_called_flow() -> None:
    talk = Talk(CALLS).hear("lyrics", "lyrics").hear("no")

    assert talk.slots["tries"] == "again"
    assert talk.said == ["utter_ask_after"]


def test_slots_of_a_flow_and_of_those_it_called_are_reset_at_its_end_but_persisted_ones() -> None:
    talk = Talk(CALLS).hear("lyrics", "lyrics").hear("no").hear("yes")

    assert talk.said == ["utter_done", "utter_can_do_something_else"]
    assert {name: talk.slots[name] for name in ("kept", "lost", "inner", "tries", "after")} == {
        "kept": "remembered", "lost": None, "inner": None, "tries": "none yet", "after": None,
    }  # fmt: skip


def test_a_value_known_before_the_flow_outlives_it() -> None:
    talk = Talk(CALLS)
    talk.slots["inner"] = True
    talk.hear("lyrics", "lyrics").hear("yes")

    assert talk.slots["inner"] is True


def test_the_card_still_shows_a_labelled_value_that_was_reset() -> None:
    talk = Talk(CALLS).hear("lyrics", "lyrics").hear("no").hear("yes")

    report = talk.engine.report(talk.state, talk.slots)

    assert {"slot": "lost", "label": "Lost", "value": "forgotten"} in report["facts"]


def test_a_guard_keeps_a_called_fragment_from_being_started_by_a_listener() -> None:
    flows = CALLS.replace("if: false", "if: false\n    nlu_trigger: [{intent: audio_quality}]")
    talk = Talk(flows.replace("description: Asks one thing.", "description: Asks one thing.\n    topic: audio_quality"))

    assert talk.hear("bad sound", "audio_quality").ran[0] == "action_search_articles"


def test_a_link_to_a_person_hands_over_because_the_steps_are_exhausted() -> None:
    talk = Talk().at("ask_again").hear("no")

    assert talk.ran == ["action_request_handoff"]
    assert talk.reason == "steps_exhausted"
    assert talk.flows == []


def test_no_anything_else_after_a_resolved_outcome_since_the_rating_comes() -> None:
    talk = Talk().at("ask_again").hear("yes")

    assert talk.said == ["utter_solved"]
    assert talk.says[0].outcome is not None
    assert talk.says[0].outcome.result == "resolved"
    assert talk.says[0].outcome.cause == "Because of offline."
    assert talk.flows == []


def test_the_flow_on_its_own_can_do_without_anything_else() -> None:
    flows = CALLS.replace("persisted_slots: [kept]", "persisted_slots: [kept]\n    run_pattern_completed: false")
    talk = Talk(flows).hear("lyrics", "lyrics").hear("yes").hear("yes")

    assert talk.said == ["utter_done"]
