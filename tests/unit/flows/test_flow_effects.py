"""Actions that fail, turns that would not end, and a state that outlives a change of the flow files."""

import copy

from flow_talk import FLOWS, Talk, bundle_of

from bot.flows import MAX_EFFECTS, Engine, Heard, Listen, Run

ENDLESS = """
flows:
  lyrics:
    description: Goes round and round; the empty slot makes the linter believe that it asks.
    nlu_trigger: [{intent: lyrics}]
    steps:
      - id: again
        SAY
      - set_slots: [{said: null}]
        next: again
responses:
  utter_round: [{text: Round.}]
slots:
  said: {type: text}
"""


def test_a_failed_action_is_owned_up_to_once_and_the_flow_goes_on() -> None:
    talk = Talk(failing=("action_read_diagnostics",)).hear("music", "playback_interrupted")

    assert talk.said == ["utter_action_failed", "utter_ask_platform"]


def test_two_failed_actions_in_one_turn_are_owned_up_to_once() -> None:
    flows = FLOWS.replace(
        "- action: action_read_diagnostics", "- action: action_read_a\n      - action: action_read_b", 1
    )
    talk = Talk(flows, failing=("action_read_a", "action_read_b")).hear("music", "playback_interrupted")

    assert talk.said == ["utter_action_failed", "utter_ask_platform"]


def test_an_answer_for_another_call_is_no_answer() -> None:
    talk = Talk()
    talk._carry_out = lambda effect: talk.runs.append(effect) if isinstance(effect, Run) else talk.says.append(effect)  # type: ignore[method-assign]
    talk.slots["flow_call_result"] = {"call_id": "c:0#1", "ok": True}
    talk.hear("music", "playback_interrupted")

    assert talk.said == ["utter_action_failed", "utter_ask_platform"]


def test_call_ids_differ_within_a_turn_and_between_turns_and_are_the_same_when_repeated() -> None:
    talk = Talk(
        FLOWS.replace("- action: action_read_diagnostics", "- action: action_read_a\n      - action: action_read_b", 1)
    )
    talk.hear("music", "playback_interrupted").hear("phone").hear("offline").hear("yes")
    again = Talk().hear("music", "playback_interrupted")

    assert len({run.call_id for run in talk.all_runs}) == len(talk.all_runs) == 3
    assert again.all_runs[0].call_id == talk.all_runs[0].call_id == "c:1#1"


def test_an_action_sees_its_metadata_while_it_is_pending() -> None:
    bundle = bundle_of(
        FLOWS.replace("action: action_open_ticket", "action: action_open_ticket\n        metadata: {x: 1}")
    )
    talk = Talk()
    talk.engine, talk.bundle = Engine(bundle), bundle
    seen = []
    carry_out = talk._carry_out
    talk._carry_out = lambda effect: (seen.append(talk.state.get("pending")), carry_out(effect))[1]  # type: ignore[method-assign, func-returns-value]
    talk.at("ask_again")

    assert {"action": "action_open_ticket", "call_id": "c:4#1", "metadata": {"x": 1}} in seen
    assert "pending" not in talk.state


def test_a_message_that_arrives_while_an_action_is_pending_does_not_run_it_again() -> None:
    talk = Talk()
    engine, slots = talk.engine, talk.slots
    decision = engine.start_turn({}, slots, Heard("music", "playback_interrupted", 0.9, message_id="c:1"))
    assert isinstance(decision.effect, Run)

    talk.state, talk.slots = decision.state, {**slots, **decision.slots}
    talk.hear("hello?")

    assert talk.ran == []
    assert talk.said == ["utter_ask_rephrase", "utter_ask_platform"]


def test_a_flow_that_talks_without_end_is_stopped_with_an_apology() -> None:
    flows = ENDLESS.replace("SAY", "action: utter_round")
    talk = Talk(flows).hear("go", "lyrics")

    assert talk.effects <= MAX_EFFECTS
    assert talk.said[-1] == "utter_internal_error"
    assert talk.flows == []


