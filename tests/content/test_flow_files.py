"""What every flow owes its listener: it loads, it ends well, and its words are ones a listener is glad to read."""

import re

import pytest

from bot.flows.model import Action, Collect, Link
from bot.flows.render import fill
from tests.content.test_articles import WITHOUT_ARTICLE, front_matter, topics
from tests.content.walking import ARTICLES, FLOWS, bundle, slugs

#: What a phone shows without scrolling.
COMFORTABLE = 300
OURS = {path.stem for path in FLOWS.glob("*.yml")}
TROUBLESHOOTING = sorted(flow for flow in bundle().flows if flow in topics())
BLAME = re.compile(
    r"\b(you (must|forgot|failed|should have|did wrong)|as (already )?(said|mentioned)|invalid|user error)\b", re.I
)


def own_variants():
    for response in bundle().responses.values():
        if response.where.file.startswith("data/flows/"):
            for number, variant in enumerate(response.variants):
                yield pytest.param(response.name, variant, id=f"{response.name}-{number}")


def filled(text):
    """As it is on the page: facts filled in, the addresses of links out of sight."""
    return re.sub(r"\]\([^)]*\)", "]", fill(bundle(), text, {}, {}))


def test_every_flow_file_loads_without_a_problem():
    assert {"offline_downloads", "playback_interrupted", "billing_unexpected_charge", "patterns", "shared"} <= OURS
    assert len(TROUBLESHOOTING) >= 25


@pytest.mark.parametrize("flow_id", TROUBLESHOOTING)
def test_a_flow_starts_on_its_topic_and_gives_up_to_a_person(flow_id):
    flow = bundle().flows[flow_id]
    assert [trigger.intent for trigger in flow.triggers] == [flow.topic] == [flow_id]
    assert any(
        isinstance(step.deed, Link) and step.deed.flow == "pattern_human_handoff" for step in flow.steps.values()
    )


@pytest.mark.parametrize("flow_id", TROUBLESHOOTING)
def test_every_end_names_cause_prevention_and_article(flow_id):
    flow = bundle().flows[flow_id]
    outcomes = [step.metadata["outcome"] for step in flow.steps.values() if "outcome" in step.metadata]
    assert outcomes
    for outcome in outcomes:
        assert set(outcome) == {"result", "cause", "prevention", "article"}
        assert outcome["result"] in ("resolved", "informed", "handed_off")
        assert outcome["article"] in slugs()
        assert outcome["cause"].endswith((".", "!")) and outcome["prevention"].endswith(".")
        assert len(outcome["cause"]) <= 160 and len(outcome["prevention"]) <= 160
    for step in flow.steps.values():
        ends = any(branch.target == "END" for branch in step.next) and not isinstance(step.deed, Link)
        assert not ends or "outcome" in step.metadata, f"{flow_id} ends at {step.id} without an outcome"


@pytest.mark.parametrize("flow_id", TROUBLESHOOTING)
def test_a_remedy_can_be_answered_by_buttons(flow_id):
    for step in bundle().flows[flow_id].steps.values():
        if isinstance(step.deed, Collect):
            for variant in bundle().responses[step.deed.utter].variants:
                payloads = {button.payload for button in variant.buttons}
                assert payloads, f"{step.deed.utter} has no buttons"
                if "remedy" in step.metadata:
                    slot = step.deed.slot
                    assert {f"/SetSlots({slot}=true)", f"/SetSlots({slot}=false)"} <= payloads


@pytest.mark.parametrize("name,variant", own_variants())
def test_a_text_is_short_kind_and_asks_one_thing(name, variant):
    text = filled(variant.text)
    assert len(text) <= COMFORTABLE
    assert "!" not in text and not BLAME.search(text)
    if variant.buttons:
        assert text.count("?") <= 1, "one question at a time"
        assert all(len(button.title) <= 32 for button in variant.buttons)
    elif name.startswith("utter_ask_") and name != "utter_ask_rephrase":
        assert variant.buttons


def test_every_topic_has_a_flow_or_an_article():
    written = {topic for page in ARTICLES.rglob("*.md") for topic in front_matter(page)["topics"]}
    assert set(topics()) - WITHOUT_ARTICLE - written - set(TROUBLESHOOTING) == set()


def test_a_branch_that_promises_an_article_shows_one_that_exists():
    for flow in bundle().flows.values():
        for step in flow.steps.values():
            if isinstance(step.deed, Action) and step.deed.name == "action_show_article":
                assert step.metadata["article"] in slugs()
