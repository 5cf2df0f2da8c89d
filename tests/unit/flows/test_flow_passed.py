"""What a decision passes on its way, for tests and coverage: silent steps and values that are gone again count too."""

from flow_talk import bundle_of

from bot.flows import Engine, Heard, Passed

FLOWS = """
flows:
  lyrics:
    description: Everything happens without a word.
    nlu_trigger: [{intent: lyrics}]
    steps:
      - id: look
        call: fragment
      - id: said
        collect: kind
        next: END
  fragment:
    description: Sets something.
    if: false
    steps:
      - id: keep
        set_slots: [{kind: karaoke}]
slots:
  kind: {type: text}
responses:
  utter_ask_kind: [{text: Which kind?}]
"""


def test_every_step_of_a_silent_flow_is_passed_and_so_is_a_value_that_is_reset_at_its_end() -> None:
    decision = Engine(bundle_of(FLOWS)).start_turn({}, {}, Heard("lyrics", "lyrics", 0.95, (("lyrics", 0.95),)))

    passed = [each for each in decision.passed if each.name in ("lyrics", "fragment", "kind")]
    assert passed == [
        Passed("started", "lyrics"),
        Passed("step", "lyrics", "look"),
        Passed("started", "fragment"),
        Passed("step", "fragment", "keep"),
        Passed("set", "kind", "karaoke"),
        Passed("completed", "fragment"),
        Passed("step", "lyrics", "said"),
        Passed("completed", "lyrics"),
        Passed("set", "kind", None),
    ]
