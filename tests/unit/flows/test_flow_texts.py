"""What a listener sees of a response, and what an agent sees of a conversation."""

from flow_talk import FLOWS, Talk, bundle_of

from bot.flows import Say, render

TEXTS = """
flows:
  lyrics:
    description: Says everything.
    nlu_trigger: [{intent: lyrics}]
    steps:
      - collect: device
        utter: utter_text
responses:
  utter_text:
    - if: slots.device = "radio"
      text: A radio has no lyrics.
    - text: "On {device}: {brand.name} keeps {brand.limits.songs} songs, says {context.who}. {years}"
      buttons: [{title: "Talk about {device}", payload: /talk_to_human}]
    - text: Which device?
slots:
  device: {type: text}
  years: {type: float, initial_value: 3.0}
"""


def _text(**slots: object) -> str:
    return render(bundle_of(TEXTS), Say("utter_text", "lyrics", "x", {"who": "the desk"}), {"years": 3.0, **slots}).text


def test_placeholders_are_filled_from_slots_brand_and_context() -> None:
    assert _text(device="iPhone") == "On iPhone: Tonada keeps 10000 songs, says the desk. 3"


def test_the_first_variant_whose_condition_holds_is_used() -> None:
    assert _text(device="radio") == "A radio has no lyrics."


def test_a_variant_with_an_unknown_slot_gives_way_to_one_without() -> None:
    assert _text(device=None) == "Which device?"


def test_a_listeners_words_are_not_read_as_placeholders() -> None:
    assert _text(device="{brand.name}").startswith("On {brand.name}: Tonada")


def test_buttons_have_filled_titles_and_those_of_the_context_follow() -> None:
    extra = {"title": "More", "payload": "/lyrics"}
    twice = {"title": "Person", "payload": "/talk_to_human"}
    say = Say("utter_text", "lyrics", "x", {"who": "x", "buttons": [twice, extra]})

    rendered = render(bundle_of(TEXTS), say, {"device": "TV", "years": 1})

    assert list(rendered.buttons) == [{"title": "Talk about TV", "payload": "/talk_to_human"}, extra]


def test_the_report_is_what_the_agents_card_shows() -> None:
    talk = Talk().at("ask_again")

    assert talk.engine.report(talk.state, talk.slots) == {
        "topic": "playback_interrupted",
        "flow": "playback_interrupted",
        "flow_name": "music that stops",
        "step": "ask_again",
        "steps_tried": [{"remedy": "Let downloads use mobile data", "result": "worked"}],
        "facts": [
            {"slot": "platform", "label": "Platform", "value": "phone"},
            {"slot": "when", "label": "When", "value": "offline"},
        ],
    }


def test_the_report_after_a_handoff_still_names_the_flow_and_what_was_tried() -> None:
    talk = Talk().at("ask_again").hear("a human", "talk_to_human")
    report = talk.engine.report(talk.state, talk.slots)

    assert (report["flow_name"], report["step"]) == ("music that stops", None)
    assert report["steps_tried"] == [{"remedy": "Let downloads use mobile data", "result": "worked"}]
    assert {"slot": "when", "label": "When", "value": "offline"} in report["facts"]


def test_the_report_of_a_search_names_the_topic() -> None:
    talk = Talk(sets={"action_search_articles": {"article_slug": "a/b"}}).hear("grey page", "web_player")

    assert talk.engine.report(talk.state, talk.slots)["flow_name"] == "The web player"


def test_a_project_can_put_its_own_words_and_steps_in_place_of_a_pattern() -> None:
    own = FLOWS.replace(
        "responses:",
        "  pattern_cancel_flow:\n    description: Ours.\n    steps: [{action: utter_stopped}]\nresponses:\n"
        "  utter_stopped: [{text: 'Stopped {context.canceled_name}.'}, {text: Stopped.}]",
        1,
    )
    talk = Talk(own).at("ask_when").hear("stop", "cancel_flow")

    assert talk.texts == ["Stopped music that stops."]