def test_a_flow_that_goes_round_in_silence_is_stopped_with_an_apology() -> None:
    flows = ENDLESS.replace("SAY", "set_slots: [{said: null}]")
    talk = Talk(flows).hear("go", "lyrics")

    assert talk.said == ["utter_internal_error"]


def test_an_apology_that_is_endless_itself_is_cut_off() -> None:
    flows = ENDLESS.replace("lyrics:", "pattern_internal_error:").replace("    nlu_trigger: [{intent: lyrics}]\n", "")
    both = flows.replace("SAY", "action: utter_round").replace(
        "responses:",
        "  lyrics:\n    description: x\n    nlu_trigger: [{intent: lyrics}]\n    steps:\n      - id: a\n"
        "        set_slots: [{said: null}]\n        next: a\nresponses:",
        1,
    )
    talk = Talk(both).hear("go", "lyrics")

    assert talk.effects == MAX_EFFECTS
    assert talk.flows == []


def test_neither_state_nor_slots_are_changed() -> None:
    talk = Talk().at("ask_again")
    state, slots = copy.deepcopy(talk.state), copy.deepcopy(talk.slots)

    decision = talk.engine.start_turn(talk.state, talk.slots, Heard("sorry, streaming", "correct_slot", 0.9))
    decision.state["frames"][0]["path"].append("x")
    decision.state["tried"][0]["result"] = "x"

    assert (talk.state, talk.slots) == (state, slots)


def test_remembering_facts_changes_no_earlier_state() -> None:
    talk = Talk().at("ask_sync").hear("stop", "cancel_flow")
    assert talk.state["facts"] == {"when": "offline"}

    talk.hear("music", "playback_interrupted").hear("streaming").hear("stop", "cancel_flow")
    assert talk.state["facts"] == {"when": "streaming"}


def test_whoever_changes_a_state_does_not_change_the_flows() -> None:
    told = "action: action_open_ticket\n        metadata: {deep: {x: 1}}"
    bundle = bundle_of(FLOWS.replace("- action: action_read_diagnostics", f"- {told}", 1))
    heard = Heard("music", "playback_interrupted", 0.9)

    Engine(bundle).start_turn({}, {}, heard).state["pending"]["metadata"]["deep"]["x"] = 2

    assert Engine(bundle).start_turn({}, {}, heard).state["pending"]["metadata"] == {"deep": {"x": 1}}


def test_fields_of_another_version_of_the_engine_are_passed_over() -> None:
    talk = Talk().at("ask_when")
    talk.state = {**talk.state, "new": 1, "frames": [{**talk.state["frames"][0], "newer": 2}]}

    assert talk.hear("offline").said == ["utter_ask_sync_fixed"]


def test_a_decision_tells_why_in_sentences() -> None:
    decision = Talk().engine.start_turn({}, {}, Heard("music", "playback_interrupted", 0.9))

    assert "Started music that stops." in decision.trace
    assert "Understood as StartFlow by the rule for a new topic." in decision.trace


def test_listening_twice_is_harmless() -> None:
    talk = Talk().at("ask_when")

    assert isinstance(talk.engine.go_on(talk.state, talk.slots).effect, Listen)


def test_a_step_that_is_gone_begins_its_flow_again_without_repeating_what_was_done() -> None:
    talk = Talk().at("ask_again")
    changed = bundle_of(FLOWS.replace("id: ask_again", "id: ask_once_more"))
    talk.engine, talk.bundle = Engine(changed), changed

    talk.hear("blah")

    assert talk.said[-1] == "utter_ask_works_now"
    assert talk.state["frames"][0]["step"] == "ask_once_more"
    assert [run.action for run in talk.all_runs].count("action_open_ticket") == 1


def test_a_flow_that_is_gone_is_dropped() -> None:
    talk = Talk().hear("student", "plan_student").hear("music", "playback_interrupted")
    changed = bundle_of(
        FLOWS.replace("playback_interrupted:", "audio_quality:").replace(
            "intent: playback_interrupted", "intent: audio_quality"
        )
    )
    talk.engine, talk.bundle = Engine(changed), changed

    talk.hear("blah")

    assert talk.flows == ["plan_student"]
    assert talk.said[-1] == "utter_ask_school"
