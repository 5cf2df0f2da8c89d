"""Whatever flows are written and whatever listeners say: turns end, the stack stays small, nothing is done twice."""

import json
from dataclasses import replace
from typing import Any

from flow_talk import FLOWS, Talk, bundle_of
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flows import MAX_EFFECTS, Bundle, Engine, Part
from bot.flows.condition_parser import parse_condition
from bot.flows.model import END, Action, Branch, Call, Collect, Deed, Flow, Link, Noop, SetSlots, Slot, Step, Trigger
from bot.flows.problem import NOWHERE
from bot.flows.turn import HANDOFF, MAX_USER_FRAMES, Turn

BASE = bundle_of(FLOWS)
SLOTS = {
    "flag": Slot("flag", "bool"),
    "tried": Slot("tried", "bool"),
    "kind": Slot("kind", "categorical", ("red", "green"), label="Kind"),
    "words": Slot("words", "text"),
    "count": Slot("count", "float"),
    "platform": BASE.slots["platform"],
}
TOPICS = ("lyrics", "web_player", "car_mode", "local_files", "audio_quality", "search_problem", "podcasts_audiobooks")
CONDITIONS = (
    "true",
    "slots.flag",
    "slots.tried = true",
    'slots.kind = "red"',
    "slots.count > 3",
    'slots.platform = "tv"',
)
SIDE_EFFECTS = ("action_open_ticket", "action_show_article", "action_other")

deeds = st.one_of(
    st.builds(Collect, st.sampled_from(sorted(SLOTS)), st.just("utter_lyrics"), st.booleans(), st.booleans()),
    st.builds(Action, st.sampled_from(["utter_lyrics", "utter_solved", "action_read_x", *SIDE_EFFECTS])),
    st.builds(SetSlots, st.dictionaries(st.sampled_from(["flag", "words", "kind"]), st.none(), max_size=2)),
    st.builds(SetSlots, st.just({"flag": True})),
    st.just(Noop()),
    st.just(Link(HANDOFF)),
    st.just(Call("fragment")),
)


questions_and_effects = st.one_of(
    st.builds(Collect, st.sampled_from(["flag", "tried", "kind", "platform"]), st.just("utter_lyrics")),
    st.builds(Action, st.sampled_from([*SIDE_EFFECTS, "action_read_x"])),
    st.just(Call("fragment")),
)


def a_flow(flow_id: str, things: list[Deed], draw: Any, loops: bool) -> Flow:
    steps = {}
    for index, deed in enumerate(things):
        later = [f"s{n}" for n in range(0 if loops else index + 1, len(things))]
        if flow_id == "fragment" and isinstance(deed, Link | Call):
            deed = Noop()
        following = f"s{index + 1}" if index + 1 < len(things) else END
        branches = [Branch(following)]
        if draw(st.booleans()):
            condition = parse_condition(draw(st.sampled_from(CONDITIONS)))
            branches.insert(0, Branch(draw(st.sampled_from([*later, END])), condition))
        remedy = {"remedy": f"Remedy {index}"} if isinstance(deed, Collect) and SLOTS[deed.slot].type == "bool" else {}
        steps[f"s{index}"] = Step(f"s{index}", deed, branches, remedy, NOWHERE)
    completed = draw(st.booleans())
    return Flow(flow_id, flow_id, "x", flow_id, steps, NOWHERE, run_pattern_completed=completed)


@st.composite
def bundles(draw: Any, loops: bool) -> Bundle:
    ids = [*(TOPICS if loops else TOPICS[:1]), "fragment"]
    kinds = deeds if loops else questions_and_effects
    flows = {each: a_flow(each, draw(st.lists(kinds, min_size=1, max_size=8)), draw, loops) for each in ids}
    for topic in ids[:-1]:
        flows[topic] = replace(flows[topic], triggers=[Trigger(topic, None, NOWHERE)])
    return replace(BASE, flows={**BASE.flows, **flows}, slots={**BASE.slots, **SLOTS})


