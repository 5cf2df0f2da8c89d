"""Playing a script on the draft: what is heard, what is pretended, and what a changed file does to it."""

import pytest

from soundcheck.flows.keep import CannotKeep
from soundcheck.studio.checks import check
from soundcheck.studio.conversation_view import conversation_view
from soundcheck.studio.play import CannotPlay, play
from soundcheck.studio.saving import save
from soundcheck.studio.script import Input, Script

BEGIN = Input(text="no lyrics", intent="lyrics")
YES = Input(text="Yes, I do", payload="/SetSlots(update_helped=true)")
NO = Input(text="No", payload="/SetSlots(update_helped=false)")


def script(*inputs, **more):
    return Script(flow="lyrics", inputs=list(inputs), **more)


def said(played):
    return [said.response for exchange in played.conversation.exchanges for said in exchange.said]


@pytest.fixture
def bundle(workspace):
    return workspace.snapshot.bundle


def test_a_conversation_is_played_from_its_beginning(bundle):
    assert said(play(bundle, script(BEGIN, YES))) == ["utter_ask_update_helped", "utter_lyrics_back"]


def test_a_typed_answer_is_understood_without_a_trained_bot(bundle):
    assert said(play(bundle, script(BEGIN, Input(text="yes"))))[-1] == "utter_lyrics_back"


def test_a_typed_payload_is_only_text(bundle):
    assert "utter_lyrics_back" not in said(play(bundle, script(BEGIN, Input(text="/SetSlots(update_helped=true)"))))


def test_a_button_is_found_again_by_its_title_when_its_payload_has_changed(bundle):
    moved = Input(text="Yes, I do", payload="/SetSlots(another=true)")

    assert said(play(bundle, script(BEGIN, moved)))[-1] == "utter_lyrics_back"


def test_where_a_button_is_gone_the_rest_is_dropped(bundle):
    played = play(bundle, script(BEGIN, Input(text="Maybe", payload="/SetSlots(x=1)"), YES))

    assert played.dropped == 2
    assert "Maybe" in played.stopped


def test_a_scenario_answers_for_the_app_and_what_is_pretended_stands_against_it(bundle):
    alone = play(bundle, script(BEGIN, scenario="skips-offline")).conversation.slots
    known = {"finding_battery_saver_on": False}
    pretended = play(bundle, script(BEGIN, scenario="skips-offline", known=known)).conversation.slots

    assert (alone["device"], alone["finding_battery_saver_on"]) == ("iPhone 13", True)
    assert (pretended["device"], pretended["finding_battery_saver_on"]) == ("iPhone 13", False)


def test_an_action_may_fail(bundle):
    assert said(play(bundle, script(BEGIN, failing=["action_read_diagnostics"])))[0] == "utter_action_failed"


def test_a_conversation_may_begin_at_a_step(bundle):
    played = play(bundle, script(step="solved"))

    assert said(played) == ["utter_lyrics_back"]
    with pytest.raises(CannotPlay):
        play(bundle, script(step="nowhere"))


def test_the_view_tells_the_way_and_why(bundle):
    view = conversation_view(bundle, play(bundle, script(BEGIN, NO)))

    assert ["lyrics", "ask_update_helped", "hand_over"] in view["ways"]
    assert ["lyrics", "hand_over"] in view["visited"]
    assert view["exchanges"][1]["why"]
    asked = conversation_view(bundle, play(bundle, script(BEGIN)))
    assert asked["current"] == [["lyrics", "ask_update_helped"]]


def test_a_conversation_is_saved_as_a_test_that_passes(bundle, workspace):
    path = save(bundle, workspace.tests, "An update helps", script(BEGIN, YES, scenario="skips-offline"))

    assert path == workspace.tests / "an_update_helps.yml"
    found = check(bundle, workspace.tests, "lyrics")
    assert [(test["name"], test["failures"]) for test in found["tests"]] == [("An update helps", [])]
    assert found["missing"] == ["hand_over"]


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a\nb: c d", "x" * 81, "/tmp/here", "1234", "..", "a"])
def test_a_name_that_could_be_a_path_is_refused(bundle, workspace, name):
    with pytest.raises(CannotKeep):
        save(bundle, workspace.tests, name, script(BEGIN, YES))
    assert not workspace.tests.exists()


def test_nothing_is_overwritten_and_half_conversations_are_no_tests(bundle, workspace):
    save(bundle, workspace.tests, "An update helps", script(BEGIN, YES))
    for refused in (
        script(BEGIN, YES),
        script(BEGIN, step="solved"),
        script(),
        script(BEGIN, Input(text="?", payload="/x")),
    ):
        with pytest.raises(CannotKeep):
            save(bundle, workspace.tests, "An update helps", refused)


def test_failures_have_their_lines_and_an_unreadable_test_takes_nothing_from_the_others(bundle, workspace):
    path = save(bundle, workspace.tests, "An update helps", script(BEGIN, YES))
    path.write_text(path.read_text().replace("utter_lyrics_back", "utter_ask_update_helped"))
    (workspace.tests / "broken.yml").write_text("test_cases: [")
    found = check(bundle, workspace.tests, "lyrics")

    assert found["tests"][0]["failures"][0]["line"] > 1
    assert "broken.yml" in found["problems"][0]