ANSWERS = ("yes", "no", "red", "green", "4", "2", "blah", "first", "I can't", "tv", "phone", "")
answers = st.fixed_dictionaries({"text": st.sampled_from(ANSWERS)})
corrections = st.one_of(
    st.fixed_dictionaries({"text": st.sampled_from(ANSWERS), "intent": st.just("correct_slot")}),
    st.builds(lambda value: {"text": value, "entities": {"platform": value}}, st.sampled_from(["tv", "phone", "car"])),
    st.builds(
        lambda pair: {"payload": f"/SetSlots({pair})"},
        st.sampled_from(["flag=true", "flag=false", "kind=red", "kind=green", "tried=cannot", "platform=tv"]),
    ),
)
ACTS = (
    *("talk_to_human", "cancel_flow", "repeat_question", "greeting", "goodbye", "affirm", "deny_not_fixed"),
    *("thanks_praise_resolved", "inform_details", "out_of_scope", "complaint_frustration", "nlu_fallback"),
)
intents = st.builds(
    lambda intent, confidence, rival: {
        "text": "some words",
        "intent": intent,
        "confidence": confidence,
        "ranking": [(intent, confidence), (rival, round(1 - confidence, 2))],
    },
    st.sampled_from([*TOPICS, *ACTS]),
    st.sampled_from([0.2, 0.55, 0.7, 0.9, 0.99]),
    st.sampled_from(TOPICS),
)
new_topics = st.builds(lambda topic: {"text": "words", "intent": topic}, st.sampled_from(TOPICS))
buttons = st.builds(
    lambda name: {"text": "x", "payload": f"/{name}"}, st.sampled_from([*TOPICS, "none_of_these", "talk_to_human", "x"])
)


two_topics = st.builds(
    lambda parts: {"text": "yes. words", "intent": parts[0].intent, "confidence": 0.5, "parts": parts},
    st.lists(
        st.builds(Part, st.sampled_from(["yes", "no", "words"]), st.sampled_from([*TOPICS, *ACTS]), st.just(0.9)),
        min_size=2,
        max_size=4,
    ),
)


def a_talk(bundle: Bundle, failing: tuple[str, ...] = ()) -> Talk:
    talk = Talk(FLOWS, failing, sets={"action_search_articles": {"article_slug": "a/b"}})
    talk.bundle, talk.engine = bundle, Engine(bundle)
    talk.slots.update(dict.fromkeys(SLOTS))
    return talk


@settings(max_examples=100, deadline=None)
@given(
    bundles(loops=True),
    st.lists(st.one_of(answers, corrections, intents, buttons, new_topics, two_topics, two_topics), max_size=20),
    st.booleans(),
)
def test_every_turn_ends_and_the_stack_stays_small(bundle: Bundle, messages: list[dict[str, Any]], fails: bool) -> None:
    talk = a_talk(bundle, SIDE_EFFECTS if fails else ())

    for message in [{"text": "go", "intent": TOPICS[0]}, *messages]:
        talk.hear(**message)

        assert talk.effects <= MAX_EFFECTS
        kinds = [frame.get("kind", "user") for frame in talk.state["frames"]]
        assert kinds.count("user") <= MAX_USER_FRAMES
        assert len(kinds) <= 2 * MAX_USER_FRAMES + 2
        assert len(json.dumps(talk.state)) < 8000


VALUES = {"flag": ["true", "false"], "tried": ["true", "cannot"], "kind": ["red", "green"], "platform": ["tv", "car"]}
choices = st.tuples(st.booleans(), st.integers(0, 3), st.integers(0, 1))


@settings(max_examples=100, deadline=None)
@given(bundles(loops=False), st.lists(choices, min_size=3, max_size=12))
def test_no_side_effect_happens_again_after_a_correction(bundle: Bundle, steps: list[tuple[bool, int, int]]) -> None:
    talk = a_talk(bundle).hear("go", TOPICS[0])
    before: set[str] = set()

    for change, which, value in steps:
        question = Turn(bundle, talk.state, talk.slots).question()
        if question is None or TOPICS[0] not in talk.flows:
            return
        answered = [name for name in VALUES if talk.slots[name] is not None]
        slot = answered[which % len(answered)] if change and answered else question.slot.name
        done = {run.action for run in talk.all_runs if run.action in SIDE_EFFECTS}
        talk.press(f"/SetSlots({slot}={VALUES[slot][value]})")
        if "utter_corrected_previous_input" in talk.said:
            before |= done
        assert not before.intersection(talk.ran)
